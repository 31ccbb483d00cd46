// SPDX-License-Identifier: BSL-1.0
#include "dial_lookups.hpp"
#include "dial_row.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <netdb.h>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace mrs_test;
using namespace std::chrono_literals;
using mrs::errc;

// Names that do not exist, cannot be asked for, or are never answered.

namespace dial_lookup {
namespace {

namespace asio = boost::asio;

struct row : fault_case {
    row() : fault_case({}, good_server()) {
        options() = options_for(server(), tls_side()).resolver(nullptr);
    }
};

/// A door for the threads that ask.
class door {
public:
    void open() { open_ = true; }
    int pass() const {
        while (!open_)
            std::this_thread::sleep_for(1ms);
        return 0;
    }

private:
    std::atomic<bool> open_ = false;
};

void check_words(const mrs::diagnostics& info) {
    BOOST_TEST(info.detail.find("cannot resolve \"" + usual_host + "\": ") != std::string::npos,
               info.detail);
}

/// Fails as long as `failing` answers are left.
void check_system_failure(int code, errc expected, bool permanent) {
    std::atomic<int> failing = permanent ? 1 : 3;
    const scripted_lookups names([&](const std::string&) {
        errno = EMFILE;
        return failing-- > 0 ? code : 0;
    });
    row one;
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == expected, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    check_words(*result.info());
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(result.info()->history.size() == (permanent ? 1u : 3u));
    BOOST_TEST(mrs::to_string(result.info()->stop) ==
               (permanent ? "permanent" : "attempts exhausted"));
    BOOST_TEST(scripted_lookups::asked() == (permanent ? 1 : 3));
    BOOST_TEST(one.server().connections() == 0u);
}

void check_option_failure(const mrs::error_code& failure, errc expected, int tries) {
    fault_case one({}, good_server());
    answered_names names({"127.0.0.1"});
    names.fail(failure);
    one.options() = options_for(one.server(), tls_side()).resolver(names.resolver());
    const auto [ec, result] = one.call();
    BOOST_TEST(ec == expected, ec.message());
    BOOST_TEST_REQUIRE(result.info() != nullptr);
    check_words(*result.info());
    BOOST_TEST(result.info()->cause == failure);
    BOOST_TEST(result.info()->attempts == 0);
    BOOST_TEST(names.asked() == tries);
    names.fail({});
}

constexpr int ended_well = 17;

/// A whole life of a process, from here to its end in good order.
[[noreturn]] void end_while_a_lookup_hangs() {
    static const door never;
    static const auto* const names =
        new scripted_lookups([](const std::string&) { return never.pass(); });
    ::alarm(60);
    bool timed_out = false;
    {
        asio::io_context context;
        const mrs::client client(context,
                                 mrs::client_options("https://" + usual_host, "project1",
                                                     mrs::credentials::token(mrs::secret("token")))
                                     .timeouts(mrs::timeout_options().connect(100ms)));
        client.async_cancel_sql(mrs::cancel_sql_request("cluster1", "id-1"),
                                mrs::call_options().max_attempts(1),
                                [&](mrs::error_code ec, const mrs::cancel_sql_result&) {
                                    timed_out = ec == errc::connect_timeout;
                                });
        context.run();
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): that is the question
    std::exit(names != nullptr && timed_out && scripted_lookups::pending() == 1 ? ended_well : 1);
}

} // namespace
} // namespace dial_lookup

BOOST_AUTO_TEST_SUITE(dial_lookup)

BOOST_AUTO_TEST_CASE(fault_D1_no_such_name) {
    check_system_failure(EAI_NONAME, errc::host_not_found, true);
    check_option_failure(asio::error::host_not_found, errc::host_not_found, 1);
}

BOOST_AUTO_TEST_CASE(fault_D1_servfail) {
    check_system_failure(EAI_FAIL, errc::resolve_failed, false);
    check_option_failure(asio::error::no_recovery, errc::resolve_failed, 3);
}

BOOST_AUTO_TEST_CASE(fault_D1_timeout_of_the_resolver) {
    check_system_failure(EAI_AGAIN, errc::resolve_failed, false);
    check_option_failure(asio::error::host_not_found_try_again, errc::resolve_failed, 3);
    check_option_failure(asio::error::timed_out, errc::resolve_failed, 3);
}

BOOST_AUTO_TEST_CASE(fault_D1_no_descriptor_for_the_resolver) {
    check_system_failure(EAI_SYSTEM, errc::resource_exhausted, false);
}

