// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_FORMAT_HPP
#define MRS_FORMAT_HPP

#include <version>

/// @file
/// `std::format` for requests, results, statuses and errors, as `<<` prints them, where the
/// standard library has it (`__cpp_lib_format`). Width and alignment are those of a text.

#ifdef __cpp_lib_format

#include <mrs/bulk.hpp>
#include <mrs/cancel_sql.hpp>
#include <mrs/cancel_wait.hpp>
#include <mrs/error.hpp>
#include <mrs/execute_sql.hpp>
#include <mrs/log_observer.hpp>
#include <mrs/observer.hpp>
#include <mrs/sql_execution.hpp>

#include <concepts>
#include <format>
#include <sstream>
#include <string_view>

/// @cond

namespace mrs::detail {

template<typename Type, typename... Listed>
concept one_of = (std::same_as<Type, Listed> || ...);

template<typename Type>
concept formatted =
    one_of<Type, cancel_sql_request, cancel_sql_result, execute_sql_request, sql_result_request,
           sql_execution, cancel_wait_result, bulk_outcome, bulk_summary, diagnostics, error, errc,
           condition, stop_reason, cancel_status, sql_state, wait_outcome, bulk_end, retry_reason,
           retire_reason, log_level>;

} // namespace mrs::detail

template<mrs::detail::formatted Type>
struct std::formatter<Type, char> : std::formatter<std::string_view, char> {
    template<typename Context>
    auto format(const Type& value, Context& context) const {
        std::ostringstream text;
        text << value;
        return std::formatter<std::string_view, char>::format(text.view(), context);
    }
};

/// @endcond

#endif

#endif
