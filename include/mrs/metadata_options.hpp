// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_METADATA_OPTIONS_HPP
#define MRS_METADATA_OPTIONS_HPP

#include <string>
#include <type_traits>
#include <utility>

namespace mrs {

/// The metadata service of a virtual machine, which gives temporary access keys of its agency.
class metadata_options {
public:
    metadata_options() = default;

    /// Where it is. `http://` is permitted to a link-local or loopback address alone. Its own
    /// address on the vendor's machines, http://169.254.169.254.
    metadata_options& endpoint(std::string url) {
        endpoint_ = std::move(url);
        return *this;
    }

    /// What was set, or else the default.
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }

private:
    std::string endpoint_ = "http://169.254.169.254";
};

static_assert(!std::is_aggregate_v<metadata_options>);

} // namespace mrs

#endif
