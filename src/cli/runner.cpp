// SPDX-License-Identifier: BSL-1.0
#include "cli/runner.hpp"

#include "cli/output/outcome_line.hpp"

#include <array>
#include <exception>
#include <optional>
#include <poll.h>
#include <utility>

namespace mrs::cli {

namespace {

pollfd watch(int descriptor, short events) noexcept {
    pollfd entry{};
    entry.fd = descriptor;
    entry.events = events;
    return entry;
}

boost::asio::awaitable<std::optional<cancel_sql_request>> next(std::shared_ptr<id_feed> ids,
                                                               std::string cluster) {
    auto id = co_await ids->take();
    std::optional<cancel_sql_request> request;
    if (id)
        request.emplace(std::move(cluster), std::move(*id));
    co_return request;
}

} // namespace

runner::runner(const client& work, std::string cluster, std::size_t limit)
    : client_(work), cluster_(std::move(cluster)), limit_(limit),
      ids_(std::make_shared<id_feed>(work.get_executor())) {}

tally runner::run(id_source& ids, line_writer& out) {
    tally counts;
    start();
    feed(ids);
    bool closed = false;
    while (!out.error() && !closed) {
        wait(ids, out);
        closed = done_->closed();
        write_outcomes(out, counts);
        feed(ids);
    }
    ended_early_ = !fed_all_ || under_way_ > 0;
    if (ids.error())
        counts.input_failed();
    if (out.error())
        counts.output_lost();
    return counts;
}

void runner::start() {
    cancel_source::async_next_function next_request = [ids = ids_, cluster = cluster_] {
        return next(ids, cluster);
    };
    client_.async_cancel_all(
        cancel_source(std::move(next_request)), bulk_options(),
        [done = done_](const bulk_outcome& one) { done->put(outcome(one)); },
        [done = done_](const std::exception_ptr&, const bulk_summary&) { done->close(); });
}

void runner::feed(id_source& ids) {
    while (under_way_ < limit_) {
        auto id = ids.next();
        if (!id)
            break;
        ++under_way_;
        ids_->put(std::move(*id));
    }
    if (ids.ended() && !std::exchange(fed_all_, true))
        ids_->close();
}

void runner::wait(id_source& ids, line_writer& out) const {
    const bool wants_ids = under_way_ < limit_;
    std::array<pollfd, 3> watched{watch(done_->descriptor(), POLLIN),
                                  watch(wants_ids ? ids.descriptor() : -1, POLLIN),
                                  watch(out.descriptor(), 0)};
    if (::poll(watched.data(), watched.size(), -1) <= 0)
        return;
    if (watched[1].revents != 0)
        ids.read();
    if (watched[2].revents != 0)
        out.closed();
}

void runner::write_outcomes(line_writer& out, tally& counts) {
    std::string lines;
    for (const outcome& one : done_->take()) {
        counts.add(kind_of(one));
        lines += to_line(one, line_style::plain);
        --under_way_;
    }
    out.write(lines);
}

} // namespace mrs::cli
