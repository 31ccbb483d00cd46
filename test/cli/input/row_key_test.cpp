// SPDX-License-Identifier: BSL-1.0
#include "cli/input/row_key.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using mrs::cli::row_hasher;
using mrs::cli::row_key;

namespace row_keys {
namespace {

std::string hex(const row_key& key) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : key.bytes()) {
        text += digits[byte >> 4];
        text += digits[byte & 0xf];
    }
    return text;
}

} // namespace
} // namespace row_keys

BOOST_AUTO_TEST_SUITE(row_keys)

/// As `printf 'cluster\0id' | sha256sum` has them. Journals hold such keys: they never change.
BOOST_AUTO_TEST_CASE(are_the_same_for_ever) {
    row_hasher hash;
    BOOST_TEST(hex(hash("cluster-1", "sql-1")) == "2f2692a50bca7ab7455a778758c7542e");
    BOOST_TEST(hex(hash("c", "")) == "ec49f17f2c205644d3a0d242eb5a82ec");
    BOOST_TEST(hex(hash("", "")) == "6e340b9cffb37a989ca544e6bb780a2c");
    BOOST_TEST(hex(hash("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "\xe4\xb8\xad/x")) ==
               "d6dd2464f7351bf5dff63f0693c349ce");
    BOOST_TEST(hex(hash("cluster-1", "sql-1")) == "2f2692a50bca7ab7455a778758c7542e");
    BOOST_TEST(hash("cluster-1", "sql-1").number() == 0x2f2692a50bca7ab7u);
}

/// Keys whose first halves are alike, as those of a shard may be, do not crowd.
BOOST_AUTO_TEST_CASE(have_two_halves) {
    row_hasher hash;
    const row_key one = hash("cluster-1", "sql-1");
    auto bytes = one.bytes();
    bytes.front() ^= 1;
    BOOST_TEST(row_key(bytes).rest() == one.rest());
    bytes.back() ^= 1;
    BOOST_TEST(row_key(bytes).rest() != one.rest());
}

BOOST_AUTO_TEST_CASE(tell_where_the_cluster_ends) {
    row_hasher hash;
    BOOST_TEST((hash("ab", "c") != hash("a", "bc")));
    BOOST_TEST((hash("ab", "c") == hash("ab", "c")));
    BOOST_TEST((row_key() != hash("", "")));
}

BOOST_AUTO_TEST_SUITE_END()
