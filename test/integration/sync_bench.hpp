// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_INTEGRATION_SYNC_BENCH_HPP
#define MRS_TEST_INTEGRATION_SYNC_BENCH_HPP

#include "emulator.hpp"
#include "support/print.hpp"

#include <mrs/sync_client.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace mrs_test {

/// What a call of a synchronous client ended with.
template<typename Result>
struct sync_ending {
    Result result{};
    std::optional<mrs::error> error;

    [[nodiscard]] mrs::error_code code() const {
        return error ? mrs::error_code(error->code()) : mrs::error_code();
    }
};

template<typename Function>
auto ending_of(const Function& call) {
    sync_ending<decltype(call())> ending;
    try {
        ending.result = call();
    } catch (const mrs::error& e) {
        ending.error.emplace(e);
    }
    return ending;
}

/// Waits until another thread or the service has come so far.
inline void await(const std::function<bool()>& reached) {
    for (int i = 0; i < 20'000 && !reached(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    BOOST_TEST_REQUIRE(reached());
}

/// A synchronous client of an emulator.
class sync_bench {
public:
    emulator service;
    std::vector<std::string> ids = service.seed(100);
    std::unique_ptr<mrs::sync_client> client =
        std::make_unique<mrs::sync_client>(service.options());

    [[nodiscard]] mrs::cancel_sql_request request(std::size_t number) const {
        return {service.cluster(), ids.at(number)};
    }
    [[nodiscard]] mrs::execute_sql_request statement(const char* sql) const {
        return {service.cluster(), sql};
    }
    [[nodiscard]] std::vector<mrs::cancel_sql_request> requests() const {
        std::vector<mrs::cancel_sql_request> all;
        for (std::size_t i = 0; i < ids.size(); ++i)
            all.push_back(request(i));
        return all;
    }
    [[nodiscard]] bool cancels(std::size_t number) const {
        return client->cancel_sql(request(number)).succeeded();
    }

    /// Runs it on a thread of its own, until it is in flight.
    template<typename Function>
    auto in_flight(Function call) {
        const auto before = client->stats().calls_in_flight;
        auto ending = std::async(std::launch::async, [call] { return ending_of(call); });
        await([&] { return client->stats().calls_in_flight > before; });
        return ending;
    }
};

} // namespace mrs_test

#endif
