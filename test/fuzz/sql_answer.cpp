// SPDX-License-Identifier: BSL-1.0
// The answer to a submission or a query: its status, then its body.
#include "api/sql_answer.hpp"

#include "document.hpp"
#include "fuzz.hpp"
#include "statuses.hpp"

using fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input given(data, size);
    const int status = given.one_of(fuzz::statuses);
    const auto decoded = mrs::api::decode_sql_answer(status, given.rest());
    const auto& execution = decoded.execution;
    if (!decoded.meaning.decided()) {
        require(bool(mrs::make_error_code(decoded.meaning.code)),
                "without a decision there is an error");
        require(fuzz::is_plain(decoded.meaning.detail), "an error's words can go into a log");
        require(execution.content().empty(), "an undecided answer has no rows");
        return 0;
    }
    const fuzz::document body(given.rest());
    require(body.text("status") == execution.state_text(), "the state is what the body says");
    require(status == 200 ||
                ((status == 400 || status == 500) && execution.state() == mrs::sql_state::failed),
            "an answer comes with a status that carries one");
    require(execution.state() == mrs::sql_state::unknown ||
                to_string(execution.state()) == execution.state_text(),
            "a state has its documented name");
    if (const auto id = body.text("id"))
        require(execution.id() == *id, "the id is the body's");
    return 0;
}
