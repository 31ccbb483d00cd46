// SPDX-License-Identifier: BSL-1.0
#include "auth/authenticator.hpp"

#include "core/openssl_life.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mrs::auth {

namespace {

/// Fetches of one client follow one another; the calls' own budget does not pay for them.
constexpr int fetch_budget = 500;

/// However short a life a source gives to what it gives, it is not asked more often than that.
constexpr duration least_life = std::chrono::seconds(1);

std::chrono::sys_seconds local_time(const time_source& time) noexcept {
    return std::chrono::floor<std::chrono::seconds>(time.wall_now());
}

} // namespace

authenticator::authenticator(std::unique_ptr<source> from, timer_queue& timers,
                             random_source& random, const pacing::retry_policy& limits,
                             std::vector<signed_fields> fields, observation& watch,
                             duration patience)
    : source_(std::move(from)), timers_(timers), random_(random), limits_(limits),
      fields_(std::move(fields)), watch_(watch), budget_(fetch_budget), patience_(patience),
      pause_(timers, &fire_member<&authenticator::on_pause_ended, authenticator>, this),
      fetch_limit_(timers, &fire_member<&authenticator::on_fetch_overdue, authenticator>, this) {}

authenticator::~authenticator() {
    stop();
    waiting_.clear();
}

bool authenticator::ready(time_point now) {
    if (!openssl_stands())
        return false; // Nor will it ever be: the process ends.
    if (!fetching_ && source_->changed(now))
        fetch();
    if (!cache_.usable(now))
        return false;
    if (!fetching_ && cache_.wants_renewal(now) && now >= not_before_)
        fetch();
    return trial_ == 0;
}

void authenticator::wait(auth_user& user) {
    const time_point now = timers_.now();
    const bool usable = cache_.usable(now); // Then it is its trial that is not over.
    if (!usable && failing(now)) {
        user.on_credentials_failed(*failure_, stop_reason::permanent);
        return;
    }
    waiting_.push_back(user);
    if (usable || fetching_ || stopped_)
        return;
    if (now < not_before_)
        pause_.schedule(not_before_);
    else
        fetch();
}

void authenticator::remove(auth_user& user) noexcept {
    waiting_.erase(waiting_.iterator_to(user));
    if (waiting_.empty())
        pause_.cancel();
}

std::string authenticator::progress() const {
    std::string text = trial_ != 0 ? "whether the service accepts those from " : "what comes from ";
    text += source_->name();
    if (failure_)
        text += "; asking it failed last with: " + failure_->detail;
    return text;
}

std::string authenticator::why_not_renewed(time_point now) const {
    return failure_ && cache_.usable(now) ? "; not renewed: " + failure_->detail : std::string();
}

attempt_credentials authenticator::append_headers(std::string& request, std::string_view method,
                                                  std::string_view target, std::string_view body,
                                                  std::size_t origin) {
    attempt_credentials attempt;
    attempt.sent = cache_.current();
    attempt.number = cache_.number();
    if (!attempt.sent->is_key()) {
        request += "X-Auth-Token: ";
        request += attempt.sent->token().reveal();
        request += "\r\n";
        return attempt;
    }
    signers_[origin].append_headers(request, method, target, body,
                                    clock_.now(local_time(timers_.time())));
    attempt.trial = !cache_.proven();
    if (attempt.trial)
        trial_ = attempt.number;
    return attempt;
}

remedy authenticator::answered(attempt_credentials& attempt, const credentials_feedback& what) {
    remedy found = remedy::none;
    if (what.refused) {
        found = on_refused(attempt, what);
    } else {
        if (attempt.sent->is_key() && attempt.number == cache_.number())
            clock_.accepted();
        cache_.accepted(attempt.number);
    }
    end_trial(attempt, true);
    return found;
}

