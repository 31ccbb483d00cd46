// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_LINE_WRITER_HPP
#define MRS_CLI_OUTPUT_LINE_WRITER_HPP

#include "cli/output/output_lane.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace mrs::cli {

/// Writes whole lines to a descriptor, and never waits for who reads them.
class line_writer {
public:
    /// Bytes that wait from which on no more should come.
    static constexpr std::size_t enough = 65'536;

    /// The descriptor stays the caller's.
    explicit line_writer(int descriptor);
    /// The order of what goes to one file by both is kept.
    line_writer(int descriptor, const line_writer& beside);

    /// Takes the lines over, unless there is an `error()`.
    void write(std::string lines);

    /// What tells by POLLERR that nobody reads any more.
    [[nodiscard]] int descriptor() const noexcept { return port_->number; }
    /// Takes note of a POLLERR.
    void closed();

    /// Bytes that were not taken yet.
    [[nodiscard]] std::size_t waiting() const { return lane_->waiting(*port_); }
    [[nodiscard]] bool full() const { return waiting() >= enough; }
    /// Whether all is written, also by the writer beside.
    [[nodiscard]] bool idle() const { return lane_->idle(); }
    /// Readable once it is no longer full; -1 where it is not. Of this and `done` the last one
    /// that was called counts.
    [[nodiscard]] int room() { return lane_->news(*port_, enough - 1); }
    /// Readable once all is written, or cannot be; -1 where that is so.
    [[nodiscard]] int done() { return lane_->news(*port_, 0); }

    [[nodiscard]] boost::system::error_code error() const { return lane_->error(*port_); }

private:
    std::shared_ptr<output_lane::port> port_;
    std::shared_ptr<output_lane> lane_;
};

} // namespace mrs::cli

#endif
