// SPDX-License-Identifier: BSL-1.0
#include "cli/runner.hpp"

#include <array>
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

} // namespace

tally runner::run(id_source& ids, line_writer& out) {
    tally counts;
    start_calls(ids);
    while (!out.error() && (in_flight_ > 0 || !ids.ended())) {
        wait(ids, out);
        write_outcomes(out, counts);
        start_calls(ids);
    }
    if (ids.error())
        counts.input_failed();
    if (out.error())
        counts.output_lost();
    return counts;
}

void runner::start_calls(id_source& ids) {
    while (in_flight_ < limit_) {
        auto id = ids.next();
        if (!id)
            return;
        ++in_flight_;
        cancel_sql_request request(cluster_, *id);
        client_.async_cancel_sql(std::move(request),
                                 [done = done_, id = std::move(*id)](
                                     const error_code& error, cancel_sql_result result) mutable {
                                     done->put({std::move(id), error, std::move(result)});
                                 });
    }
}

void runner::wait(id_source& ids, line_writer& out) const {
    const bool wants_ids = in_flight_ < limit_;
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
        lines += to_line(one);
        --in_flight_;
    }
    out.write(lines);
}

} // namespace mrs::cli
