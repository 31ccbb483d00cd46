// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_OBSERVE_EXPOSITION_HPP
#define MRS_OBSERVE_EXPOSITION_HPP

#include <mrs/telemetry.hpp>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

/// Prometheus's text format, version 0.0.4.
namespace mrs::observe {

/// `name="value"` for each, with commas between them.
std::string labels(std::initializer_list<std::pair<std::string_view, std::string_view>> all);
/// The same of telemetry's names, in which every "." becomes "_".
std::string labels(const std::vector<telemetry::attribute>& all);

/// A distribution over telemetry's buckets.
class histogram {
public:
    void add(std::chrono::nanoseconds span) noexcept;

private:
    friend class exposition;
    std::array<std::uint64_t, telemetry::duration_bounds.size() + 1> counts_{};
    double sum_ = 0;
};

/// A text that is being written.
class exposition {
public:
    /// Begins a family of samples.
    /// @param type "counter", "gauge" or "histogram"
    exposition& family(std::string_view name, std::string_view type, std::string_view help);
    /// One sample of the family.
    exposition& sample(std::string_view with_labels, std::uint64_t value);
    exposition& sample(const std::string& with_labels, const histogram& value);
    /// All of them.
    template<typename Value>
    exposition& samples(const std::map<std::string, Value>& all) {
        for (const auto& [with_labels, value] : all)
            sample(with_labels, value);
        return *this;
    }

    [[nodiscard]] std::string& text() noexcept { return text_; }

private:
    void line(std::string_view suffix, std::string_view with_labels, std::string_view value);

    std::string text_;
    std::string name_;
};

} // namespace mrs::observe

#endif
