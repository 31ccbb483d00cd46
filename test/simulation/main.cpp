// SPDX-License-Identifier: BSL-1.0
#include "cli/input/whole_number.hpp"
#include "plan.hpp"
#include "world.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <ratio>
#include <string_view>

// Runs one world after the other, from SEED on: so many, or until that many seconds have passed.

namespace {

struct totals {
    std::uint64_t worlds = 0;
    std::uint64_t ids = 0;
    mrs::duration length{0};
};

bool run_one(std::uint64_t seed, totals& all) {
    const simulation::plan one = simulation::draw(seed);
    try {
        simulation::world here(one);
        here.run();
        ++all.worlds;
        all.ids += one.ids;
        all.length += here.length();
        return true;
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "simulation: %s\n%s\nalone: test_simulation worlds 1 %llu\n",
                     wrong.what(), to_string(one).c_str(), static_cast<unsigned long long>(seed));
        return false;
    }
}

void tell(std::uint64_t first, const totals& all, double seconds) {
    std::printf("seeds %llu to %llu: %llu worlds, %.1f simulated hours, %llu ids, in %.2f s\n",
                static_cast<unsigned long long>(first),
                static_cast<unsigned long long>(first + all.worlds - 1),
                static_cast<unsigned long long>(all.worlds),
                std::chrono::duration<double, std::ratio<3600>>(all.length).count(),
                static_cast<unsigned long long>(all.ids), seconds);
}

} // namespace

int main(int count, char** arguments) {
    const std::string_view unit = count == 4 ? arguments[1] : "";
    // No optional, for g++ takes one that was looked at for uninitialized where it optimises.
    constexpr auto none = std::numeric_limits<std::uint64_t>::max();
    const auto number = [=](int at) {
        return count == 4 ? mrs::cli::whole_number(arguments[at]).value_or(none) : none;
    };
    const std::uint64_t most = number(2);
    const std::uint64_t first = number(3);
    if ((unit != "worlds" && unit != "seconds") || most == none || first == none) {
        std::fputs("usage: test_simulation worlds|seconds NUMBER SEED\n", stderr);
        return 2;
    }
    using steady = std::chrono::steady_clock;
    const auto begun = steady::now();
    const auto spent = [begun] {
        return std::chrono::duration<double>(steady::now() - begun).count();
    };
    totals all;
    std::uint64_t seed = first;
    while (unit == "worlds" ? all.worlds < most : spent() < static_cast<double>(most))
        if (!run_one(seed++, all))
            return 1;
    tell(first, all, spent());
    return 0;
}
