// SPDX-License-Identifier: BSL-1.0
#include "api/trace_context.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using mrs::api::check_trace_context;

namespace trace_contexts {
namespace {

const std::string good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

std::string with(std::size_t place, char c) {
    std::string changed = good;
    changed[place] = c;
    return changed;
}

} // namespace
} // namespace trace_contexts

BOOST_AUTO_TEST_SUITE(trace_contexts)

BOOST_AUTO_TEST_CASE(what_the_grammar_permits) {
    BOOST_TEST(!check_trace_context("", ""));
    BOOST_TEST(!check_trace_context(good, ""));
    BOOST_TEST(!check_trace_context(good, "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
    BOOST_TEST(!check_trace_context(good, std::string(512, 'a')));
}

BOOST_AUTO_TEST_CASE(what_it_does_not) {
    for (std::size_t place = 0; place < good.size(); ++place)
        for (const char c : {'A', 'g', '\r', '\n', ' ', '\0'})
            BOOST_TEST(check_trace_context(with(place, c), "").has_value());
    for (const std::string& wrong :
         {good.substr(1), good + "0", good + "-00", "ff" + good.substr(2),
          "00-" + std::string(32, '0') + good.substr(35),
          good.substr(0, 36) + std::string(16, '0') + "-01"})
        BOOST_TEST(check_trace_context(wrong, "").has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(a_tracestate_stays_within_its_header) {
    BOOST_TEST(check_trace_context("", "a=1").has_value());
    BOOST_TEST(check_trace_context(good, std::string(513, 'a')).has_value());
    for (const std::string_view wrong : {"a=1\r\nX: 1", "a=\n", "a=\t", "a=\x7f", "a=\xc3\xa9"})
        BOOST_TEST(check_trace_context(good, wrong).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
