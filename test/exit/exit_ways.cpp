// SPDX-License-Identifier: BSL-1.0
//
// Row L1: exit_ways WAY [first]: uses a client beside an emulator, and ends the process in the way
// that is named. What ends after `main` must use nothing that has gone: the status is then 0. With
// `first`, OpenSSL is used before any client is made, so that it cleans up before globals end.

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <openssl/crypto.h>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace asio = boost::asio;

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

mrs::client_options
options(mrs::credentials source = mrs::credentials::token(mrs::secret(setting("MRS_AUTH_TOKEN")))) {
    mrs::client_options result(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                               std::move(source));
    return result.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
}

/// With a key, which OpenSSL's objects sign by.
mrs::client_options key_options() {
    std::ifstream file(setting("SCRATCH") + "/secret_key");
    std::string key;
    std::getline(file, key);
    return options(mrs::credentials::keys(mrs::access_key("AKEXAMPLE", mrs::secret(key))));
}

[[noreturn]] void give_up(const std::string& why) {
    std::cerr << why << '\n';
    std::_Exit(1);
}

void expect(bool good, const char* what) {
    if (!good)
        give_up(std::string("not so: ") + what);
}

/// The service knows no such id, and says so: an answer as good as any other.
template<typename Handler>
void start(const mrs::client& client, Handler handler, mrs::call_options limits = {}) {
    client.async_cancel_sql(mrs::cancel_sql_request(setting("MRS_CLUSTER_ID"), "no_such_id"),
                            std::move(limits), std::move(handler));
}

/// Leaves one idle connection behind.
void use(asio::io_context& context, const mrs::client& client) {
    std::optional<mrs::error_code> answer;
    start(client, [&](mrs::error_code ec, const mrs::cancel_sql_result&) { answer = ec; });
    context.restart();
    context.run();
    expect(answer == mrs::errc::sql_not_found, "an answer");
    expect(client.stats().connections_idle == 1, "an idle connection");
}

/// Leaves a call behind that is as far as `reached` says.
void use_until(asio::io_context& context, const mrs::client& client,
               const std::function<bool(const mrs::client_stats&)>& reached) {
    start(client, [](mrs::error_code, const mrs::cancel_sql_result&) {});
    context.restart();
    while (!reached(client.stats()))
        expect(context.run_one() == 1, "a call that goes on");
}

/// A context with a client of it.
struct parts {
    explicit parts(const mrs::client_options& wish = options()) : client(context, wish) {}

    asio::io_context context;
    mrs::client client;
};

/// Runs what is left of a context, and tries once more, when it is destroyed.
struct last_runner {
    last_runner() noexcept {}
    last_runner(const last_runner&) = delete;
    last_runner& operator=(const last_runner&) = delete;
    ~last_runner() {
        if (!last)
            return;
        bool failed = false;
        start(
            last->client,
            [&](mrs::error_code ec, const mrs::cancel_sql_result&) { failed = bool(ec); },
            mrs::call_options().timeout(std::chrono::milliseconds(50)));
        last->context.restart();
        last->context.run();
        if (!failed)
            give_up("a call went through at the end");
    }

    std::shared_ptr<parts> last;
};

// Made before `main`, and before OpenSSL is used: what ends in them ends after OpenSSL has.
std::optional<asio::io_context> global_context;
std::optional<mrs::client> global_client;
std::shared_ptr<void> global_parts;
last_runner global_runner;
thread_local std::optional<mrs::client> thread_client;

/// Made before `main`, where the environment asks for it.
const std::unique_ptr<parts> early_parts =
    setting("EXIT_WAY") == "early" ? std::make_unique<parts>() : nullptr;

void in_a_static() {
    static asio::io_context context;
    static mrs::client client(context, options());
    use(context, client);
}

void in_a_static_with_a_key() {
    static asio::io_context context;
    static mrs::client client(context, key_options());
    use(context, client);
}

void early() {
    expect(early_parts != nullptr, "EXIT_WAY=early");
    use(early_parts->context, early_parts->client);
}

void in_a_global(const mrs::client_options& wish = options()) {
    global_context.emplace();
    global_client.emplace(*global_context, wish);
    use(*global_context, *global_client);
}

void in_a_shared_pointer() {
    const auto made = std::make_shared<parts>();
    use(made->context, made->client);
    global_parts = made;
}

