// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_FAULT_DIAL_LOOKUPS_HPP
#define MRS_TEST_FAULT_DIAL_LOOKUPS_HPP

#include <functional>
#include <string>

namespace mrs_test {

/// Answers in the place of the system's resolver, as long as this lives, whoever asks in this
/// process for a name that ends in ".test" or ".invalid". This executable has a `getaddrinfo` of
/// its own for that.
struct scripted_lookups {
    /// Runs on the thread that asks, as often and as long as it likes. 0 stands for 127.0.0.1; what
    /// else it returns is the error, with `errno` for EAI_SYSTEM.
    using script = std::function<int(const std::string& host)>;

    explicit scripted_lookups(script answer);
    scripted_lookups(const scripted_lookups&) = delete;
    scripted_lookups& operator=(const scripted_lookups&) = delete;
    /// Waits until nobody asks any more.
    ~scripted_lookups();

    /// How many questions have come,
    [[nodiscard]] static int asked();
    /// and how many of them have no answer yet.
    [[nodiscard]] static int pending();
};

} // namespace mrs_test

#endif
