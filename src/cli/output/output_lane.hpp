// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_OUTPUT_LANE_HPP
#define MRS_CLI_OUTPUT_OUTPUT_LANE_HPP

#include "cli/base/descriptor.hpp"

#include <boost/system/error_code.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace mrs::cli {

/// Texts on their way to descriptors whose readers may take their time, or none: a thread writes
/// them, in the order in which they came. Descriptors of one file share a lane.
class output_lane {
public:
    /// What becomes of a descriptor's texts. A lane changes it under its lock.
    struct port {
        /// @throws boost::system::system_error where there is no descriptor left
        explicit port(int number);

        const int number;
        mrs::cli::descriptor bell;
        std::size_t waiting = 0; ///< Bytes.
        std::size_t wanted = 0;  ///< The bell is rung once no more wait, where it is watched.
        bool watched = false;
        boost::system::error_code error;
    };

    output_lane();
    /// Where a text cannot be written, the thread outlives this, and ends with the process.
    ~output_lane();
    output_lane(const output_lane&) = delete;
    output_lane& operator=(const output_lane&) = delete;

    void put(const std::shared_ptr<port>& to, std::string text);

    /// Bytes that the descriptor has not taken; none after an error.
    [[nodiscard]] std::size_t waiting(const port& of) const;
    [[nodiscard]] boost::system::error_code error(const port& of) const;
    /// Ends what goes there.
    void fail(port& to, const boost::system::error_code& error);
    /// Whether nothing waits, for no descriptor.
    [[nodiscard]] bool idle() const;

    /// Readable once no more than `at_most` bytes wait for the descriptor; -1 where this is so.
    [[nodiscard]] int news(port& of, std::size_t at_most);

private:
    struct state;
    static void work(const std::shared_ptr<state>& all);

    std::shared_ptr<state> state_;
    std::thread thread_;
};

} // namespace mrs::cli

#endif
