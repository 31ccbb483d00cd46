// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTCOME_JSON_HPP
#define MRS_CLI_OUTPUT_OUTCOME_JSON_HPP

#include "cli/output/outcome.hpp"

#include <string>
#include <string_view>

namespace mrs::cli {

/// The outcome as a JSON object in one line, without its end; what is absent is left out:
///   id, cluster   where the id is not UTF-8, its bytes are in "id_hex" too
///   outcome       "SUCCEED", "FAILED" or "ERROR"
///   message       the service's text, or why there is no answer
///   http_status
///   error         the errc's name, only beside ERROR
///   error_code    the service's own
///   request_id, attempts, elapsed_ms
///   cancel        "SUCCEED" beside ERROR, where the cancel was taken
///   end           "stopped", "had_ended", "still_running", "failed" or "unknown", of a run that
///                 waits for the end
///   state         the execution's last known one
///   state_message the service's text beside it
///   not_sent      true where no request of it left
/// @param at a time to add as "at"; none where it is empty
std::string to_json(const outcome& one, std::string_view at = {});

} // namespace mrs::cli

#endif
