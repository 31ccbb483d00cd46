// SPDX-License-Identifier: BSL-1.0
#include "cli/run/runner.hpp"

#include "cli/progress/progress_line.hpp"
#include "cli/run/end_text.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <poll.h>
#include <utility>

namespace mrs::cli {

namespace {

using namespace std::chrono_literals;
using milliseconds = std::chrono::milliseconds;

pollfd watch(int descriptor, short events) noexcept {
    pollfd entry{};
    entry.fd = descriptor;
    entry.events = events;
    return entry;
}

} // namespace

runner::runner(const client& work, intake& input, results& told, line_writer& out, display& screen,
               tally& counts, interruption& user, std::size_t limit)
    : client_(work), input_(input), results_(told), out_(out), screen_(screen), counts_(counts),
      user_(user), limit_(limit), feed_(std::make_shared<id_feed>(work.get_executor())),
      done_(std::make_shared<mailbox>(limit)) {}

void runner::run(const std::string& cluster, bulk_options options) {
    start(std::move(options));
    feed(cluster);
    std::optional<run_end> end;
    while (!end) {
        screen_.draw(progress());
        wait();
        obey_user();
        end = done_->ended();
        take_outcomes();
        feed(cluster);
    }
    screen_.clear();
    judge(*end);
}

void runner::start(bulk_options options) {
    options.control(control_);
    bulk_source::async_next_function next = [feed = feed_] { return feed->take(); };
    client_.async_cancel_all(
        bulk_source(std::move(next)), std::move(options),
        [done = done_](const bulk_outcome& one) { done->put(outcome(one)); },
        [done = done_](std::exception_ptr thrown, const bulk_summary& summary) {
            run_end end;
            end.summary = summary;
            end.thrown = std::move(thrown);
            done->close(std::move(end));
        });
}

/// Reads on a little, and passes on as much as may be under way.
void runner::feed(const std::string& cluster) {
    if (stopping_)
        return;
    if (input_.ready() && !screen_.full())
        input_.read();
    while (under_way_ + results_.held() < limit_ && !out_.full()) {
        auto next = input_.next();
        if (!next)
            break;
        ++under_way_;
        feed_->put(cancel_sql_request(next->cluster.empty() ? cluster : next->cluster, next->id));
    }
    if (input_.all_read() && !std::exchange(all_read_, true))
        control_.expect(input_.counts().accepted);
    if (input_.ended())
        feed_->close();
}

void runner::wait() {
    const bool reads = !stopping_ && !screen_.full();
    std::array<pollfd, 6> watched{watch(done_->descriptor(), POLLIN),
                                  watch(user_.descriptor(), POLLIN),
                                  watch(reads ? input_.descriptor() : -1, POLLIN),
                                  watch(out_.error() ? -1 : out_.descriptor(), 0),
                                  watch(out_.room(), POLLIN),
                                  watch(screen_.room(), POLLIN)};
    if (::poll(watched.data(), watched.size(), patience()) <= 0)
        return;
    if (watched[2].revents != 0)
        input_.read();
    if (watched[3].revents != 0)
        out_.closed();
}

/// How long nothing has to be done unless something comes, in milliseconds.
int runner::patience() const {
    if (!stopping_ && input_.ready() && !screen_.full())
        return 0;
    const milliseconds longest = screen_.interval().value_or(1h);
    return static_cast<int>(std::max(longest, 0ms).count());
}

/// The first request lets end what is in flight, the second does not.
void runner::obey_user() {
    if (user_.look())
        screen_.say(status_line(progress()));
    if (user_.aborting() && !std::exchange(aborted_, true))
        control_.abort();
    if (user_.stopping())
        stop();
}

void runner::take_outcomes() {
    const auto& batch = done_->take();
    if (!batch.empty())
        screen_.make_room();
    under_way_ -= batch.size();
    results_.take(batch);
    if (results_.lost())
        stop();
}

void runner::stop() {
    if (std::exchange(stopping_, true))
        return;
    control_.stop();
    feed_->close();
}

progress_state runner::progress() const {
    progress_state now;
    now.at = std::chrono::steady_clock::now();
    now.clock = std::chrono::system_clock::now();
    now.run = control_.progress();
    if (all_read_)
        now.total = input_.counts().accepted;
    return now;
}

void runner::judge(const run_end& end) {
    if (end.thrown)
        std::rethrow_exception(end.thrown);
    const bool all_tried = input_.ended() && end.summary.not_tried == 0 &&
                           end.summary.totals.taken == input_.counts().accepted;
    const bulk_end why = end.summary.end;
    if (why == bulk_end::deadline && !all_tried)
        counts_.deadline_passed();
    if (why == bulk_end::first_failed || why == bulk_end::error_ratio)
        counts_.gave_up();
    if (why == bulk_end::refused && end.summary.cause != condition::unauthorized)
        counts_.refused_for_all();
    if (const std::string text = end_text(end.summary); !text.empty())
        screen_.say(text);
}

} // namespace mrs::cli
