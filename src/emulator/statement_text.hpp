// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_STATEMENT_TEXT_HPP
#define MRS_EMULATOR_STATEMENT_TEXT_HPP

#include <string>
#include <string_view>

namespace mrs_emulator {

/// What a statement does, by its first word. The service makes an id for the first two.
enum class statement_kind {
    query,     ///< `select`, or `with`, before which it may be.
    catalogue, ///< `show` and `desc`, which ask about the tables.
    change     ///< Everything else.
};

statement_kind kind_of(std::string_view text);

/// A question about the tables, in the engine's own words.
struct catalogue_question {
    std::string sql;      ///< With one parameter.
    std::string argument; ///< Its value.
    std::string missing;  ///< What is wrong where it has no row; empty if nothing is.
};

/// Reads `show tables`, `show databases` or `schemas`, `show columns from t`, and `desc t`, each as
/// Presto knows it; throws std::invalid_argument with what is wrong.
catalogue_question parse_catalogue_question(std::string_view text);

} // namespace mrs_emulator

#endif
