// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ERROR_BODY_HPP
#define MRS_EMULATOR_ERROR_BODY_HPP

#include "answer_style.hpp"
#include "error_table.hpp"
#include "http_message.hpp"

#include <string_view>

namespace mrs_emulator {

/// An error as the API gateway words it, with the usual text of the status unless one is given.
http_answer gateway_error(unsigned status, std::string_view request_id, std::string_view text = {});

/// A documented error of the gateway, with another text.
http_answer gateway_error(const documented_error& error, std::string_view request_id,
                          std::string_view text);

/// The gateway's 429, with the quota as `limit:60,time:1 minute`.
http_answer throttled_error(std::string_view quota, std::string_view request_id);

/// The gateway's 401 with another code than that of gateway_error().
http_answer unauthorized_error(std::string_view code, std::string_view text,
                               std::string_view request_id);

/// An error in the form of the identity service, which names the status in words.
http_answer iam_error(unsigned status, std::string_view message);

enum class mrs_error {
    parameter_invalid,
    cluster_unknown,
    project_invalid,
    job_unknown,
    statement_refused,
    too_many_jobs
};

/// What the form of a service's error depends on.
struct error_context {
    edition documents = edition::of_2025;
    std::string_view language{}; ///< Chinese if it is `zh-cn`.
};

/// An error of the service behind the gateway. `subject` is what the text of project_invalid is
/// about, and what the engine says of a refused statement.
http_answer service_error(mrs_error error, const error_context& context,
                          std::string_view subject = {});

/// The same for any error that is documented, with its own text unless one is given.
http_answer service_error(const documented_error& error, std::string_view language,
                          std::string_view text = {});

} // namespace mrs_emulator

#endif
