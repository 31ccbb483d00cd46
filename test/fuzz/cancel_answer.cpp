// SPDX-License-Identifier: BSL-1.0
// The answer to a cancel: its status, then its body.
#include "api/cancel_answer.hpp"

#include "document.hpp"
#include "fuzz.hpp"
#include "statuses.hpp"

using fuzz::require;
using mrs::api::decision;

namespace {

void check_decision(const mrs::api::answer& decoded, int status, const fuzz::document& body) {
    const bool succeeded = decoded.decision == decision::succeeded;
    require(body.text("status") == (succeeded ? "SUCCEED" : "FAILED"),
            "a decision is what the body's status says");
    require(status == 200 || status == 500 || (status == 400 && !succeeded),
            "a decision comes with a status that carries one");
    if (const auto message = body.text("message"))
        require(decoded.message == *message, "a decision has the body's message, whole");
    require(!mrs::make_error_code(decoded.code), "beside a decision there is no error");
}

void check_error(const mrs::api::answer& decoded) {
    require(bool(mrs::make_error_code(decoded.code)), "without a decision there is an error");
    require(fuzz::is_plain(decoded.detail), "an error's words can go into a log");
    require(decoded.detail.size() < 1024, "an error's words are bounded");
    require(decoded.code != mrs::errc::bad_response || !decoded.detail.empty(),
            "a bad answer is described");
    require(!decoded.refresh_credentials || decoded.code == mrs::errc::unauthorized,
            "only refused credentials are renewed");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input given(data, size);
    const int status = given.one_of(fuzz::statuses);
    const auto decoded = mrs::api::decode_cancel_answer(status, given.rest());
    if (decoded.decided())
        check_decision(decoded, status, fuzz::document(given.rest()));
    else
        check_error(decoded);
    return 0;
}
