// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_SUPPORT_PRINT_HPP
#define MRS_TEST_SUPPORT_PRINT_HPP

#include "net/response_parser.hpp"
#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <boost/asio/error.hpp>

#include <ostream>

// Boost.Test finds these by argument-dependent lookup, so that BOOST_TEST can show both sides.
// Public values print themselves.

namespace mrs::pacing {

inline std::ostream& boost_test_print_type(std::ostream& out, fault kind) {
    static constexpr const char* names[] = {"permanent", "transient", "throttled"};
    return out << names[static_cast<int>(kind)];
}

} // namespace mrs::pacing

namespace mrs::net {

inline std::ostream& boost_test_print_type(std::ostream& out, response_reader::state state) {
    static constexpr const char* names[] = {"incomplete", "complete", "failed"};
    return out << names[static_cast<int>(state)];
}

} // namespace mrs::net

namespace boost::asio::error {

inline std::ostream& boost_test_print_type(std::ostream& out, basic_errors code) {
    return out << make_error_code(code);
}

} // namespace boost::asio::error

#endif
