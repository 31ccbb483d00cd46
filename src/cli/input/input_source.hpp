// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_INPUT_SOURCE_HPP
#define MRS_CLI_INPUT_INPUT_SOURCE_HPP

#include "cli/input/row_parser.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mrs::cli {

/// Where rows come from.
struct input_source {
    enum class kind { arguments, file, standard_input };

    /// @param as_they_are whether ids that are plainly none are meant
    static input_source arguments(std::vector<std::string> ids, bool as_they_are = false);
    /// @param name   a path, or `-` for standard input
    /// @param format where it is not the one that the name tells
    static input_source file(std::string name, std::optional<row_format> format = std::nullopt);

    kind from = kind::arguments;
    std::string name; ///< For people: "arguments", "standard input", or the file's path.
    row_format format = row_format::lines;
    bool format_told = false;     ///< Whether it is not the one that the name tells.
    std::vector<std::string> ids; ///< Of arguments.
};

/// Refuses a file that is missing, cannot be read or is a directory, without opening a pipe.
/// @throws usage_error which names it
void check_readable(const input_source& source);

/// The bytes of a file or of standard input.
class input_reader {
public:
    input_reader() = default;
    ~input_reader();
    input_reader(const input_reader&) = delete;
    input_reader& operator=(const input_reader&) = delete;

    /// Standard input is used as it is: it is never made non-blocking, since others share it.
    void open(const input_source& source, boost::system::error_code& ec);
    void close() noexcept;

    /// What to wait on before reading; -1 where nothing is open.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    /// Whether reading needs no waiting.
    [[nodiscard]] bool regular() const noexcept { return regular_; }

    /// Bytes read; 0 at the end, or with an error. With `would_block` or `interrupted` there may be
    /// more later.
    std::size_t read(char* to, std::size_t size, boost::system::error_code& ec);

private:
    int descriptor_ = -1;
    bool owned_ = false;
    bool regular_ = false;
};

} // namespace mrs::cli

#endif
