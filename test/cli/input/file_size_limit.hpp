// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_INPUT_FILE_SIZE_LIMIT_HPP
#define MRS_TEST_CLI_INPUT_FILE_SIZE_LIMIT_HPP

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/resource.h>

namespace mrs::cli {

/// While it lives, no file of this process grows beyond a size, as on a full disk.
class file_size_limit {
public:
    explicit file_size_limit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        rlimit lower = before_;
        lower.rlim_cur = bytes;
        BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &lower) == 0);
    }
    ~file_size_limit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        static_cast<void>(std::signal(SIGXFSZ, handler_));
    }
    file_size_limit(const file_size_limit&) = delete;
    file_size_limit& operator=(const file_size_limit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

} // namespace mrs::cli

#endif
