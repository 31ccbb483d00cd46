// SPDX-License-Identifier: BSL-1.0
#include "net/strand.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using mrs::net::strand;

namespace strands {
namespace {

strand on(asio::io_context& context) {
    return strand(asio::any_io_executor(context.get_executor()));
}

/// `threads` of them send jobs that would race, were they not run one at a time.
template<typename Context>
void expect_order(Context& context, const strand& one, int senders, int jobs) {
    int done = 0;
    bool busy = false;
    std::vector<int> last(static_cast<std::size_t>(senders), -1);
    for (int sender = 0; sender < senders; ++sender)
        asio::post(context, [&, sender] {
            for (int i = 0; i < jobs; ++i)
                asio::post(one, [&, sender, i] {
                    BOOST_REQUIRE(one.running_in_this_thread());
                    BOOST_REQUIRE(!std::exchange(busy, true));
                    BOOST_REQUIRE(std::exchange(last[static_cast<std::size_t>(sender)], i) ==
                                  i - 1);
                    ++done;
                    busy = false;
                });
            for (int i = 0; i < jobs; ++i)
                asio::dispatch(one, [&] {
                    BOOST_REQUIRE(!std::exchange(busy, true));
                    ++done;
                    busy = false;
                });
        });
    if constexpr (std::is_same_v<Context, asio::io_context>) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { context.run(); });
        for (std::thread& thread : threads)
            thread.join();
    } else {
        context.join();
    }
    BOOST_TEST(done == 2 * senders * jobs);
}

} // namespace
} // namespace strands

BOOST_AUTO_TEST_SUITE(strands)

BOOST_AUTO_TEST_CASE(is_an_executor_that_asio_takes) {
    static_assert(asio::execution::is_executor<strand>::value);
    asio::io_context context;
    const strand one = on(context);
    BOOST_TEST((one == one));
    BOOST_TEST((one != on(context)));
    BOOST_TEST((one != asio::require(one, asio::execution::blocking.never)));
    BOOST_TEST(&asio::query(one, asio::execution::context) == &context);
}

BOOST_AUTO_TEST_CASE(dispatch_runs_at_once_on_a_thread_of_the_context_alone) {
    asio::io_context context;
    const strand one = on(context);
    bool outside = false;
    asio::dispatch(one, [&] { outside = true; });
    BOOST_TEST(!outside);
    bool inside = false;
    asio::post(context, [&] {
        asio::dispatch(one, [&] { inside = true; });
        BOOST_TEST(inside);
    });
    context.run();
    BOOST_TEST(outside);
    BOOST_TEST(inside);
}

BOOST_AUTO_TEST_CASE(dispatch_goes_behind_what_waits) {
    asio::io_context context;
    const strand one = on(context);
    std::vector<int> order;
    asio::post(context, [&] {
        asio::post(one, [&] { order.push_back(1); });
        asio::dispatch(one, [&] { order.push_back(2); });
        BOOST_TEST(order.empty());
    });
    context.run();
    BOOST_TEST(order == std::vector<int>({1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nested_dispatch_runs_at_once_and_nested_post_later) {
    asio::io_context context;
    const strand one = on(context);
    std::vector<int> order;
    asio::post(one, [&] {
        asio::post(one, [&] { order.push_back(3); });
        asio::dispatch(one, [&] { order.push_back(1); });
        order.push_back(2);
    });
    context.run();
    BOOST_TEST(order == std::vector<int>({1, 2, 3}), boost::test_tools::per_element());
    BOOST_TEST(!one.running_in_this_thread());
}

BOOST_AUTO_TEST_CASE(goes_on_after_a_job_that_throws) {
    asio::io_context context;
    const strand one = on(context);
    int done = 0;
    asio::post(one, [] { throw std::runtime_error("queued"); });
    asio::post(one, [&] { ++done; });
    BOOST_CHECK_THROW(context.run(), std::runtime_error);
    context.run();
    asio::post(context, [&] { asio::dispatch(one, [] { throw std::runtime_error("at once"); }); });
    asio::post(one, [&] { ++done; });
    context.restart();
    BOOST_CHECK_THROW(context.run(), std::runtime_error);
    context.run();
    BOOST_TEST(done == 2);
    BOOST_TEST(!one.running_in_this_thread());
}

BOOST_AUTO_TEST_CASE(a_job_may_be_the_end_of_the_strand) {
    asio::io_context context;
    auto one = std::make_shared<std::optional<strand>>(on(context));
    bool done = false;
    asio::post(context, [&] {
        const auto held = one;
        asio::dispatch(**one, [&, held] {
            held->reset();
            done = true;
        });
    });
    context.run();
    BOOST_TEST(done);
}

BOOST_AUTO_TEST_CASE(what_waits_goes_with_the_context) {
    const auto token = std::make_shared<int>(0);
    std::optional<asio::io_context> context(std::in_place);
    std::optional<strand> one(on(*context));
    // A job that keeps its strand, and one that queues another when it goes.
    asio::post(*one, [own = *one, token] {});
    asio::post(*one, [last = std::shared_ptr<void>(nullptr, [own = *one, token](void*) {
                          asio::post(own, [token] {});
                      })] {});
    one.reset();
    BOOST_TEST(token.use_count() > 1);
    context.reset();
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(one_at_a_time_on_four_threads) {
    asio::io_context context;
    expect_order(context, on(context), 4, 2'000);
}

BOOST_AUTO_TEST_CASE(one_at_a_time_on_a_thread_pool) {
    asio::thread_pool pool(4);
    expect_order(pool, strand(asio::any_io_executor(pool.get_executor())), 4, 2'000);
}

BOOST_AUTO_TEST_CASE(one_at_a_time_on_a_strand_of_the_users) {
    asio::io_context context;
    expect_order(context, strand(asio::any_io_executor(asio::make_strand(context))), 4, 2'000);
}

BOOST_AUTO_TEST_SUITE_END()
