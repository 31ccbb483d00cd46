// SPDX-License-Identifier: BSL-1.0
// An error's body of any status: two bytes of status, then the body.
#include "api/error_body.hpp"

#include "api/service_codes.hpp"
#include "document.hpp"
#include "fuzz.hpp"

using fuzz::require;
using mrs::errc;
using mrs::pacing::fault;

namespace {

void check_words(const mrs::api::service_error& read, const fuzz::document& body) {
    const auto code = body.text("error_code");
    const auto message = body.text("error_msg");
    if (code && !code->empty())
        require(read.code == *code, "the first name of a code that is there counts");
    if (message && !message->empty())
        require(read.message == *message, "the first name of a text that is there counts");
}

void check_meaning(int status, const mrs::api::classification& meaning, std::string_view code) {
    require(fuzz::is_plain(meaning.advice), "advice is our own words");
    require((meaning.kind == fault::throttled) == (meaning.code == errc::throttled),
            "throttled is one class");
    const auto said = mrs::api::meaning_of(code);
    require(meaning.kind != fault::transient || status == 408 || status >= 500 ||
                said == mrs::api::code_meaning::busy || said == mrs::api::code_meaning::passing,
            "a refusal is not repeated");
    require(meaning.refresh_credentials == (meaning.code == errc::unauthorized),
            "refused credentials, and these alone, are renewed once");
    if (meaning.acted_on_nothing && status >= 500)
        require(said != mrs::api::code_meaning::unknown && said != mrs::api::code_meaning::passing,
                "a server's fault tells nothing about a submission");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input given(data, size);
    const std::size_t hundreds = given.choice(10);
    const int status = static_cast<int>(100 * hundreds + given.choice(100));
    mrs::api::answer_fields fields;
    mrs::api::service_error read;
    if (fields.parse(given.rest())) {
        const fuzz::document body(given.rest());
        require(body.is_object(), "what is read is a JSON object");
        read = read_service_error(fields);
        check_words(read, body);
    } else {
        require(!fields.why().empty(), "a refused body has a reason");
    }
    check_meaning(status, mrs::api::classify(status, read.code), read.code);
    check_meaning(status, mrs::api::classify(status, given.rest()), given.rest());
    return 0;
}
