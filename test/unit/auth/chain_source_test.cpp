// SPDX-License-Identifier: BSL-1.0
#include "auth/sources/chain_source.hpp"
#include "auth/sources/fixed_source.hpp"
#include "fetch_outcome.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using mrs::errc;
using mrs::auth::chain_source;
using mrs::auth::fixed_source;
using mrs::auth::identity;
using mrs::auth::lacking_source;
using mrs::auth::source;
using mrs::auth::source_failure;
using mrs::auth::source_user;

namespace source_chain {
namespace {

using members = std::vector<std::unique_ptr<source>>;

std::unique_ptr<source> fixed(const char* token) {
    return std::make_unique<fixed_source>(identity(mrs::auth_token(mrs::secret(token))), token);
}

std::unique_ptr<source> lacking(const char* what) {
    return std::make_unique<lacking_source>(what, what);
}

/// Has what it needs, and fails.
class broken_source final : public source {
public:
    void fetch(source_user& user) override {
        user.on_source_failed(source_failure(errc::connect_failed, "it is broken"));
    }
    [[nodiscard]] std::string name() const override { return "the broken one"; }
};

template<typename... Sources>
chain_source chain_of(Sources... sources) {
    members all;
    (all.push_back(std::move(sources)), ...);
    return chain_source(std::move(all));
}

} // namespace
} // namespace source_chain

BOOST_AUTO_TEST_SUITE(source_chain)

BOOST_AUTO_TEST_CASE(takes_the_first_that_has_what_it_needs) {
    auto chain = chain_of(lacking("no one"), lacking("no two"), fixed("three"), fixed("four"));
    for (int i = 0; i < 2; ++i) {
        const auto outcome = fetched_from(chain);
        BOOST_TEST_REQUIRE(outcome.found.has_value());
        BOOST_TEST(outcome.found->token().reveal() == "three");
        BOOST_TEST(outcome.answers == 1);
        BOOST_TEST(chain.name() == "three");
        BOOST_TEST(!chain.renewable());
        BOOST_TEST(!chain.cautious());
    }
}

BOOST_AUTO_TEST_CASE(says_what_each_one_lacked) {
    auto chain = chain_of(lacking("no one"), lacking("no two"));
    for (int i = 0; i < 2; ++i) {
        const auto outcome = fetched_from(chain);
        BOOST_TEST_REQUIRE(outcome.failure.has_value());
        BOOST_TEST(outcome.failure->detail == "no source has credentials: no one; no two");
        BOOST_TEST(outcome.answers == 1);
    }
}

BOOST_AUTO_TEST_CASE(one_that_fails_ends_the_search) {
    auto chain = chain_of(lacking("no one"), std::make_unique<broken_source>(), fixed("three"));
    const auto outcome = fetched_from(chain);
    BOOST_TEST_REQUIRE(outcome.failure.has_value());
    BOOST_TEST(outcome.failure->detail == "it is broken");
    BOOST_TEST((outcome.failure->code == errc::connect_failed));
}

BOOST_AUTO_TEST_SUITE_END()