BOOST_AUTO_TEST_CASE(fault_D2_the_resolver_never_answers) {
    door late;
    const scripted_lookups names([&](const std::string&) { return late.pass(); });
    {
        const fault_server server({}, good_server());
        std::optional<asio::io_context> context(std::in_place);
        std::optional<mrs::client> client(
            std::in_place, *context,
            options_for(server, tls_side())
                .resolver(nullptr)
                .timeouts(mrs::timeout_options().connect(200ms).call(1h)));
        const auto begun = std::chrono::steady_clock::now();
        for (int i = 0; i < 2; ++i) {
            const auto [ec, result] =
                cancel(*context, *client, "cluster1", "id-1", mrs::call_options().max_attempts(1));
            BOOST_TEST(ec == errc::connect_timeout, ec.message());
            BOOST_TEST_REQUIRE(result.info() != nullptr);
            BOOST_TEST(result.info()->detail.find("still resolving \"" + usual_host + "\"") !=
                           std::string::npos,
                       result.info()->detail);
        }
        client.reset();
        context->restart();
        context->run();
        context.reset();
        BOOST_TEST((std::chrono::steady_clock::now() - begun < fault_case::slack));
        BOOST_TEST(scripted_lookups::pending() == 1); // One question for both calls.
        BOOST_TEST(scripted_lookups::asked() == 1);
        BOOST_TEST(server.connections() == 0u);
    }
    late.open(); // The answer comes to nobody.
}

BOOST_AUTO_TEST_CASE(fault_D2_a_late_answer_serves_the_next_call) {
    door late;
    const scripted_lookups names([&](const std::string&) { return late.pass(); });
    row one;
    one.options().timeouts(mrs::timeout_options().connect(200ms).call(30s));
    const ending failed = one.call(mrs::call_options().max_attempts(1));
    BOOST_TEST(failed.ec == errc::connect_timeout, failed.ec.message());
    std::thread opener([&] {
        std::this_thread::sleep_for(50ms);
        late.open();
    });
    BOOST_TEST(one.call(mrs::call_options().max_attempts(100)).result.succeeded());
    BOOST_TEST(scripted_lookups::asked() == 1);
    opener.join();
}

BOOST_AUTO_TEST_CASE(fault_D2_the_process_ends_while_the_resolver_hangs) {
    const auto begun = std::chrono::steady_clock::now();
    std::cout.flush(); // The child would write it once more.
    const pid_t child = ::fork();
    BOOST_TEST_REQUIRE(child >= 0);
    if (child == 0)
        end_while_a_lookup_hangs();
    int status = -1;
    BOOST_TEST(::waitpid(child, &status, 0) == child);
    BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == ended_well));
    BOOST_TEST((std::chrono::steady_clock::now() - begun < fault_case::slack));
}

/// Without a limit, a lookup that somebody waits for keeps the context running.
BOOST_AUTO_TEST_CASE(fault_D2_without_a_limit_a_slow_answer_is_waited_for) {
    door late;
    const scripted_lookups names([&](const std::string&) { return late.pass(); });
    row one;
    one.options().timeouts(mrs::timeout_options().connect(0s).call(30s));
    std::optional<mrs::error_code> warm;
    one.client().async_warm_up(1, [&](mrs::error_code ec) { warm = ec; });
    std::thread opener([&] {
        std::this_thread::sleep_for(50ms);
        late.open();
    });
    one.settle();
    opener.join();
    BOOST_TEST_REQUIRE(warm.has_value());
    BOOST_TEST(!*warm, warm->message());
    BOOST_TEST(one.client().stats().connections_idle == 1u);
}

/// Answers that come at the very moment at which their client and context go.
BOOST_AUTO_TEST_CASE(fault_D2_answers_race_with_the_contexts_end) {
    std::atomic<int> delay = 0;
    const scripted_lookups names([&](const std::string&) {
        std::this_thread::sleep_for(std::chrono::microseconds(delay));
        return EAI_AGAIN;
    });
    const fault_server server({}, good_server());
    constexpr int rounds = 300;
    for (int round = 0; round < rounds; ++round) {
        delay = round % 30 * 10;
        asio::io_context context;
        const mrs::client client(context, options_for(server, tls_side()).resolver(nullptr));
        client.async_cancel_sql(mrs::cancel_sql_request("cluster1", "id-1"), mrs::call_options(),
                                [](mrs::error_code, const mrs::cancel_sql_result&) {});
        context.poll();
        std::this_thread::sleep_for(std::chrono::microseconds(round % 7 * 40));
        context.poll();
    }
    while (scripted_lookups::asked() < rounds) // The last threads may only just have started.
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
