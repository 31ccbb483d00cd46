// SPDX-License-Identifier: BSL-1.0
#include "cli/run/end_text.hpp"

namespace mrs::cli {

namespace {

const char* beginning_of(bulk_end why) noexcept {
    switch (why) {
    case bulk_end::unauthorized:
        return "stopped, for the credentials do not do: ";
    case bulk_end::unreachable:
        return "stopped, for the service could not be reached: ";
    case bulk_end::refused:
        return "stopped, for every id would be refused like this: ";
    case bulk_end::deadline:
        return "the deadline passed while the service could not be reached: ";
    default:
        return nullptr;
    }
}

} // namespace

std::string end_text(const bulk_summary& summary) {
    const char* const beginning = beginning_of(summary.end);
    if (beginning == nullptr || !summary.cause)
        return {};
    std::string text = beginning + summary.cause.message();
    if (summary.info && !summary.info->to_string().empty())
        text += ": " + summary.info->to_string();
    return text;
}

} // namespace mrs::cli
