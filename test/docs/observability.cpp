// SPDX-License-Identifier: BSL-1.0
// What docs/observability.md shows, so that it is compiled.
#include <mrs/client.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/metrics_observer.hpp>
#include <mrs/observer.hpp>
#include <mrs/telemetry.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace {

/// What a tracing library has for a span.
struct span {
    void set(std::string_view name, std::string_view value) {
        std::cout << name << '=' << value << '\n';
    }
    void set(std::string_view name, std::int64_t value) {
        std::cout << name << '=' << value << '\n';
    }
};

mrs::client with_log(boost::asio::io_context& context, mrs::client_options options) {
    options.observer(std::make_shared<mrs::log_observer>(
        [](mrs::log_level, std::string_view line) { std::clog << line << '\n'; }));
    return mrs::client(context, std::move(options));
}

class slow_attempts final : public mrs::observer {
public:
    void on_attempt_ended(const mrs::attempt_ended& event) override {
        if (event.elapsed > std::chrono::seconds(1))
            std::clog << event.endpoint.host << " took long, request " << event.request_id << '\n';
    }
};

class tracer final : public mrs::observer {
public:
    void on_attempt_started(const mrs::attempt_started& event) override {
        span& one = spans_[event.call.number]; // Your library's, of kind CLIENT.
        one.set("name", mrs::telemetry::span_name(event));
        one.set("url.full", mrs::telemetry::url_full(event));
    }
    void on_attempt_ended(const mrs::attempt_ended& event) override {
        span& one = spans_[event.call.number];
        for (const auto& [name, value] : mrs::telemetry::span_attributes(event))
            std::visit([&, key = name](auto what) { one.set(key, what); }, value);
        spans_.erase(event.call.number); // A call has one attempt at a time.
    }

private:
    std::map<std::uint64_t, span> spans_;
};

boost::asio::awaitable<void> traced(const mrs::client& client, mrs::cancel_sql_request request) {
    mrs::call_options options;
    options.traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    const auto result = co_await client.cancel_sql(std::move(request), options);
    result.throw_if_failed();
}

} // namespace

int main() {
    boost::asio::io_context context;
    mrs::client_options options("https://mrs.test", "project1",
                                mrs::credentials::token(mrs::secret("token")));
    const auto client = with_log(context, options.observer(std::make_shared<slow_attempts>()));
    const mrs::client other(context, options.observer(std::make_shared<tracer>()));
    (void)traced(client, mrs::cancel_sql_request("cluster1", "id"));
}
