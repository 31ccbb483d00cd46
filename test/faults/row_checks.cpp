// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"

#include <utility>

namespace mrs_test {

fault_server::script after_request(std::function<void(fault_peer&)> what) {
    return [what = std::move(what)](fault_peer& peer) {
        if (peer.tls() && !peer.read_request().empty())
            what(peer);
    };
}

fault_server::script answering(std::string bytes) {
    return after_request([bytes = std::move(bytes)](fault_peer& peer) {
        if (peer.write(bytes))
            peer.answer_all();
    });
}

fault_server::script answering_last(std::string bytes) {
    return after_request([bytes = std::move(bytes)](fault_peer& peer) { peer.write(bytes); });
}

namespace {

void check_fate(fault_case& one, fate after) {
    BOOST_TEST(one.client().stats().connections_idle == (after == fate::kept ? 1u : 0u));
    BOOST_TEST(one.call().result.succeeded());
    BOOST_TEST(one.server().connections() == (after == fate::kept ? 1u : 2u));
    BOOST_TEST(one.server().requests_on(0) <= (after == fate::kept ? 2u : 1u));
}

void check_one_attempt(const fault_server::script& fault, mrs::errc code, transport kind,
                       repetition again, fate after, mrs::call_options limits) {
    fault_case one({fault}, kind);
    const bool final = again == repetition::final;
    const auto [ec, result] = one.call(limits.max_attempts(final ? 3 : 1));
    BOOST_TEST(ec == code, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    BOOST_TEST(result.info()->attempts == 1);
    const auto stop = final ? mrs::stop_reason::permanent : mrs::stop_reason::attempts_exhausted;
    BOOST_TEST(mrs::to_string(result.info()->stop) == mrs::to_string(stop));
    BOOST_TEST(one.server().connections() == 1u);
    check_fate(one, after);
}

void check_repeated(const fault_server::script& fault, transport kind, mrs::call_options limits) {
    fault_case one({fault}, kind);
    const auto [ec, result] = one.call(limits.max_attempts(2));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.attempts() == 2);
    BOOST_TEST(one.client().stats().retries == 1u);
    BOOST_TEST(one.client().stats().replays == 0u);
}

/// @param check is called for each transport, in a context that names it
template<typename Check>
void over_both(Check check) {
    for (const transport kind : {transport::tls, transport::plain})
        BOOST_TEST_CONTEXT((kind == transport::tls ? "over TLS" : "without TLS"))
    check(kind);
}

} // namespace

void check_fault(const fault_server::script& fault, mrs::errc code, repetition again, fate after,
                 mrs::call_options limits) {
    over_both([&](transport kind) {
        check_one_attempt(fault, code, kind, again, after, limits);
        if (again == repetition::repeated)
            check_repeated(fault, kind, limits);
    });
}

void check_good(const fault_server::script& good, fate after) {
    over_both([&](transport kind) {
        fault_case one({good}, kind);
        const auto [ec, result] = one.call();
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.succeeded());
        BOOST_TEST(result.attempts() == 1);
        check_fate(one, after);
    });
}

} // namespace mrs_test
