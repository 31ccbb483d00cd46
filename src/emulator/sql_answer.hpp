// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_SQL_ANSWER_HPP
#define MRS_EMULATOR_SQL_ANSWER_HPP

#include "answer_style.hpp"
#include "execution.hpp"
#include "http_message.hpp"

#include <string>
#include <string_view>

namespace mrs_emulator {

/// What a cancel is answered.
http_answer cancel_answer(unsigned status, std::string_view outcome, std::string_view message = {});

/// What a submission or a query is answered. The id is empty where the service makes none.
http_answer execution_answer(const execution_report& report, const answer_style& style);

/// What a submission is answered that the engine refuses, in the edition of 2021, and what a
/// provoked failure is in either.
http_answer refused_answer(unsigned status, const execution_report& report,
                           std::string_view message, const answer_style& style);

/// Where the rows of an execution are, `obs://bucket/path`; empty if they are nowhere.
std::string result_location(const execution_report& report);

/// The rows, each a line with its end in CR LF; a null is an empty cell, an empty text is `""`.
std::string csv_of(const statement_result& result);

} // namespace mrs_emulator

#endif
