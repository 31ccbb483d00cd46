// SPDX-License-Identifier: BSL-1.0
// A cancel by a whole client over a real socket, whose peer answers with the input. The outcome is
// held to what the reader and the decoder alone make of the same bytes.
#include "api/cancel_answer.hpp"
#include "fuzz.hpp"
#include "net/canned_answer.hpp"
#include "peer.hpp"

#include <mrs/client.hpp>

#include <optional>
#include <string>

using fuzz::require;
using mrs::cancel_sql_result;
using mrs::error_code;
using state = mrs::net::response_reader::state;

namespace {

constexpr std::string_view token = "token-that-nobody-may-see";

struct ended {
    error_code code;
    cancel_sql_result result;
};

ended cancel(fuzz::peer& service, std::string_view answer, std::size_t first_part) {
    mrs::client_options options(service.url(), "project",
                                mrs::credentials::token(mrs::secret(std::string(token))));
    options.allow_plaintext_loopback(true).retry(mrs::retry_options().max_attempts(1));
    std::optional<mrs::client> client;
    client.emplace(service.context(), options);
    std::optional<ended> outcome;
    client->async_cancel_sql(mrs::cancel_sql_request("cluster", "id"),
                             [&](const error_code& code, cancel_sql_result result) {
                                 outcome.emplace(ended{code, std::move(result)});
                             });
    service.serve(answer, first_part, [&] { return outcome.has_value(); });
    client.reset();
    service.finish();
    return std::move(*outcome);
}

void check_answer(const ended& found, const mrs::api::answer& expected, int http_status) {
    require(found.result.status() == status_of(expected), "a decision is the decoder's");
    if (expected.decided()) {
        require(!found.code, "a decision is no error");
        require(found.result.http_status() == http_status, "its status is the answer's");
    } else {
        require(found.code == expected.code, "an undecided answer is the decoder's error");
    }
}

void check_secrecy(const ended& found) {
    require(found.result.message().find(token) == std::string_view::npos &&
                found.result.request_id().find(token) == std::string_view::npos,
            "an answer shows no token");
    if (!found.result.info())
        return;
    const auto& info = *found.result.info();
    require(info.to_string().find(token) == std::string::npos &&
                info.service_message.find(token) == std::string::npos,
            "an error shows no token");
    require(info.attempts == 1, "there is one attempt");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::peer service;
    fuzz::input given(data, size);
    const std::size_t first_part = given.choice(256);
    const ended found = cancel(service, given.rest(), first_part);
    check_secrecy(found);
    const reading expected = read_whole(given.rest(), ending::clean);
    require(expected.state != state::incomplete, "every exchange ends");
    if (expected.state == state::failed)
        require(found.code == expected.code, "a failed answer is the reader's error");
    else if (given.rest().find(token) == std::string_view::npos)
        check_answer(found,
                     mrs::api::decode_cancel_answer(expected.answer.status, expected.answer.body),
                     expected.answer.status);
    return 0;
}
