// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_LINE_WRITER_HPP
#define MRS_CLI_OUTPUT_LINE_WRITER_HPP

#include <boost/system/error_code.hpp>

#include <string_view>

namespace mrs::cli {

/// Writes whole lines to a descriptor, at once and without a buffer in between.
class line_writer {
public:
    /// The descriptor stays the caller's.
    explicit line_writer(int descriptor) noexcept : descriptor_(descriptor) {}

    /// Blocks until all of `lines` is written, or never can be: then `error()` says why.
    void write(std::string_view lines);

    /// What tells by POLLERR that nobody reads any more.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    /// Takes note of a POLLERR.
    void closed() noexcept;

    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

private:
    boost::system::error_code error_;
    int descriptor_;
};

} // namespace mrs::cli

#endif
