// SPDX-License-Identifier: BSL-1.0
#include <mrs/bulk_end.hpp>

namespace mrs {

std::string_view to_string(bulk_end end) noexcept {
    switch (end) {
    case bulk_end::complete:
        return "complete";
    case bulk_end::stopped:
        return "stopped";
    case bulk_end::aborted:
        return "aborted";
    case bulk_end::first_failed:
        return "stopped at the first failure";
    case bulk_end::error_ratio:
        return "stopped at the error ratio";
    case bulk_end::unauthorized:
        return "unauthorized";
    case bulk_end::deadline:
        return "stopped at the deadline";
    case bulk_end::unreachable:
        return "the service was unreachable";
    case bulk_end::refused:
        return "refused for all";
    }
    return "unknown";
}

} // namespace mrs
