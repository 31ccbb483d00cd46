// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/job.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::cli::job;

namespace jobs {
namespace {

std::string hash_of(const std::vector<std::string>& ids) {
    job of;
    of.add_ids(ids);
    return of.fields().at(0).second;
}

} // namespace
} // namespace jobs

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_AUTO_TEST_CASE(are_the_same_with_the_same_fields) {
    const job one = job().add("region", "r").add("input", "a").add("input", "b");
    BOOST_TEST(one.difference_from(one) == "");
    BOOST_TEST(job().difference_from(job()) == "");
}

BOOST_AUTO_TEST_CASE(differ_in_the_first_field_that_differs) {
    const job one = job().add("region", "r").add("input", "a").add("shard", "1/2");
    BOOST_TEST(one.difference_from(job().add("region", "s").add("input", "b")) ==
               "its region is 'r', this run's is 's'");
    BOOST_TEST(one.difference_from(job().add("region", "r").add("input", "b")) ==
               "its input is 'a', this run's is 'b'");
    BOOST_TEST(one.difference_from(job().add("endpoint", "https://h.test")) ==
               "its region is 'r' where this run's endpoint is 'https://h.test'");
    BOOST_TEST(one.difference_from(job().add("region", "r").add("input", "a")) ==
               "its shard is '1/2', this run has none");
    BOOST_TEST(job().difference_from(one) == "it has none of this run's: region is 'r'");
}

BOOST_AUTO_TEST_CASE(differ_by_the_order_of_their_inputs) {
    const job one = job().add("input", "a").add("input", "b");
    BOOST_TEST(one.difference_from(job().add("input", "b").add("input", "a")) != "");
    BOOST_TEST(one.difference_from(job().add("input", "a b")) != "");
}

BOOST_AUTO_TEST_CASE(have_values_that_are_safe_to_print_and_stay_different) {
    const job one = job().add("input", "a\x1b\n\xff");
    BOOST_TEST(one.fields().at(0).second == "a\\x1b\\n\\xff");
    BOOST_TEST(one.difference_from(job().add("input", "a\\x1b\\n\\xff")) != "");
}

// As `printf 1:a2:bc | sha256sum` says.
BOOST_AUTO_TEST_CASE(hold_a_hash_of_the_ids_that_were_given) {
    BOOST_TEST(hash_of({"a", "bc"}) ==
               "2 with SHA-256 "
               "5310a58788781ab25d5ad7c3f85035824b4eb7bdfa394e0ac2186271472b5492");
    BOOST_TEST(hash_of({"a", "bc"}) != hash_of({"ab", "c"}));
    BOOST_TEST(hash_of({"a", "b"}) != hash_of({"b", "a"}));
    BOOST_TEST(hash_of({"a", "b"}) != hash_of({"a2:b"}));
}

BOOST_AUTO_TEST_SUITE_END()
