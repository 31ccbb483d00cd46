// SPDX-License-Identifier: BSL-1.0
//
// The same call with other completion tokens: callbacks_and_futures SQL_ID SQL_ID SQL_ID

#include <mrs/client.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

mrs::client_options settings() {
    mrs::client_options options(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                                mrs::credentials::default_chain());
    // Without a file, the system's authorities are trusted.
    return options.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
}

void print(const char* how, const mrs::error_code& ec, const mrs::cancel_sql_result& result) {
    std::cout << how << ": ";
    if (ec)
        std::cout << ec.message() << '\n';
    else
        std::cout << to_string(result.status()) << ' ' << result.message() << '\n';
}

/// A callback, and a limit for this call alone.
void with_callback(const mrs::client& client, mrs::cancel_sql_request request) {
    client.async_cancel_sql(std::move(request), mrs::call_options().timeout(10s),
                            [](const mrs::error_code& ec, const mrs::cancel_sql_result& result) {
                                print("callback", ec, result);
                            });
}

/// A call that is given up when something else happens first: here a timer.
void with_cancellation(const mrs::client& client, mrs::cancel_sql_request request) {
    const auto signal = std::make_shared<asio::cancellation_signal>();
    const auto timer = std::make_shared<asio::steady_timer>(client.get_executor(), 500ms);
    timer->async_wait([signal](const mrs::error_code& ec) {
        if (!ec)
            signal->emit(asio::cancellation_type::terminal);
    });
    client.async_cancel_sql(
        std::move(request),
        asio::bind_cancellation_slot(
            signal->slot(),
            [timer, signal](const mrs::error_code& ec, const mrs::cancel_sql_result& result) {
                timer->cancel();
                print("cancellation", ec, result);
            }));
}

/// A future, for a thread that may block. What it throws is a boost::system::system_error.
mrs::cancel_sql_result with_future(const mrs::client& client, mrs::cancel_sql_request request) {
    std::future<mrs::cancel_sql_result> answer =
        client.async_cancel_sql(std::move(request), asio::use_future);
    return answer.get();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: callbacks_and_futures SQL_ID SQL_ID SQL_ID\n";
        return 2;
    }
    try {
        const std::string cluster = setting("MRS_CLUSTER_ID");
        asio::io_context context;
        const mrs::client client(context, settings());
        with_callback(client, {cluster, argv[1]});
        with_cancellation(client, {cluster, argv[2]});
        context.run();

        // A future is waited for on another thread than the one that does the work.
        context.restart();
        std::jthread worker;
        const auto work = asio::make_work_guard(context);
        worker = std::jthread([&context] { context.run(); });
        print("future", {}, with_future(client, {cluster, argv[3]}));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