void in_thread_storage() {
    global_context.emplace();
    std::thread([] {
        thread_client.emplace(*global_context, options());
        use(*global_context, *thread_client);
    }).join();
    thread_client.emplace(*global_context, options());
    use(*global_context, *thread_client);
}

void in_a_thread_pool() {
    // Not a future of Asio's: its exception would be freed by whichever thread is last, in a
    // libstdc++ that ThreadSanitizer does not see into.
    static std::promise<mrs::error_code> answer;
    static asio::thread_pool pool(2);
    static mrs::client client(pool.get_executor(), options());
    const mrs::cancel_sql_request request(setting("MRS_CLUSTER_ID"), "no_such_id");
    for (int i = 0; i < 10; ++i)
        client.async_cancel_sql(request, [](mrs::error_code, const mrs::cancel_sql_result&) {});
    client.async_cancel_sql(
        request, [](mrs::error_code ec, const mrs::cancel_sql_result&) { answer.set_value(ec); });
    expect(answer.get_future().get() == mrs::errc::sql_not_found, "an answer");
}

void with_a_call(const std::function<bool(const mrs::client_stats&)>& reached) {
    global_context.emplace();
    global_client.emplace(*global_context, options());
    use_until(*global_context, *global_client, reached);
}

void opening() {
    with_a_call([](const mrs::client_stats& now) { return now.connections_opening == 1; });
}

void exchanging() {
    with_a_call([](const mrs::client_stats& now) { return now.connections_in_use == 1; });
}

void exchanging_in_a_static() {
    static asio::io_context context;
    static mrs::client client(context, options());
    use_until(context, client,
              [](const mrs::client_stats& now) { return now.connections_in_use == 1; });
}

void in_a_handler(asio::io_context& context, const mrs::client& client,
                  const std::function<void()>& leave) {
    start(client, [&](mrs::error_code, const mrs::cancel_sql_result&) { leave(); });
    context.restart();
    context.run();
    give_up("nothing left the handler");
}

void exit_in_a_handler() {
    global_context.emplace();
    global_client.emplace(*global_context, options());
    in_a_handler(*global_context, *global_client, [] { std::exit(0); });
}

void exit_in_a_handler_of_a_static() {
    static asio::io_context context;
    static mrs::client client(context, options());
    in_a_handler(context, client, [] { std::exit(0); });
}

void quick_exit_in_a_handler() {
    in_a_global();
    in_a_handler(*global_context, *global_client, [] { std::quick_exit(0); });
}

void run_at_the_end(const mrs::client_options& wish = options()) {
    global_runner.last = std::make_shared<parts>(wish);
    use(global_runner.last->context, global_runner.last->client);
}

void call_at_the_end() {
    global_runner.last = std::make_shared<parts>();
    use_until(global_runner.last->context, global_runner.last->client,
              [](const mrs::client_stats& now) { return now.connections_in_use == 1; });
}

void after_an_early_clean_up() {
    in_a_global();
    OPENSSL_cleanup();
    global_client.reset();
    global_context->restart();
    global_context->run();
}

const std::map<std::string, std::function<void()>> ways = {
    {"static", in_a_static},
    {"static_key", in_a_static_with_a_key},
    {"early", early},
    {"global", [] { in_a_global(); }},
    {"global_key", [] { in_a_global(key_options()); }},
    {"shared_pointer", in_a_shared_pointer},
    {"thread_storage", in_thread_storage},
    {"thread_pool", in_a_thread_pool},
    {"opening", opening},
    {"exchanging", exchanging},
    {"exchanging_static", exchanging_in_a_static},
    {"exit_in_handler", exit_in_a_handler},
    {"exit_in_handler_static", exit_in_a_handler_of_a_static},
    {"quick_exit", quick_exit_in_a_handler},
    {"run_at_the_end", [] { run_at_the_end(); }},
    {"run_at_the_end_key", [] { run_at_the_end(key_options()); }},
    {"call_at_the_end", call_at_the_end},
    {"early_clean_up", after_an_early_clean_up},
};

} // namespace

int main(int argc, char** argv) {
    const auto way = argc > 1 ? ways.find(argv[1]) : ways.end();
    const bool first = argc == 3 && std::string(argv[2]) == "first";
    if (way == ways.end() || argc > (first ? 3 : 2))
        give_up("usage: exit_ways WAY [first]");
    try {
        if (first)
            OPENSSL_init_crypto(0, nullptr);
        way->second();
        return 0;
    } catch (const std::exception& error) {
        give_up(error.what());
    }
}
