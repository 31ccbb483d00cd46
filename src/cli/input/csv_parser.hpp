// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_CSV_PARSER_HPP
#define MRS_CLI_INPUT_CSV_PARSER_HPP

#include <csv.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mrs::cli {

/// The fields of one CSV record at a time, by libcsv in its strict mode.
class csv_parser {
public:
    enum class state { open, complete, malformed };

    csv_parser();
    ~csv_parser();
    csv_parser(const csv_parser&) = delete;
    csv_parser& operator=(const csv_parser&) = delete;

    /// @param part at most one line, with its LF where it has one
    state feed(std::string_view part);

    /// Ends a record that is open at the end of the input.
    state finish();

    /// Ready for another record.
    void reset();

    /// The fields of a record that is complete.
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
    [[nodiscard]] std::string_view field(std::size_t at) const noexcept;

private:
    // libcsv calls these; nothing may be thrown through it.
    static void end_field(void* text, std::size_t size, void* self) noexcept;
    static void end_record(int terminator, void* self) noexcept;

    ::csv_parser parser_{};
    std::string text_;              ///< All fields, one after another.
    std::vector<std::size_t> ends_; ///< Where each field ends in it.
    bool complete_ = false;
};

} // namespace mrs::cli

#endif
