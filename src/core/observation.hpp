// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_OBSERVATION_HPP
#define MRS_CORE_OBSERVATION_HPP

#include "core/counters.hpp"
#include "core/flag_guard.hpp"
#include "core/namespace.hpp"

#include <mrs/observer.hpp>

#include <memory>
#include <utility>

namespace mrs::core {

/// A client's observer, if it has one. Used on the client's strand.
class observation {
public:
    observation(std::shared_ptr<observer> to, counters& counts) noexcept
        : observer_(std::move(to)), counters_(counts) {}

    /// Whether anybody hears: an event is not worth its making otherwise.
    explicit operator bool() const noexcept { return observer_ != nullptr; }
    /// Whether the observer is being told something.
    [[nodiscard]] bool telling() const noexcept { return telling_; }

    template<typename Event>
    void tell(void (observer::*heard)(const Event&), const Event& event) noexcept {
        const flag_guard guard(telling_);
        try {
            (observer_.get()->*heard)(event);
        } catch (...) {
            counters_.observer_failures.add();
        }
    }

private:
    const std::shared_ptr<observer> observer_;
    counters& counters_;
    bool telling_ = false;
};

} // namespace mrs::core

#endif
