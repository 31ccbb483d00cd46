// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_PRINTING_HPP
#define MRS_TEST_PRINTING_HPP

#include <mrs/error.hpp>

#include <boost/asio/error.hpp>

#include <ostream>

// Boost.Test prints what it compares.
namespace mrs {

inline std::ostream& operator<<(std::ostream& out, errc code) {
    return out << make_error_code(code);
}

inline std::ostream& operator<<(std::ostream& out, condition value) {
    return out << make_error_condition(value).message();
}

} // namespace mrs

namespace boost::asio::error {

inline std::ostream& operator<<(std::ostream& out, basic_errors code) {
    return out << make_error_code(code);
}

} // namespace boost::asio::error

#endif