/// A key is as if it were new with another clock: one call alone tries it.
remedy authenticator::on_refused(const attempt_credentials& attempt,
                                 const credentials_feedback& what) {
    using finding = clock_correction::finding;
    if (attempt.sent->is_key() && attempt.number == cache_.number()) {
        const finding found = clock_.refused(what.date, local_time(timers_.time()));
        if (found != finding::right) {
            cache_.renumber();
            return found == finding::undone ? remedy::undone : remedy::renewed;
        }
    }
    const time_point now = timers_.now();
    const bool proven = cache_.proven();
    if (cache_.refused(attempt.number))
        refused(what, proven, now);
    const bool changed = attempt.number != cache_.number() || !cache_.usable(now);
    return changed && !failing(now) ? remedy::renewed : remedy::none;
}

void authenticator::unanswered(attempt_credentials& attempt) {
    end_trial(attempt, false);
}

/// The service refused the current identity.
/// @param proven it has accepted it before: one answer is no verdict on it
void authenticator::refused(const credentials_feedback& what, bool proven, time_point now) {
    const bool again = source_->renewable() && (cache_.refusals() == 1 || !source_->cautious());
    if (!again && !source_->cautious())
        return; // The next call tries the same.
    if (!again && proven) {
        cache_.renumber(); // One call alone tries it once more.
        return;
    }
    retire();
    if (again) {
        // The first time at once; what is refused again and again is asked for less and less often.
        const duration pause =
            pacing::back_off(limits_, pacing::fault::throttled, cache_.refusals());
        const bool long_ago = replaced_ == time_point() || replaced_ + pause <= now;
        not_before_ = replaced_ = long_ago ? now : replaced_ + pause;
        return;
    }
    failure_ = source_failure::refused(
        errc::unauthorized, "the service refused the credentials from " + source_->name() +
                                (what.words.empty() ? "" : " (" + what.words + ")") +
                                "; they are not tried again for 60 s, for the service locks what "
                                "fails too often");
    failed_until_ = now + failure_->keep;
}

bool authenticator::redact(std::string& text, const attempt_credentials& attempt) const {
    return hide(text, attempt, &api::echo::hide);
}

bool authenticator::redact_whole(std::string& text, const attempt_credentials& attempt) const {
    return hide(text, attempt, &api::echo::hide_whole);
}

bool authenticator::hide(std::string& text, const attempt_credentials& attempt, hiding how) const {
    bool found = false;
    for (const identity* const one : shown_to_peers(attempt))
        if (one != nullptr)
            found = (one->echoes().*how)(text) || found;
    return found;
}

/// Each once, or null.
std::array<const identity*, 3>
authenticator::shown_to_peers(const attempt_credentials& attempt) const noexcept {
    const identity* const sent = attempt.sent.get();
    const identity* const current = cache_.current().get();
    const identity* const before = previous_.get();
    return {sent, current == sent ? nullptr : current, before == sent ? nullptr : before};
}

void authenticator::stop() noexcept {
    stopped_ = true;
    abandon();
}

void authenticator::abandon() noexcept {
    fetching_ = false;
    source_->abort();
    pause_.cancel();
    fetch_limit_.cancel();
}

void authenticator::fetch() {
    if (stopped_ || !openssl_stands())
        return;
    fetching_ = true;
    pause_.cancel();
    fetch_limit_.schedule(deadline_after(timers_.now(), patience_));
    source_->fetch(*this);
}

/// A source that hangs is left: what it still gives is not wanted.
void authenticator::on_fetch_overdue() {
    source_->abort();
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(patience_);
    source_failure late(errc::credentials_failed, source_->name() + " gave nothing within " +
                                                      std::to_string(whole.count()) + " ms");
    late.failure.kind = pacing::fault::transient;
    on_source_failed(std::move(late));
}

