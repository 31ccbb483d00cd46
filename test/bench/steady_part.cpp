// SPDX-License-Identifier: BSL-1.0
#include "steady_part.hpp"

#include "allocations.hpp"
#include "system_calls.hpp"

#include <ostream>
#include <sys/resource.h>

namespace bench {

namespace {

double microseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

} // namespace

usage usage::now() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    usage result;
    result.user_us = microseconds(used.ru_utime);
    result.system_us = microseconds(used.ru_stime);
    result.allocations = bench::allocations();
    result.openssl_allocations = bench::openssl_allocations();
    result.system_calls = bench::system_calls();
    result.waits = bench::waits();
    result.at = std::chrono::steady_clock::now();
    return result;
}

void steady_part::count() {
    ++ended_;
    if (ended_ == first_)
        begin_ = usage::now();
    if (ended_ == last_)
        end_ = usage::now();
}

void steady_part::print(std::ostream& out, const char* extra) const {
    const auto requests = static_cast<double>(last_ - first_);
    const double seconds = std::chrono::duration<double>(end_.at - begin_.at).count();
    const auto allocated = static_cast<double>(end_.allocations - begin_.allocations);
    const auto by_openssl =
        static_cast<double>(end_.openssl_allocations - begin_.openssl_allocations);
    const auto calls = static_cast<double>(end_.system_calls - begin_.system_calls);
    const auto waits = static_cast<double>(end_.waits - begin_.waits);
    const double user = (end_.user_us - begin_.user_us) / requests;
    const double system = (end_.system_us - begin_.system_us) / requests;
    out << "{\"requests\":" << last_ - first_ << ",\"requests_in_all\":" << ended_
        << ",\"wall_s\":" << seconds << ",\"requests_per_s\":" << requests / seconds
        << ",\"cpu_us_per_request\":" << user + system << ",\"user_us_per_request\":" << user
        << ",\"system_us_per_request\":" << system
        << ",\"allocations_per_request\":" << allocated / requests
        << ",\"openssl_allocations_per_request\":" << by_openssl / requests
        << ",\"system_calls_per_request\":" << calls / requests
        << ",\"waits_per_request\":" << waits / requests << extra << "}\n";
}

} // namespace bench
