// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_FULL_DISK_HPP
#define MRS_TEST_CLI_FULL_DISK_HPP

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/resource.h>

/// While it lives, no file of this process grows beyond a size: as on a disk that is full.
class full_disk {
public:
    explicit full_disk(rlim_t size) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        rlimit limited = before_;
        limited.rlim_cur = size;
        BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &limited) == 0);
    }
    ~full_disk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        static_cast<void>(std::signal(SIGXFSZ, handler_));
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

#endif
