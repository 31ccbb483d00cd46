// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_ID_SOURCE_HPP
#define MRS_CLI_ID_SOURCE_HPP

#include "cli/line_splitter.hpp"

#include <boost/system/error_code.hpp>

#include <optional>
#include <string>
#include <vector>

namespace mrs::cli {

/// The ids to cancel: a list that is there, or lines that come as they are read, never more of them
/// at once than one block holds.
class id_source {
public:
    explicit id_source(std::vector<std::string> ids);

    /// Reads lines from an open descriptor, which stays the caller's.
    explicit id_source(int descriptor) noexcept : descriptor_(descriptor) {}

    /// The next id that was read already.
    std::optional<std::string> next();

    /// What to wait on for more; -1 where no more will come.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    /// Reads one block. It blocks unless `descriptor()` is readable.
    void read();

    /// Whether every id was given out.
    [[nodiscard]] bool ended() const noexcept;

    /// Why reading ended early, if it did.
    [[nodiscard]] const boost::system::error_code& error() const noexcept { return error_; }

private:
    std::vector<std::string> given_; ///< Last one first.
    line_splitter lines_;
    boost::system::error_code error_;
    int descriptor_ = -1;
};

} // namespace mrs::cli

#endif