void authenticator::on_identity(identity fresh) {
    if (const auto wrong = fresh.problem()) {
        on_source_failed(
            source_failure::unusable(errc::credentials_failed, "the answer of " + source_->name() +
                                                                   " cannot be used: " + *wrong));
        return;
    }
    fetching_ = false;
    fetch_limit_.cancel();
    retries_.succeeded(budget_);
    retries_ = {};
    failure_.reset();
    retire();
    credentials_refreshed event;
    event.lifetime = fresh.lifetime();
    const time_point now = timers_.now();
    cache_.store(std::move(fresh), now, random_.uniform());
    not_before_ = now + least_life;
    signers_.clear();
    signers_.reserve(fields_.size());
    if (cache_.current()->is_key())
        for (const auto& one : fields_)
            signers_.emplace_back(cache_.current()->key(), one);
    trial_ = 0; // It was of an identity that is not used any more.
    tell(event);
    serve();
}

void authenticator::on_source_failed(source_failure why) {
    const time_point now = timers_.now();
    fetching_ = false;
    fetch_limit_.cancel();
    failed_until_ = now + why.keep;
    failure_ = std::move(why);
    credentials_refreshed event;
    event.error = failure_->code;
    event.detail = failure_->detail;
    tell(event);
    if (cache_.usable(now)) {
        cache_.renewal_failed(now, random_.uniform());
        not_before_ = failed_until_;
    } else if (failure_->failure.kind == pacing::fault::permanent) {
        retries_ = {};
        const source_failure shared = *failure_;
        fail_all(shared, stop_reason::permanent);
    } else {
        const source_failure shared = *failure_;
        retry(shared, now);
    }
}

/// Asks again after a pause, while somebody waits.
void authenticator::retry(const source_failure& why, time_point now) {
    const auto decision =
        retries_.next(limits_, budget_, why.failure, now, never, random_.uniform());
    if (!decision.retry()) {
        retries_ = {};
        not_before_ = now + limits_.throttled_delay;
        fail_all(why, decision.stop);
        return;
    }
    not_before_ = now + decision.wait;
    fail_impatient(why, not_before_);
    if (!waiting_.empty() && !fetching_)
        pause_.schedule(not_before_);
}

void authenticator::on_pause_ended() {
    if (!fetching_ && !waiting_.empty())
        fetch();
}

/// The current identity is not used any more, but may still be echoed.
void authenticator::retire() {
    if (cache_.current())
        previous_ = cache_.current();
    cache_.drop();
}

void authenticator::end_trial(attempt_credentials& attempt, bool for_all) {
    if (!std::exchange(attempt.trial, false) || trial_ != attempt.number)
        return;
    trial_ = 0;
    if (stopped_)
        return;
    if (for_all) {
        serve();
    } else if (!waiting_.empty()) {
        auth_user& next = waiting_.front();
        waiting_.pop_front();
        next.on_credentials();
    }
}

void authenticator::tell(credentials_refreshed event) {
    if (!watch_)
        return;
    const std::string name = source_->name();
    event.source = name;
    watch_.tell(&observer::on_credentials_refreshed, event);
}

void authenticator::serve() {
    user_list served;
    served.swap(waiting_);
    while (!served.empty()) {
        auth_user& user = served.front();
        served.pop_front();
        user.on_credentials();
    }
}

void authenticator::fail_all(const source_failure& why, stop_reason stop) {
    user_list served;
    served.swap(waiting_);
    while (!served.empty()) {
        auth_user& user = served.front();
        served.pop_front();
        user.on_credentials_failed(why, stop);
    }
}

/// Those whose time ends before the next fetch begins hear the cause now.
void authenticator::fail_impatient(const source_failure& why, time_point before) {
    user_list gone;
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        auth_user& user = *at++;
        if (user.patience() > before)
            continue;
        waiting_.erase(waiting_.iterator_to(user));
        gone.push_back(user);
    }
    while (!gone.empty()) {
        auth_user& user = gone.front();
        gone.pop_front();
        user.on_credentials_failed(why, stop_reason::deadline);
    }
}

} // namespace mrs::auth
