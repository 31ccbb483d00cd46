// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_PSEUDO_TERMINAL_HPP
#define MRS_TEST_CLI_PSEUDO_TERMINAL_HPP

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/// A terminal that the test looks at.
class pseudo_terminal {
public:
    explicit pseudo_terminal(unsigned short columns)
        : screen_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        BOOST_REQUIRE(screen_ >= 0);
        BOOST_REQUIRE(::grantpt(screen_) == 0);
        BOOST_REQUIRE(::unlockpt(screen_) == 0);
        std::array<char, 64> name{};
        BOOST_REQUIRE(::ptsname_r(screen_, name.data(), name.size()) == 0);
        program_ = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        BOOST_REQUIRE(program_ >= 0);
        resize(columns);
    }
    ~pseudo_terminal() {
        hang_up();
        ::close(program_);
    }
    pseudo_terminal(const pseudo_terminal&) = delete;
    pseudo_terminal& operator=(const pseudo_terminal&) = delete;

    /// The program's side.
    int descriptor() const { return program_; }

    void resize(unsigned short columns) const {
        winsize size{};
        size.ws_col = columns;
        size.ws_row = 24;
        BOOST_REQUIRE(::ioctl(screen_, TIOCSWINSZ, &size) == 0);
    }

    /// As Ctrl-S and Ctrl-Q do.
    void stop() const { BOOST_REQUIRE(::tcflow(program_, TCOOFF) == 0); }
    void go_on() const { BOOST_REQUIRE(::tcflow(program_, TCOON) == 0); }

    void hang_up() {
        if (screen_ >= 0)
            ::close(screen_);
        screen_ = -1;
    }

    /// What was written: so many bytes, or fewer where no more come.
    std::string shown(std::size_t size) const {
        std::string text;
        std::array<char, 4096> block{};
        pollfd ready{};
        ready.fd = screen_;
        ready.events = POLLIN;
        while (text.size() < size && ::poll(&ready, 1, 10'000) == 1) {
            const ssize_t got = ::read(screen_, block.data(), block.size());
            if (got <= 0)
                break;
            text.append(block.data(), static_cast<std::size_t>(got));
        }
        return text;
    }

private:
    int screen_;
    int program_ = -1;
};

#endif
