// SPDX-License-Identifier: BSL-1.0
#include "cli/progress/progress_line.hpp"

#include "cli/output/figures.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace mrs::cli {

namespace {

constexpr std::size_t shortest_bar = 10;
constexpr std::size_t longest_bar = 40;

/// A part of the line; those of the highest rank are left out first.
struct part {
    part(int of, std::string what) : rank(of), text(std::move(what)) {}
    int rank;
    std::string text;
};

double share_of(const progress_state& now) {
    if (!now.total || *now.total == 0)
        return now.total ? 1 : 0;
    return std::min(static_cast<double>(now.run.done()) / static_cast<double>(*now.total), 1.0);
}

/// Rounded down, so that 100 means all.
std::string percent_of(const progress_state& now) {
    const auto percent = static_cast<int>(share_of(now) * 100);
    const bool all = now.total && now.run.done() >= *now.total;
    return std::to_string(all ? 100 : std::min(percent, 99)) + "%";
}

std::string done_of(const progress_state& now) {
    const std::string done = std::to_string(now.run.done());
    return now.total ? done + "/" + std::to_string(*now.total) : done;
}

std::string eta_of(const progress_state& now) {
    if (!now.total)
        return "counting";
    const auto left = now.run.remaining;
    return left ? "ETA " + wait_text(*left) : "ETA -";
}

std::string waiting_of(const progress_state& now) {
    return now.run.waiting > 0 ? std::to_string(now.run.waiting) + " waiting for their end, " : "";
}

void add_count(std::vector<part>& to, int rank, std::uint64_t count, const char* what) {
    if (count > 0)
        to.emplace_back(rank, std::to_string(count) + " " + what);
}

std::vector<part> parts_of(const progress_state& now) {
    std::vector<part> parts;
    parts.emplace_back(1, done_of(now));
    if (now.total)
        parts.emplace_back(0, percent_of(now));
    if (now.run.unreachable_since) {
        parts.emplace_back(2, outage_line(now));
    } else {
        parts.emplace_back(5, rate_text(now.run.per_second));
        parts.emplace_back(2, eta_of(now));
    }
    add_count(parts, 3, now.run.failed, "failed");
    add_count(parts, 4, now.run.errors, now.run.errors == 1 ? "error" : "errors");
    add_count(parts, 7, now.run.throttled, "throttled");
    add_count(parts, 6, now.run.waiting, "waiting");
    parts.emplace_back(6, std::to_string(now.in_flight()) + " in flight");
    return parts;
}

std::string joined(const std::vector<part>& parts) {
    std::string text;
    for (const part& one : parts)
        text += (text.empty() ? "" : "  ") + one.text;
    return text;
}

std::string bar(double share, std::size_t size) {
    const auto full = static_cast<std::size_t>(share * static_cast<double>(size));
    std::string text(full, '=');
    if (full < size)
        text += '>';
    text.resize(size, ' ');
    return "[" + text + "]  ";
}

} // namespace

std::string progress_line(const progress_state& now, std::size_t width) {
    std::vector<part> parts = parts_of(now);
    const auto lower = [](const part& a, const part& b) { return a.rank < b.rank; };
    while (parts.size() > 1 && joined(parts).size() > width)
        parts.erase(std::max_element(parts.begin(), parts.end(), lower));
    std::string line = joined(parts);
    constexpr std::size_t frame = 4;
    if (now.total && line.size() + frame + shortest_bar <= width)
        line.insert(0, bar(share_of(now), std::min(width - line.size() - frame, longest_bar)));
    return line.substr(0, width);
}

std::string outage_line(const progress_state& now) {
    if (!now.run.unreachable_since)
        return {};
    const auto since = now.clock - std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                       now.at - *now.run.unreachable_since);
    return "service unreachable since " + time_of_day(since) +
           (now.run.next_try ? ", next try in " + wait_text(*now.run.next_try - now.at)
                             : ", trying now");
}

std::string status_line(const progress_state& now) {
    const auto left = now.run.remaining;
    std::string text = std::to_string(now.run.done());
    if (now.total)
        text += " of " + std::to_string(*now.total) + " done (" + percent_of(now) + ")";
    else
        text += " done, the input is still being read";
    text += ", " + std::to_string(now.run.succeeded) + " succeeded, " +
            std::to_string(now.run.failed) + " failed, " + std::to_string(now.run.errors) +
            " errors, " + std::to_string(now.run.throttled) + " throttled, " +
            std::to_string(now.in_flight()) + " in flight of " +
            std::to_string(now.run.concurrency) + " at most, " + waiting_of(now) +
            rate_text(now.run.per_second) + " after " + clock_text(now.run.elapsed);
    if (left)
        text += ", " + wait_text(*left) + " left";
    if (now.run.unreachable_since)
        text += ", " + outage_line(now);
    return text;
}

} // namespace mrs::cli
