// SPDX-License-Identifier: BSL-1.0
// The gateway's text about a quota, and the limiter that believes it.
#include "api/throttle_message.hpp"

#include "fuzz.hpp"

#include <string>

using fuzz::require;
using mrs::time_point;
using mrs::pacing::longest_window;
using namespace std::chrono_literals;

namespace {

/// A limiter that was told of the quota lets the next one go within two of its windows.
void check_limiter(const mrs::pacing::quota& told, std::size_t sharers) {
    auto limiter = mrs::pacing::limiter::learning(std::nullopt, sharers);
    const time_point now(1h);
    limiter.started(now);
    mrs::pacing::throttling answer;
    answer.announced = told;
    const time_point resumed = limiter.throttled(now, answer);
    limiter.finished(now);
    const mrs::pacing::quota part = told.part(sharers);
    require(part.limit >= 1 && part.window >= told.window, "a part is one at least");
    require(part.window <= longest_window, "a part has a bounded window");
    const time_point next = limiter.next_start(now);
    require(next >= resumed && next - resumed <= 2 * part.window,
            "a quota does not stop a limiter");
    require(limiter.current() && limiter.current()->limit >= 1, "a share is one at least");
}

std::string written(const mrs::pacing::quota& told) {
    const auto seconds = told.window / 1s;
    const bool few = seconds <= 1'000'000;
    return "limit:" + std::to_string(told.limit) +
           ",time:" + std::to_string(few ? seconds : seconds / 60) + (few ? " second" : " minute");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::input given(data, size);
    const auto told = mrs::api::parse_throttle_message(given.rest());
    if (!told)
        return 0;
    require(told->limit >= 1 && told->limit <= 1'000'000, "a quota has a bounded limit");
    require(told->window >= 1s && told->window <= longest_window, "a quota has a bounded window");
    require(mrs::api::parse_throttle_message(written(*told)) == told,
            "a written quota is the same");
    for (const std::size_t sharers : {1U, 3U, 1'000'000U})
        check_limiter(*told, sharers);
    return 0;
}
