// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "support/run.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <string>
#include <thread>

namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using mrs_test::cancel;
using mrs_test::emulator;

BOOST_AUTO_TEST_SUITE(cancel_sql)

BOOST_AUTO_TEST_CASE(stops_a_running_statement) {
    const emulator service;
    const std::string id = service.submit(mrs_test::endless_sql);
    BOOST_TEST(service.state(id) != "FAILED");
    asio::io_context context;
    const mrs::client client(context, service.options());

    const auto [ec, result] = cancel(context, client, service.cluster(), id);

    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.http_status() == 200);
    BOOST_TEST(result.attempts() == 1);
    BOOST_TEST(!result.request_id().empty());
    BOOST_TEST(result.message().empty());
    for (int i = 0; i < 1000 && service.state(id) == "RUNNING"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    BOOST_TEST(service.state(id) == "FAILED");
}

BOOST_AUTO_TEST_CASE(succeeds_again_for_an_ended_execution) {
    const emulator service;
    const std::string id = service.seed(1).front();
    asio::io_context context;
    const mrs::client client(context, service.options());
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(cancel(context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 1u);
    BOOST_TEST(service.decided().at(id) == 3);
}

BOOST_DATA_TEST_CASE(failed_is_an_answer, data::make({200, 400, 500}), status) {
    const emulator service;
    const std::string id = service.seed(1).front();
    service.fault("failed=" + std::to_string(status) + ",message=取消SQL失败, try later");
    asio::io_context context;
    const mrs::client client(context, service.options());

    const auto [ec, result] = cancel(context, client, service.cluster(), id);

    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.failed());
    BOOST_TEST(result.http_status() == status);
    BOOST_TEST(result.message() == "取消SQL失败, try later");
    BOOST_TEST(result.attempts() == 1);
    BOOST_CHECK_EXCEPTION(result.throw_if_failed(), mrs::error, [](const mrs::error& e) {
        return e.code() == mrs::errc::cancel_failed &&
               e.info().service_message == "取消SQL失败, try later";
    });
}

BOOST_AUTO_TEST_CASE(failed_is_tried_again_when_asked) {
    const emulator service;
    const std::string id = service.seed(1).front();
    service.fault("failed=500,count=2");
    asio::io_context context;
    const mrs::client client(context, service.options());
    const auto [ec, result] = cancel(context, client, service.cluster(), id,
                                     mrs::call_options().retry_failed(2).max_attempts(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    BOOST_TEST(result.attempts() == 3);
}

BOOST_AUTO_TEST_CASE(failed_stays_an_answer_when_trying_again_did_not_help) {
    const emulator service;
    const std::string id = service.seed(1).front();
    service.fault("failed=500");
    asio::io_context context;
    const mrs::client client(context, service.options());
    const auto [ec, result] =
        cancel(context, client, service.cluster(), id, mrs::call_options().retry_failed(1));
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.failed());
    BOOST_TEST(result.attempts() == 2);
}

/// Only an answer that was content with itself refills the budget: with 28 tokens and 14 a retry,
/// the first call retries twice and gets 14 back, the second has one retry, and then there are
/// none.
BOOST_AUTO_TEST_CASE(failed_that_is_refused_another_try_refills_no_retry_budget) {
    const emulator service;
    const std::string id = service.seed(1).front();
    service.fault("failed=500");
    asio::io_context context;
    auto options = service.options();
    const mrs::client client(context,
                             options.retry(mrs::retry_options().budget(28).retry_failed(2)));
    for (const int attempts : {3, 2, 1, 1}) {
        const auto [ec, result] = cancel(context, client, service.cluster(), id);
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(result.failed());
        BOOST_TEST(result.attempts() == attempts);
    }
}

BOOST_DATA_TEST_CASE(an_unknown_id_is_named_as_such, data::make({2021, 2025}), year) {
    const emulator service({"--edition", std::to_string(year)});
    asio::io_context context;
    const mrs::client client(context, service.options());
    const auto [ec, result] = cancel(context, client, service.cluster(), "no_such_id");
    BOOST_TEST(ec == mrs::errc::sql_not_found);
    BOOST_TEST(result.info()->service_code == "0176");
    BOOST_TEST(result.info()->http_status == (year == 2021 ? 500 : 400));
    BOOST_TEST(result.info()->attempts == 1);
    BOOST_TEST((result.info()->stop == mrs::stop_reason::permanent));
}

BOOST_AUTO_TEST_CASE(an_id_is_one_path_segment_whatever_is_in_it) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options());
    for (const char* id :
         {"a/b", "../x", "%2f", "a b", "a?b", "a#b", "//host", "http://host", "取消"}) {
        const auto [ec, result] = cancel(context, client, service.cluster(), id);
        // The route was found, and the id was not: it reached the service as what it is.
        BOOST_TEST(ec == mrs::errc::sql_not_found, id << ": " << ec.message());
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_cluster_is_rejected_with_the_services_words) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options());
    const auto [ec, result] = cancel(context, client, "other", service.seed(1).front());
    BOOST_TEST(ec == mrs::errc::rejected);
    BOOST_TEST(result.info()->service_code == "12000003");
    BOOST_TEST(result.info()->service_message == "The cluster does not exist.");
}

BOOST_AUTO_TEST_CASE(the_language_of_messages_can_be_chosen) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options().language("zh-cn"));
    const auto [ec, result] = cancel(context, client, "other", service.seed(1).front());
    BOOST_TEST(ec == mrs::errc::rejected);
    BOOST_TEST(result.info()->service_message == "集群不存在。");
}

BOOST_AUTO_TEST_CASE(bad_ids_are_refused_before_any_byte_is_sent) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options());
    for (const char* id : {"", ".", "..", "a\nb", "a\rb", "\x7f"}) {
        const auto [ec, result] = cancel(context, client, service.cluster(), id);
        BOOST_TEST(ec == mrs::errc::invalid_argument);
        BOOST_TEST(ec == mrs::condition::invalid_argument);
        BOOST_TEST(result.info()->detail.find("sql_id") == 0u);
    }
    const auto [ec, result] = cancel(context, client, "a/b", "x");
    BOOST_TEST(ec == mrs::errc::invalid_argument);
    BOOST_TEST(result.info()->detail.find("cluster_id") == 0u);
    BOOST_TEST(service.stat("connections_accepted") == 0u);
    BOOST_TEST(client.stats().calls_in_flight == 0u);
}

BOOST_AUTO_TEST_CASE(bad_call_options_are_refused) {
    const emulator service;
    asio::io_context context;
    const mrs::client client(context, service.options());
    for (const auto& options : {mrs::call_options().max_attempts(0),
                                mrs::call_options().timeout(std::chrono::seconds(-1)),
                                mrs::call_options().attempt_timeout(std::chrono::seconds(-1))})
        BOOST_TEST(cancel(context, client, service.cluster(), "x", options).ec ==
                   mrs::errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(works_in_plain_text_to_a_loopback_address) {
    const emulator service({"--http"});
    asio::io_context context;
    mrs::client_options options(service.endpoint(), service.project(),
                                mrs::credentials::token(mrs::secret(service.token())));
    options.allow_plaintext_loopback(true);
    const mrs::client client(context, options);
    const std::string id = service.seed(1).front();
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(cancel(context, client, service.cluster(), id).result.succeeded());
    BOOST_TEST(client.stats().connections_opened == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
