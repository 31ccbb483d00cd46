// SPDX-License-Identifier: BSL-1.0
#include "net/session_store.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/asn1.h>

#include <ctime>
#include <initializer_list>
#include <limits>
#include <memory>
#include <vector>

using mrs::core::ssl_session_ptr;
using mrs::net::session_store;

namespace tls_sessions {
namespace {

constexpr std::time_t start = 1'000'000'000;

using asn1_time_ptr = std::unique_ptr<ASN1_TIME, mrs::openssl_free<ASN1_TIME_free>>;

asn1_time_ptr asn1(std::time_t at) {
    return asn1_time_ptr(ASN1_TIME_set(nullptr, at));
}

/// Certificates of which nothing is told but when they end.
class chain {
public:
    chain(std::initializer_list<std::time_t> ends) : certificates_(sk_X509_new_null()) {
        for (const std::time_t end : ends) {
            X509* const one = X509_new();
            BOOST_TEST_REQUIRE(X509_set1_notAfter(one, asn1(end).get()) == 1);
            BOOST_TEST_REQUIRE(sk_X509_push(certificates_, one) > 0);
        }
    }
    chain(const chain&) = delete;
    chain& operator=(const chain&) = delete;
    ~chain() { sk_X509_pop_free(certificates_, X509_free); }

    operator const STACK_OF(X509) * () const noexcept { return certificates_; }

private:
    STACK_OF(X509) * certificates_;
};

/// A session that could be resumed, where it has a number.
ssl_session_ptr session(unsigned char number) {
    ssl_session_ptr made(SSL_SESSION_new());
    if (number != 0)
        BOOST_TEST_REQUIRE(SSL_SESSION_set1_id(made.get(), &number, 1) == 1);
    return made;
}

/// The number of the session that is resumed at `now`, or 0.
int taken(session_store& store, std::time_t now) {
    const ssl_session_ptr found = store.take(now);
    unsigned length = 0;
    return found ? *SSL_SESSION_get_id(found.get(), &length) : 0;
}

} // namespace
} // namespace tls_sessions

BOOST_AUTO_TEST_SUITE(tls_sessions)

BOOST_AUTO_TEST_CASE(the_newest_is_taken_first_and_the_last_one_again_and_again) {
    session_store store;
    BOOST_TEST(taken(store, start) == 0);
    const chain good{start + 100};
    for (unsigned char number = 1; number <= 3; ++number)
        store.add(session(number), good);
    for (const int number : {3, 2, 1, 1, 1})
        BOOST_TEST(taken(store, start) == number);
    store.add(session(4), good);
    for (const int number : {4, 1, 1})
        BOOST_TEST(taken(store, start) == number);
}

BOOST_AUTO_TEST_CASE(sixteen_are_kept_and_the_oldest_goes) {
    session_store store;
    const chain good{start + 100};
    for (unsigned char number = 1; number <= 18; ++number)
        store.add(session(number), good);
    for (int number = 18; number >= 3; --number)
        BOOST_TEST(taken(store, start) == number);
    BOOST_TEST(taken(store, start) == 3);
}

BOOST_AUTO_TEST_CASE(none_is_resumed_after_the_first_end_in_its_chain) {
    for (const auto& ends : {chain{start, start + 50, start + 99}, chain{start + 50, start},
                             chain{start + 99, start, start + 50}}) {
        session_store store;
        store.add(session(1), ends);
        BOOST_TEST(taken(store, start - 1) == 1);
        BOOST_TEST(taken(store, start) == 1);
        BOOST_TEST(taken(store, start + 1) == 0);
        BOOST_TEST(taken(store, start) == 0); // It was thrown away.
    }
}

BOOST_AUTO_TEST_CASE(an_older_one_that_is_good_for_longer_is_taken_in_its_place) {
    session_store store;
    store.add(session(1), chain{start + 100});
    store.add(session(2), chain{start});
    store.add(session(0), chain{start + 100}); // Its peer gave no ticket.
    BOOST_TEST(taken(store, start + 1) == 1);
}

BOOST_AUTO_TEST_CASE(none_is_resumed_after_the_end_that_the_store_was_told) {
    session_store store;
    store.bound(asn1(start + 10).get());
    store.bound(asn1(start).get());
    store.bound(asn1(start + 20).get());
    const chain good{start + 100};
    store.add(session(1), good);
    BOOST_TEST(taken(store, start) == 1);
    BOOST_TEST(taken(store, start + 1) == 0);
}

BOOST_AUTO_TEST_CASE(an_end_that_cannot_be_read_is_in_the_past) {
    const asn1_time_ptr unreadable(ASN1_STRING_type_new(V_ASN1_UTCTIME));
    BOOST_TEST_REQUIRE(ASN1_STRING_set(unreadable.get(), "?", 1) == 1);
    session_store store;
    store.bound(unreadable.get());
    store.add(session(1), chain{start});
    BOOST_TEST(taken(store, 1) == 0);
}

/// OpenSSL copies what is kept beside a session to the one that a resumed connection is given.
BOOST_AUTO_TEST_CASE(a_session_of_a_resumed_connection_ends_with_the_first_ones_chain) {
    session_store store;
    ssl_session_ptr first = session(1);
    ssl_session_ptr copied;
    store.add(std::move(first), chain{start});
    copied.reset(SSL_SESSION_dup(store.take(start).get()));
    store.add(std::move(copied), nullptr);
    BOOST_TEST(taken(store, start) == 1);
    BOOST_TEST(taken(store, start + 1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
