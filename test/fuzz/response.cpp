// SPDX-License-Identifier: BSL-1.0
// An HTTP answer's bytes as they come: how they end, in which pieces they come, and then they.
#include "fuzz.hpp"
#include "net/canned_answer.hpp"

using fuzz::require;
using state = mrs::net::response_reader::state;

namespace {

constexpr std::array<ending, 3> endings = {ending::open, ending::clean, ending::torn};

void check_complete(const reading& found) {
    const auto& answer = found.answer;
    require(answer.status >= 200 && answer.status <= 999, "an answer has a status, and no interim");
    require(answer.body.size() <= test_body_limit, "a body is within its limit");
    require(answer.request_id.find_first_of("\r\n") == std::string::npos, "a field is one line");
}

void check_failed(const reading& found) {
    require(bool(mrs::make_error_code(found.code)), "a failure has a code");
    require(fuzz::is_plain(found.detail), "a failure's words are ours");
}

void check(const reading& found) {
    if (found.state == state::complete)
        check_complete(found);
    if (found.state == state::failed)
        check_failed(found);
}

/// In pieces it is the same answer. Only where Beast still waits for the end of a header does it
/// not look at a fault in it, and what comes behind a whole answer is not read.
void check_alike(const reading& whole, const reading& pieces) {
    require((whole.state == state::complete) == (pieces.state == state::complete),
            "in pieces or whole, an answer is complete or is not");
    if (whole.state != state::complete)
        return;
    require(whole.answer.status == pieces.answer.status, "in pieces it has the same status");
    require(whole.answer.body == pieces.answer.body, "in pieces it has the same body");
    require(whole.answer.request_id == pieces.answer.request_id, "in pieces it has the same id");
    require(whole.answer.reusable == pieces.answer.reusable || pieces.taken < whole.taken,
            "in pieces its connection is as reusable");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input given(data, size);
    const ending end = given.one_of(endings);
    const std::size_t step = 1 + given.choice(40);
    const reading whole = read_whole(given.rest(), end);
    check(whole);
    const reading pieces = read_in_steps(given.rest(), step, end);
    check(pieces);
    check_alike(whole, pieces);
    return 0;
}
