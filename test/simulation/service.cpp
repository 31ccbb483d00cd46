// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include "cli/input/whole_number.hpp"
#include "dates.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace simulation {

namespace {

constexpr std::string_view submitted = "/sql-execution ";

/// What stands in `text` between the first `before` and the next `after`.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
    const auto begin = text.find(before);
    if (begin == std::string_view::npos)
        return {};
    text.remove_prefix(begin + before.size());
    return text.substr(0, text.find(after));
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
    return static_cast<int>(
        mrs::cli::whole_number(text.substr(std::min(at, text.size()), count)).value_or(0));
}

reply error_reply(int status, const std::string& code, const std::string& message) {
    return {status, R"({"error_code":")" + code + R"(","error_msg":")" + message + R"("})", {}};
}

} // namespace

std::string subject_of(std::string_view request) {
    const std::string_view line = request.substr(0, request.find("\r\n"));
    if (line.find(submitted) != std::string_view::npos)
        return "statement " + std::string(between(request, "select ", "\""));
    if (line.find("/sql-execution") == std::string_view::npos)
        return {};
    if (line.starts_with("GET "))
        return std::string(query) + std::string(between(line, "/sql-execution/", " "));
    return std::string(between(line, "/sql-execution/", "/"));
}

std::optional<outage::kind> service::away() const {
    for (const outage& one : plan_.outages)
        if (age() >= one.begin && age() < one.begin + one.length)
            return one.what;
    return std::nullopt;
}

std::size_t service::restarts() const {
    return static_cast<std::size_t>(
        std::count_if(plan_.restarts.begin(), plan_.restarts.end(),
                      [this](duration restart) { return age() >= restart; }));
}

std::uint64_t service::issue() {
    issued fresh;
    fresh.until = time_.now() + plan_.life;
    if (plan_.revokes && random_.once_in(3))
        fresh.revoked = time_.now() + plan_.life / 10;
    issued_.push_back(fresh);
    return issued_.size() - 1;
}

/// IAM's answer to a password, or that of the machine's metadata.
reply service::give(std::string_view request) {
    if (request.find("/meta-data/latest/api/token ") != std::string_view::npos)
        return {200, "session"};
    if (random_.below(1000) < plan_.unfetched)
        return {503, "<html>Service Unavailable</html>"};
    return plan_.shown == proof::metadata ? give_key() : give_token();
}

std::string service::end_of_life() const {
    const auto life = std::chrono::duration_cast<std::chrono::seconds>(plan_.life);
    return written(time_.date() + life, "%Y-%m-%dT%H:%M:%S.000000Z");
}

reply service::give_key() {
    return {200, R"({"credential":{"access":"AK)" + std::to_string(issue()) +
                     R"(","secret":"sk","securitytoken":"st","expires_at":")" + end_of_life() +
                     R"("}})"};
}

reply service::give_token() {
    reply given{201, R"({"token":{"expires_at":")" + end_of_life() + R"("}})"};
    given.token = "t" + std::to_string(issue());
    return given;
}

reply service::handle(std::string_view request) {
    const std::string subject = subject_of(request);
    if (subject.empty())
        return give(request);
    ++tallies_[subject].requests;
    if (away() == outage::kind::failing)
        return {503, "<html>Service Unavailable</html>", plan_.asks_to_wait ? "3" : ""};
    if (!permits(request))
        return error_reply(401, "APIGW.0301", "Incorrect IAM authentication information");
    const bool cancels = subject.find(' ') == std::string::npos;
    if (cancels && !has_quota())
        return slow_down();
    static constexpr int broken_statuses[] = {500, 502, 503, 504};
    const bool breaks = random_.below(1000) < plan_.errors;
    const reply error{broken_statuses[random_.below(4)], "<html>upstream</html>", {}};
    if (breaks && random_.once_in(2))
        return error; // Before anything was done.
    const reply done = cancels                      ? cancel(subject)
                       : subject.starts_with(query) ? state_of(subject.substr(query.size()))
                                                    : submit(subject);
    return breaks ? error : done;
}

