// SPDX-License-Identifier: BSL-1.0
#include "api/values.hpp"

#include <mrs/cancel_wait.hpp>

namespace mrs {

std::string_view to_string(wait_outcome outcome) noexcept {
    switch (outcome) {
    case wait_outcome::stopped:
        return "stopped";
    case wait_outcome::had_ended:
        return "had ended";
    case wait_outcome::still_running:
        return "still running";
    case wait_outcome::not_cancelled:
        return "not cancelled";
    case wait_outcome::none:
        break;
    }
    return "none";
}

bool operator==(const cancel_wait_result& a, const cancel_wait_result& b) noexcept {
    return a.outcome() == b.outcome() && a.state_before() == b.state_before() &&
           a.state() == b.state() && a.message() == b.message() && a.cancel() == b.cancel() &&
           a.queries() == b.queries() && a.elapsed() == b.elapsed() &&
           same_value(a.info(), b.info());
}

std::ostream& operator<<(std::ostream& out, const cancel_wait_result& value) {
    return api::print_result(out, to_string(value.outcome()), value);
}

} // namespace mrs

std::size_t std::hash<mrs::cancel_wait_result>::operator()(
    const mrs::cancel_wait_result& value) const noexcept {
    return mrs::core::hash_of(value.outcome(), value.state(), value.message(), value.queries());
}
