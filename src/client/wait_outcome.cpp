// SPDX-License-Identifier: BSL-1.0
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

} // namespace mrs
