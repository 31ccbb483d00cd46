// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FORKED_HPP
#define MRS_TEST_FORKED_HPP

#include <boost/asio/execution_context.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <sys/wait.h>
#include <unistd.h>

namespace mrs_test {

/// A forked child of the test, which does one thing and ends without a destructor. In it
/// Boost.Test's checks would be the parent's once more: it says by its status whether all was well.
class forked_child {
public:
    /// @param context is told of the fork in the parent, and in the child where it is `told`
    template<typename Function>
    forked_child(boost::asio::execution_context& context, bool told, const Function& does) {
        using when = boost::asio::execution_context;
        context.notify_fork(when::fork_prepare);
        fork([&] {
            if (told)
                context.notify_fork(when::fork_child);
            return does();
        });
        context.notify_fork(when::fork_parent);
    }
    /// Where there is no context to be told.
    template<typename Function>
    explicit forked_child(const Function& does) {
        fork(does);
    }
    forked_child(const forked_child&) = delete;
    forked_child& operator=(const forked_child&) = delete;
    ~forked_child() { static_cast<void>(ended_well()); }

    /// Waits for its end.
    [[nodiscard]] bool ended_well() noexcept {
        if (pid_ > 0 && ::waitpid(pid_, &status_, 0) == pid_)
            pid_ = -1;
        return status_ == 0;
    }

private:
    template<typename Function>
    void fork(const Function& does) {
        constexpr unsigned longest = 60; // Seconds.
        pid_ = ::fork();
        BOOST_TEST_REQUIRE(pid_ >= 0);
        if (pid_ != 0)
            return;
        ::alarm(longest);
        bool good = false;
        try {
            good = does();
        } catch (const std::exception&) { // It is not good.
        }
        ::_exit(good ? 0 : 1);
    }

    pid_t pid_ = -1;
    int status_ = -1;
};

} // namespace mrs_test

#endif
