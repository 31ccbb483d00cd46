// SPDX-License-Identifier: BSL-1.0
#include "fault_rules.hpp"
#include "fault_rules_of.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <initializer_list>
#include <stdexcept>
#include <string>

using namespace mrs_emulator;
using namespace std::chrono_literals;

namespace {

double never_drawn() {
    BOOST_ERROR("no random number was needed");
    return 0;
}

fault_rules rules_of(std::initializer_list<std::string> texts) {
    fault_rules rules;
    rules.add(mrs_emulator::test::fault_rules_of(texts));
    return rules;
}

fault_plan plan(fault_rules& rules, operation on = operation::cancel) {
    return rules.match(on, "q1", never_drawn);
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_rule_texts)

BOOST_AUTO_TEST_CASE(carry_a_kind_and_its_value) {
    BOOST_TEST((parse_fault_rule("latency=20ms").duration == 20ms));
    BOOST_TEST((parse_fault_rule("latency=3us").duration == 3us));
    BOOST_TEST((parse_fault_rule("latency=2s").duration == 2s));
    BOOST_TEST(parse_fault_rule("status=503").status.value() == 503U);
    BOOST_TEST(parse_fault_rule("failed=400").status.value() == 400U);
    BOOST_TEST(!parse_fault_rule("failed").status.has_value());
    BOOST_TEST(parse_fault_rule("code=0177").code == "0177");
    BOOST_TEST(parse_fault_rule("code=APIG.0308").code == "APIG.0308");
    BOOST_TEST((parse_fault_rule("drip=5").duration == 5ms));
    BOOST_TEST((parse_fault_rule("framing=long").framing == framing_fault::long_body));
    BOOST_TEST((parse_fault_rule("reset").kind == fault_kind::reset));
    BOOST_TEST((parse_fault_rule("drop").kind == fault_kind::drop));
    BOOST_TEST((parse_fault_rule("stall").kind == fault_kind::stall));
    BOOST_TEST((parse_fault_rule("close").kind == fault_kind::close));
}

BOOST_AUTO_TEST_CASE(carry_attributes) {
    const auto rule = parse_fault_rule(
        "status=429,probability=0.25,sql_id=a_b,on=query,count=3,retry_after=7,before=1,"
        "message=one, two=2");
    BOOST_TEST(rule.probability == 0.25);
    BOOST_TEST(rule.sql_id.value() == "a_b");
    BOOST_TEST((rule.on == operation::query));
    BOOST_TEST(rule.remaining.value() == 3U);
    BOOST_TEST(rule.retry_after.value() == 7U);
    BOOST_TEST(rule.before);
    BOOST_TEST(rule.message == "one, two=2");
}

BOOST_AUTO_TEST_CASE(mean_every_cancel_by_default) {
    const auto rule = parse_fault_rule("reset");
    BOOST_TEST((rule.on == operation::cancel));
    BOOST_TEST(!rule.sql_id.has_value());
    BOOST_TEST(!rule.remaining.has_value());
    BOOST_TEST(rule.probability == 1.0);
    BOOST_TEST(!rule.before);
    BOOST_TEST(!parse_fault_rule("reset,on=any").on.has_value());
}

BOOST_AUTO_TEST_CASE(are_refused_with_a_reason) {
    for (const char* const text : {"",
                                   "explode",
                                   "latency",
                                   "latency=20",
                                   "latency=-1ms",
                                   "status=99",
                                   "status=600",
                                   "status=x",
                                   "failed=503",
                                   "code=1",
                                   "code",
                                   "code=APIGW.9999",
                                   "code=APIX.0308",
                                   "drip=-1",
                                   "framing=none",
                                   "reset=1",
                                   "reset,count=-1",
                                   "reset,probability=2",
                                   "reset,probability=nan",
                                   "reset,on=all",
                                   "failed,on=tokens",
                                   "ignored=1",
                                   "ignored,on=query",
                                   "reset,colour=red",
                                   "reset,,count=1",
                                   "latency=99999999h"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_CHECK_THROW(parse_fault_rule(text), std::invalid_argument);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(fault_rule_matching)

BOOST_AUTO_TEST_CASE(adds_latencies_up_and_takes_the_first_other_fault) {
    auto rules = rules_of({"latency=20ms", "reset", "drop", "latency=5ms"});
    const fault_plan found = plan(rules);
    BOOST_TEST((found.latency == 25ms));
    BOOST_TEST((found.terminal.value().kind == fault_kind::reset));
}

BOOST_AUTO_TEST_CASE(spends_only_what_struck) {
    auto rules = rules_of({"reset,count=1", "drop,count=1"});
    BOOST_TEST((plan(rules).terminal.value().kind == fault_kind::reset));
    BOOST_TEST((plan(rules).terminal.value().kind == fault_kind::drop));
    BOOST_TEST(!plan(rules).terminal.has_value());
    BOOST_TEST(rules.list()[0].used == 1U);
    BOOST_TEST(rules.list()[1].remaining.value() == 0U);
}

BOOST_AUTO_TEST_CASE(looks_at_the_operation) {
    auto rules = rules_of({"reset,on=submit", "drop,on=query", "close,on=any"});
    BOOST_TEST((plan(rules, operation::submit).terminal.value().kind == fault_kind::reset));
    BOOST_TEST((plan(rules, operation::query).terminal.value().kind == fault_kind::drop));
    BOOST_TEST((plan(rules, operation::cancel).terminal.value().kind == fault_kind::close));
}

BOOST_AUTO_TEST_CASE(ignores_cancels_alone) {
    auto rules = rules_of({"ignored,on=any", "drop,on=query"});
    BOOST_TEST((plan(rules, operation::query).terminal.value().kind == fault_kind::drop));
    BOOST_TEST((plan(rules, operation::cancel).terminal.value().kind == fault_kind::ignored));
}

BOOST_AUTO_TEST_CASE(reaches_the_identity_service_and_the_metadata) {
    auto rules = rules_of({"reset,on=tokens", "drop,on=metadata_token", "close,on=metadata",
                           "stall,on=pod_identity"});
    BOOST_TEST((plan(rules, operation::tokens).terminal.value().kind == fault_kind::reset));
    BOOST_TEST((plan(rules, operation::metadata_token).terminal.value().kind == fault_kind::drop));
    BOOST_TEST((plan(rules, operation::metadata).terminal.value().kind == fault_kind::close));
    BOOST_TEST((plan(rules, operation::pod_identity).terminal.value().kind == fault_kind::stall));
    BOOST_TEST(!plan(rules, operation::cancel).terminal.has_value());
    auto any = rules_of({"failed,on=any", "reset,on=any"});
    BOOST_TEST((plan(any, operation::tokens).terminal.value().kind == fault_kind::reset));
    BOOST_TEST((plan(any, operation::submit).terminal.value().kind == fault_kind::failed));
}

BOOST_AUTO_TEST_CASE(looks_at_the_execution) {
    auto rules = rules_of({"reset,sql_id=q2"});
    BOOST_TEST(!plan(rules).terminal.has_value());
    BOOST_TEST(rules.match(operation::cancel, "q2", never_drawn).terminal.has_value());
}

BOOST_AUTO_TEST_CASE(draws_for_a_probability) {
    auto rules = rules_of({"reset,probability=0.5"});
    BOOST_TEST(!rules.match(operation::cancel, "q", [] { return 0.5; }).terminal.has_value());
    BOOST_TEST(rules.match(operation::cancel, "q", [] { return 0.49; }).terminal.has_value());
    auto impossible = rules_of({"reset,probability=0"});
    BOOST_TEST(!impossible.match(operation::cancel, "q", [] { return 0.0; }).terminal.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
