// SPDX-License-Identifier: BSL-1.0
#include "cli/input/intake.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <malloc.h>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mrs::cli;

namespace intake_memory {
namespace {

void write_ids(const std::string& name, std::uint64_t count) {
    std::ofstream file(name);
    for (std::uint64_t id = 0; id < count; ++id)
        file << "0a1b2c3d-4e5f-6071-8293-" << 100'000'000'000 + id << '\n';
}

/// How many rows there are. Reads everything before it takes anything: the most that can ever wait.
/// Nothing where the reading does not end with this error.
std::optional<std::uint64_t> take_all(const std::string& name, const std::string& error) {
    intake in({input_source::file(name)}, {"cluster", {}, {}}, {}, [](const bad_row&) {});
    while (in.ready())
        in.read();
    while (in.next())
        continue;
    if (!in.ended() || in.error() != error || in.counts().taken != in.counts().accepted)
        return std::nullopt;
    return in.counts().taken;
}

/// Runs it in a process of its own, and returns the most memory that this takes, in KiB.
template<typename Work>
long peak_memory(const Work& work) {
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        // So that the peak is not the parent's, and its free memory does not hide what is used.
        ::malloc_trim(0);
        std::ofstream("/proc/self/clear_refs") << 5;
        ::_exit(work() ? 0 : 1);
    }
    int status = -1;
    rusage used{};
    BOOST_REQUIRE(::wait4(child, &status, 0, &used) == child);
    BOOST_REQUIRE(status == 0);
    return used.ru_maxrss;
}

/// Lets this process have so many bytes more than it has.
bool limit_memory(rlim_t more) {
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlim_t size = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + more;
    const rlimit limit{size, size};
    return ::setrlimit(RLIMIT_AS, &limit) == 0;
}

} // namespace
} // namespace intake_memory

BOOST_FIXTURE_TEST_SUITE(intake_memory, scratch)

BOOST_AUTO_TEST_CASE(is_about_100_bytes_an_id) {
    constexpr long more = 300'000;
    const std::string few = path() + "/few";
    const std::string many = path() + "/many";
    write_ids(few, 10'000);
    write_ids(many, 10'000 + more);
    const long grown = peak_memory([&] { return take_all(many, "") == 10'000 + more; }) -
                       peak_memory([&] { return take_all(few, "") == 10'000; });
    const double each = static_cast<double>(grown) * 1024 / static_cast<double>(more);
    BOOST_TEST_MESSAGE(each << " bytes an id");
    BOOST_TEST((MRS_TEST_SANITIZED || each <= 100));
}

/// What was read until then is given out.
BOOST_AUTO_TEST_CASE(ends_the_reading_where_it_ends) {
    if (MRS_TEST_SANITIZED)
        return;
    const std::string name = path() + "/ids";
    write_ids(name, 1'000'000); // More than what the parent has freed, too.
    peak_memory([&] {
        return limit_memory(24 << 20) &&
               take_all(name, "cannot read " + name + ": no memory is left for more ids") >= 10'000;
    });
}

BOOST_AUTO_TEST_SUITE_END()
