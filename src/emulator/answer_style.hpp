// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_ANSWER_STYLE_HPP
#define MRS_EMULATOR_ANSWER_STYLE_HPP

namespace mrs_emulator {

/// The editions of the service's documents that differ in what is answered.
enum class edition { of_2021, of_2025 };

/// How what is documented in several ways is answered.
struct answer_style {
    edition documents = edition::of_2025;
    bool rows_in_content = false; ///< Of a select, which is not documented at all.

    /// The status beside FAILED.
    [[nodiscard]] unsigned failed_status() const {
        return documents == edition::of_2021 ? 500 : 400;
    }
};

} // namespace mrs_emulator

#endif
