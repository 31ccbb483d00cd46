// SPDX-License-Identifier: BSL-1.0
#include "bulk/run_fsm.hpp"

#include <algorithm>
#include <chrono>

namespace mrs::bulk {

namespace {

using kind = run_action::kind;

constexpr std::size_t first_concurrency = 8;
constexpr std::uint64_t ratio_sample = 20;
/// An item whose calls failed so often, in a way that may be its own, is not tried again.
constexpr int most_failures = 3;
constexpr duration usual_outage_limit = std::chrono::minutes(15);
/// So many kinds of refusals are told apart.
constexpr std::size_t most_kinds = 16;

bool is_same(const item_ending& a, const item_ending& b) {
    if (a.error != b.error || !a.info != !b.info)
        return false;
    return !a.info || (a.info->http_status == b.info->http_status &&
                       a.info->service_code == b.info->service_code);
}

run_action act(kind what, std::uint64_t index = 0) noexcept {
    run_action action;
    action.what = what;
    action.index = index;
    return action;
}

} // namespace

run_fsm::run_fsm(const run_rules& rules)
    : rules_(rules), control_(rules.concurrency != 0 ? rules.concurrency : first_concurrency,
                              rules.concurrency != 0 ? rules.concurrency : rules.most_connections) {
}

void run_fsm::taken(std::uint64_t index) {
    asking_ = false;
    fresh_ = index;
}

void run_fsm::source_ended() noexcept {
    asking_ = false;
    source_ended_ = true;
}

void run_fsm::source_failed() {
    source_ended();
    sink_failed();
}

void run_fsm::sink_failed() {
    stop_for(bulk_end::aborted);
    deaf_ = end_waiting_ = true;
}

void run_fsm::stop() {
    stop_for(bulk_end::stopped);
}

void run_fsm::abort() {
    stop_for(bulk_end::aborted);
    end_ = bulk_end::aborted;
    end_all_ = true;
}

void run_fsm::closed() {
    stop_for(bulk_end::aborted);
}

void run_fsm::stop_for(bulk_end why, std::optional<item_ending> cause) {
    if (state_ != state::running)
        return;
    state_ = state::stopping;
    end_ = why;
    cause_ = std::move(cause);
    call_off_ = true;
    stop_asking_ = asking_;
}

void run_fsm::waiting(std::uint64_t index, std::optional<duration> latency) {
    item_ending how;
    how.sent = true;
    how.latency = latency;
    --active_;
    ++waiting_;
    if (probe_ == index)
        probe_.reset();
    records_.erase(index);
    adapt(how);
    answered(true);
    end_waiting_ = deaf_;
}

void run_fsm::wait_ended(const item_ending& how) {
    --waiting_;
    count(how);
}

void run_fsm::throttled() noexcept {
    answered(false);
}

bool run_fsm::ended(std::uint64_t index, const item_ending& how, time_point now, double uniform) {
    --active_;
    adapt(how);
    const bool kept = settle(index, how, now, uniform);
    if (probe_ == index)
        probe_.reset();
    if (!kept) {
        records_.erase(index);
        count(how);
    }
    return kept;
}

/// What was wrong from the beginning may be wrong for all; what was right before has failed.
meaning run_fsm::meaning_of(const item_ending& how) const noexcept {
    if (how.kind == meaning::unreachable)
        return answers_ > 0 || outage_.declared() ? meaning::broken : meaning::refused;
    if (how.kind == meaning::no_credentials)
        return proofs_ > 0 ? meaning::broken : meaning::unauthorized;
    return how.kind;
}

bool run_fsm::settle(std::uint64_t index, const item_ending& how, time_point now, double uniform) {
    if (is_answer(how))
        answered(is_proof(how));
    switch (meaning_of(how)) {
    case meaning::broken:
    case meaning::faltering:
        return failed(index, how, now, uniform);
    case meaning::unauthorized:
        return unauthorized(index, how);
    case meaning::throttled:
    case meaning::called_off:
        return keep(index);
    case meaning::refused:
        refused(how);
        return false;
    case meaning::closed:
        stop_for(bulk_end::aborted, how);
        return false;
    default:
        return false;
    }
}

bool run_fsm::failed(std::uint64_t index, const item_ending& how, time_point now, double uniform) {
    const bool known = outage_.declared();
    alone_ = !outage_.suspected() || (alone_ && first_failed_ == index);
    if (!outage_.suspected())
        first_failed_ = index;
    last_failure_ = how;
    const bool kept = !is_at_fault(index, how);
    if (kept || known)
        outage_.failed(now, probe_ == index, uniform);
    if (outage_.declared() && !known) {
        call_off_ = true;
        fresh_turn_ = false;
    }
    return kept && keep(index);
}

/// Whether it is the item that fails, and not the service: it failed several times though the
/// service answered others in between, or while nothing else failed or was asked for. In an outage
/// it fails for that.
bool run_fsm::is_at_fault(std::uint64_t index, const item_ending& how) {
    record& own = records_[index];
    const bool between_others = own.answers != answers_ && !outage_.declared();
    if (how.kind == meaning::faltering || between_others || (how.sent && alone_))
        ++own.own;
    own.answers = answers_;
    return own.own >= most_failures;
}

/// One refusal of what the service has accepted is no verdict: it is tried again, and ends the run
/// where nothing was accepted in the meantime.
bool run_fsm::unauthorized(std::uint64_t index, const item_ending& how) {
    record& own = records_[index];
    if (proofs_ == 0 || own.proofs == proofs_) {
        stop_for(bulk_end::unauthorized, how);
        return false;
    }
    own.proofs = proofs_;
    return ++own.refusals < most_failures && keep(index);
}

void run_fsm::refused(const item_ending& how) {
    if (proofs_ > 0 || rules_.most_refusals == 0)
        return;
    auto same = std::find_if(refusals_.begin(), refusals_.end(),
                             [&](const auto& one) { return is_same(one.first, how); });
    if (same == refusals_.end()) {
        if (refusals_.size() == most_kinds)
            return;
        same = refusals_.insert(refusals_.end(), {how, 0});
    }
    if (++same->second >= rules_.most_refusals)
        stop_for(bulk_end::refused, how);
}

void run_fsm::answered(bool proof) noexcept {
    ++answers_;
    if (proof)
        ++proofs_;
    outage_.answered();
    last_failure_.reset();
}

bool run_fsm::keep(std::uint64_t index) {
    if (state_ != state::running)
        return false;
    kept_.push_back(index);
    return true;
}

void run_fsm::count(const item_ending& how) {
    ++done_;
    if (!how.good)
        ++bad_;
    if (rules_.fail_fast && !how.good)
        stop_for(bulk_end::first_failed, how);
    else if (rules_.max_error_ratio && done_ >= ratio_sample &&
             static_cast<double>(bad_) > *rules_.max_error_ratio * static_cast<double>(done_))
        stop_for(bulk_end::error_ratio, how);
}

/// For the number of calls in flight. In an outage it tells nothing that failures go on.
void run_fsm::adapt(const item_ending& how) noexcept {
    if (rules_.concurrency != 0)
        return;
    if (how.latency)
        control_.answered(*how.latency);
    else if ((how.kind == meaning::broken || how.kind == meaning::faltering) && !outage_.declared())
        control_.overloaded();
}

run_action run_fsm::next(time_point now) {
    if (state_ == state::finished)
        return {};
    if (!is_over())
        expire(now);
    if (const auto ordered = order())
        return *ordered;
    if (state_ == state::stopping)
        return wind_up();
    if (is_over())
        return finish();
    return outage_.declared() ? while_away(now) : while_running(now);
}

void run_fsm::expire(time_point now) {
    if (now >= rules_.deadline)
        stop_for(bulk_end::deadline, last_failure_);
    else if (outage_.suspected() && now >= given_up_at())
        stop_for(bulk_end::unreachable, last_failure_);
}

/// What has to be done before anything else.
std::optional<run_action> run_fsm::order() noexcept {
    if (std::exchange(end_all_, false)) {
        call_off_ = end_waiting_ = false;
        return act(kind::end_all);
    }
    if (std::exchange(call_off_, false))
        return act(kind::call_off);
    if (std::exchange(stop_asking_, false) && asking_)
        return act(kind::stop_asking);
    if (std::exchange(end_waiting_, false))
        return act(kind::end_waiting);
    return std::nullopt;
}

run_action run_fsm::while_running(time_point now) {
    if (has_room()) {
        if (const auto index = pick(now))
            return start(*index, now);
        if (may_take())
            return take();
    }
    return rest(now);
}

/// The item to start: what failed while nothing is answered comes last, and after a pause.
std::optional<std::uint64_t> run_fsm::pick(time_point now) {
    if (fresh_)
        return std::exchange(fresh_, std::nullopt);
    auto at = std::find_if(kept_.begin(), kept_.end(),
                           [this](std::uint64_t index) { return !is_suspect(index); });
    if (at == kept_.end() && now >= outage_.next_try())
        at = kept_.begin();
    if (at == kept_.end())
        return std::nullopt;
    const std::uint64_t index = *at;
    kept_.erase(at);
    return index;
}

/// One call at a time tries whether the service is back: an item that failed and one that did not,
/// by turns, for it may be the item after all.
run_action run_fsm::while_away(time_point now) {
    if (probe_ || now < outage_.next_try() || !has_room())
        return rest(now);
    if (fresh_) {
        fresh_turn_ = false;
        return start(*std::exchange(fresh_, std::nullopt), now);
    }
    if ((fresh_turn_ || kept_.empty()) && may_take())
        return take();
    if (kept_.empty())
        return rest(now);
    fresh_turn_ = true;
    const std::uint64_t index = kept_.front();
    kept_.pop_front();
    return start(index, now);
}

run_action run_fsm::wind_up() {
    if (fresh_)
        return act(kind::drop, *std::exchange(fresh_, std::nullopt));
    if (!kept_.empty()) {
        const std::uint64_t index = kept_.front();
        kept_.pop_front();
        return act(kind::drop, index);
    }
    return active_ == 0 && waiting_ == 0 && !asking_ ? finish() : run_action();
}

run_action run_fsm::take() noexcept {
    asking_ = true;
    return act(kind::take);
}

run_action run_fsm::start(std::uint64_t index, time_point now) {
    if (!begun_)
        begun_ = now;
    if (outage_.declared())
        probe_ = index;
    ++active_;
    return act(kind::start, index);
}

run_action run_fsm::finish() noexcept {
    state_ = state::finished;
    return act(kind::finish);
}

run_action run_fsm::rest(time_point now) const noexcept {
    run_action action;
    action.wake = rules_.deadline;
    if (!outage_.suspected())
        return action;
    action.wake = std::min(action.wake, given_up_at());
    const time_point next = outage_.next_try();
    if (has_room() && next > now && !(outage_.declared() && probe_))
        action.wake = std::min(action.wake, next);
    return action;
}

bool run_fsm::has_room() const noexcept {
    return active_ < concurrency() && waiting_ < rules_.most_waiting;
}

std::size_t run_fsm::concurrency() const noexcept {
    return rules_.concurrency != 0 ? rules_.concurrency : control_.limit();
}

/// Whether nothing was answered since its call failed.
bool run_fsm::is_suspect(std::uint64_t index) const {
    const auto found = records_.find(index);
    return found != records_.end() && found->second.answers == answers_;
}

bool run_fsm::is_over() const noexcept {
    return source_ended_ && !fresh_ && kept_.empty() && active_ == 0 && waiting_ == 0;
}

/// The end of the run's patience with a service that is away.
time_point run_fsm::given_up_at() const noexcept {
    duration limit = usual_outage_limit;
    if (rules_.outage_limit)
        limit = *rules_.outage_limit;
    else if (answers_ == 0 && rules_.call_limit != duration::zero())
        limit = rules_.call_limit;
    return deadline_after(answers_ > 0 || !begun_ ? outage_.since() : *begun_, limit);
}

std::optional<time_point> run_fsm::next_try() const noexcept {
    return outage_.declared() && !probe_ ? std::optional(outage_.next_try()) : std::nullopt;
}

} // namespace mrs::bulk
