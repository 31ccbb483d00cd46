// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CALL_OPTIONS_HPP
#define MRS_CALL_OPTIONS_HPP

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mrs {

/// What one call does otherwise than its client's options say. What is not set is the client's.
class call_options {
public:
    /// A time; what is coarser, such as `std::chrono::seconds`, converts to it.
    using duration = std::chrono::nanoseconds;

    call_options() noexcept {}

    /// Limit of the whole call; zero for none. Default: the client's.
    call_options& timeout(duration limit) noexcept {
        timeout_ = limit;
        return *this;
    }
    /// Limit of each attempt, from the moment it has a connection; zero for none. Default:
    /// the client's.
    call_options& attempt_timeout(duration limit) noexcept {
        attempt_timeout_ = limit;
        return *this;
    }
    /// How many tries at most, at least 1: see `retry_options::max_attempts`. Default: the
    /// client's.
    call_options& max_attempts(int count) noexcept {
        max_attempts_ = count;
        return *this;
    }
    /// How often a decided FAILED is tried again, at least 0. Default: the client's.
    call_options& retry_failed(int times) noexcept {
        retry_failed_ = times;
        return *this;
    }

    /// The W3C trace context that each request of the call carries as the header `traceparent`:
    /// "00-", 32 hexadecimal digits, "-", 16 and "-", 2, in lower case. Another one is refused.
    /// Default: none.
    call_options& traceparent(std::string context) {
        changed_trace().parent = std::move(context);
        return *this;
    }
    /// What belongs to it, the header `tracestate`: at most 512 visible characters. It needs a
    /// `traceparent`. Default: none.
    call_options& tracestate(std::string members) {
        changed_trace().state = std::move(members);
        return *this;
    }

    /// @{
    /// What was set; nothing where the client's options hold.
    [[nodiscard]] std::optional<duration> timeout() const noexcept { return timeout_; }
    [[nodiscard]] std::optional<duration> attempt_timeout() const noexcept {
        return attempt_timeout_;
    }
    [[nodiscard]] std::optional<int> max_attempts() const noexcept { return max_attempts_; }
    [[nodiscard]] std::optional<int> retry_failed() const noexcept { return retry_failed_; }
    [[nodiscard]] std::string_view traceparent() const noexcept {
        return trace_ ? std::string_view(trace_->parent) : std::string_view();
    }
    [[nodiscard]] std::string_view tracestate() const noexcept {
        return trace_ ? std::string_view(trace_->state) : std::string_view();
    }
    /// @}

private:
    struct trace {
        std::string parent;
        std::string state;
    };

    /// Copies of these options share it, for hardly any has one.
    trace& changed_trace() {
        auto own = trace_ ? std::make_shared<trace>(*trace_) : std::make_shared<trace>();
        trace& changed = *own;
        trace_ = std::move(own);
        return changed;
    }

    std::optional<duration> timeout_;
    std::optional<duration> attempt_timeout_;
    std::optional<int> max_attempts_;
    std::optional<int> retry_failed_;
    std::shared_ptr<const trace> trace_;
};

} // namespace mrs

#endif
