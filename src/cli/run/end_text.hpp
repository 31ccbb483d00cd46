// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_RUN_END_TEXT_HPP
#define MRS_CLI_RUN_END_TEXT_HPP

#include <mrs/bulk.hpp>

#include <string>

namespace mrs::cli {

/// Why a run ended before its input did, once and in the words of the cause; empty where its user
/// knows.
std::string end_text(const bulk_summary& summary);

} // namespace mrs::cli

#endif