bool service::permits(std::string_view request) const {
    if (plan_.shown == proof::token)
        return true;
    if (plan_.shown != proof::fetched_key && plan_.shown != proof::metadata) {
        const auto number = mrs::cli::whole_number(between(request, "X-Auth-Token: t", "\r\n"));
        return number && is_good(*number);
    }
    const auto number = mrs::cli::whole_number(between(request, " Access=AK", ","));
    return number && is_good(*number) && is_dated(between(request, "X-Sdk-Date: ", "\r\n"));
}

bool service::is_good(std::uint64_t number) const {
    return number < issued_.size() &&
           time_.now() < std::min(issued_[number].until, issued_[number].revoked);
}

/// Whether the date of a signature is near enough: "20261130T000000Z".
bool service::is_dated(std::string_view text) const {
    using namespace std::chrono;
    const sys_days day = year(digits(text, 0, 4)) / digits(text, 4, 2) / digits(text, 6, 2);
    const sys_seconds at = day + hours(digits(text, 9, 2)) + minutes(digits(text, 11, 2)) +
                           seconds(digits(text, 13, 2));
    return abs(at - time_.date()) <= 15min;
}

/// Counts a cancel for the window of now. What the others use comes evenly.
bool service::has_quota() {
    const duration window = plan_.quota.window;
    const std::int64_t now = (age() + plan_.phase) / window;
    if (std::exchange(window_, now) != now)
        used_ = 0;
    const double passed =
        static_cast<double>(since_window().count()) / static_cast<double>(window.count());
    const auto theirs =
        static_cast<std::size_t>(plan_.others * passed * static_cast<double>(plan_.quota.limit));
    if (used_ + theirs >= plan_.quota.limit) {
        ++throttled_;
        return false;
    }
    ++used_;
    ++counted_;
    return true;
}

reply service::slow_down() const {
    using std::chrono::seconds;
    const auto window = std::chrono::duration_cast<seconds>(plan_.quota.window).count();
    std::string message = "The throttling threshold has been reached: policy user over ratelimit";
    if (plan_.announces)
        message += ",limit:" + std::to_string(plan_.quota.limit) +
                   ",time:" + std::to_string(window) + " second";
    reply refused = error_reply(429, "APIGW.0308", message);
    if (plan_.asks_to_wait)
        refused.retry_after =
            std::to_string(std::chrono::ceil<seconds>(plan_.quota.window - since_window()).count());
    return refused;
}

fate service::fate_of(std::string_view id) const {
    dice own(plan_.seed ^ std::hash<std::string_view>()(id));
    const std::uint64_t drawn = own.below(1000);
    if (drawn < plan_.failed)
        return fate::fails;
    return drawn < plan_.failed + plan_.unknown ? fate::unknown : fate::succeeds;
}

tally service::tally_of(const std::string& name) const {
    const auto found = tallies_.find(name);
    return found == tallies_.end() ? tally() : found->second;
}

reply service::cancel(std::string_view id) {
    switch (fate_of(id)) {
    case fate::fails:
        return {200, R"({"status":"FAILED","message":"it has ended"})", {}};
    case fate::unknown:
        return error_reply(400, "0176", "no such execution");
    case fate::succeeds:
        break;
    }
    ++tallies_[std::string(id)].done;
    return {200, R"({"status":"SUCCEED","message":"ok"})", {}};
}

reply service::submit(std::string_view statement) {
    ++tallies_[std::string(statement)].done;
    return {200, R"({"id":"made","status":"RUNNING","message":"","statement":"select"})", {}};
}

/// It runs until it is cancelled.
reply service::state_of(const std::string& id) const {
    if (fate_of(id) == fate::unknown)
        return error_reply(400, "0176", "no such execution");
    if (tally_of(id).done == 0)
        return {200, R"({"status":"RUNNING","message":""})", {}};
    return {200, R"({"status":"FAILED","message":"Query was canceled"})", {}};
}

} // namespace simulation
