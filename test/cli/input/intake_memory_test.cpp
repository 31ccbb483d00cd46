// SPDX-License-Identifier: BSL-1.0
#include "cli/input/intake.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mrs::cli;

namespace intake_memory {
namespace {

/// What a sanitizer keeps to itself hides what the program uses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// Reads everything before it takes anything: the most that can ever wait.
bool take_all(const std::string& name, std::uint64_t ids) {
    // So that the peak is not the parent's, and its free memory does not hide what is used.
    ::malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
    intake in({input_source::file(name)}, {"cluster", {}, {}}, seen_table(), [](const bad_row&) {});
    while (in.ready())
        in.read();
    while (in.next())
        continue;
    return in.ended() && in.error().empty() && in.counts().taken == ids;
}

/// The most memory, in KiB, that a process of its own takes for a file of so many ids.
long peak_memory(const std::string& name, std::uint64_t ids) {
    {
        std::ofstream file(name);
        for (std::uint64_t id = 0; id < ids; ++id)
            file << "0a1b2c3d-4e5f-6071-8293-" << 100'000'000'000 + id << '\n';
    }
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0)
        ::_exit(take_all(name, ids) ? 0 : 1);
    int status = -1;
    rusage used{};
    BOOST_REQUIRE(::wait4(child, &status, 0, &used) == child);
    BOOST_REQUIRE(status == 0);
    return used.ru_maxrss;
}

} // namespace
} // namespace intake_memory

BOOST_FIXTURE_TEST_SUITE(intake_memory, scratch)

BOOST_AUTO_TEST_CASE(does_not_grow_with_the_number_of_ids) {
    const long few = peak_memory(path() + "/few", 10'000);
    const long many = peak_memory(path() + "/many", sanitized ? 50'000 : 300'000);
    BOOST_TEST_MESSAGE("peak for few ids " << few << " KiB, for many " << many << " KiB");
    BOOST_TEST((sanitized || many <= few + 1024));
}

BOOST_AUTO_TEST_SUITE_END()
