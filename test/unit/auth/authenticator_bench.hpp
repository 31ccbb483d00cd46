// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_AUTHENTICATOR_BENCH_HPP
#define MRS_TEST_AUTHENTICATOR_BENCH_HPP

#include "auth/authenticator.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace authenticator_bench {

using mrs::access_key;
using mrs::auth_token;
using mrs::errc;
using mrs::secret;
using mrs::steady;
using mrs::stop_reason;
using mrs::time_point;
using mrs::auth::attempt_credentials;
using mrs::auth::authenticator;
using mrs::auth::credentials_feedback;
using mrs::auth::identity;
using mrs::auth::remedy;
using mrs::auth::source;
using mrs::auth::source_failure;
using mrs::auth::source_user;
using mrs::pacing::fault;
using namespace std::chrono_literals;

inline identity token(const char* text, std::chrono::nanoseconds lifetime = 1h) {
    return identity(auth_token(secret(text)).lifetime(lifetime));
}

inline identity key(const char* text) {
    return identity(access_key("AK", secret(text)));
}

inline source_failure transient() {
    source_failure failure(errc::service_error, "it is down");
    failure.failure.kind = fault::transient;
    return failure;
}

/// Answers when the test says so.
class scripted_source final : public source {
public:
    void fetch(source_user& user) override {
        ++fetches;
        user_ = &user;
    }
    void abort() noexcept override { user_ = nullptr; }
    bool renewable() override { return is_renewable; }
    [[nodiscard]] bool cautious() const noexcept override { return is_cautious; }
    bool changed(time_point) override { return std::exchange(has_changed, false); }
    [[nodiscard]] std::string name() const override { return "the script"; }

    void give(identity fresh) { std::exchange(user_, nullptr)->on_identity(std::move(fresh)); }
    void fail(source_failure why) {
        std::exchange(user_, nullptr)->on_source_failed(std::move(why));
    }
    [[nodiscard]] bool asked() const noexcept { return user_ != nullptr; }

    int fetches = 0;
    bool is_renewable = true;
    bool is_cautious = true;
    bool has_changed = false;

private:
    source_user* user_ = nullptr;
};

class waiting_user final : public mrs::auth::auth_user {
public:
    void on_credentials() override { ++served; }
    void on_credentials_failed(const source_failure& why, stop_reason stop) override {
        ++failed;
        words = why.detail;
        reason = stop;
    }
    [[nodiscard]] time_point patience() const noexcept override { return until; }

    int served = 0;
    int failed = 0;
    std::string words;
    stop_reason reason = stop_reason::none;
    time_point until = mrs::never;
};

struct fixture {
    explicit fixture(const mrs::pacing::retry_policy& policy = mrs::pacing::retry_policy())
        : limits(policy) {}

    mrs::pacing::retry_policy limits;
    std::list<waiting_user> users; // They outlive what they wait in.
    mrs::timer_queue timers;
    mrs::random_source random;
    scripted_source* source = new scripted_source;
    mrs::counters counts;
    mrs::observation nobody{nullptr, counts};
    authenticator auth{std::unique_ptr<mrs::auth::source>(source), timers, random, limits,
                       std::vector<mrs::auth::signed_fields>(1),   nobody};

    waiting_user& wait() {
        users.emplace_back();
        auth.wait(users.back());
        return users.back();
    }
    attempt_credentials send() {
        std::string request;
        return auth.append_headers(request, "POST", "/", "", 0);
    }
    remedy refuse_at(attempt_credentials& attempt, std::optional<std::chrono::sys_seconds> date) {
        credentials_feedback what;
        what.refused = true;
        what.date = date;
        what.words = "HTTP 401";
        return auth.answered(attempt, what);
    }
    bool refuse(attempt_credentials& attempt) {
        return refuse_at(attempt, std::nullopt) != remedy::none;
    }
    void accept(attempt_credentials& attempt) {
        BOOST_TEST((auth.answered(attempt, credentials_feedback()) == remedy::none));
    }
};

} // namespace authenticator_bench

#endif
