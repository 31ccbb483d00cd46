// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_DETAIL_REQUIREMENTS_HPP
#define MRS_DETAIL_REQUIREMENTS_HPP

#include <boost/version.hpp>

#if __cplusplus < 202002L
#error "mrs-client needs C++20: g++ 12 or clang 14, or later, with -std=c++20 or later"
#elif defined(__clang__) ? __clang_major__ < 14 : __GNUC__ < 12
#error "mrs-client needs a newer compiler: g++ 12 or clang 14, or later"
#elif BOOST_VERSION < 108100
#error "mrs-client needs a newer Boost: 1.81 or later"
#endif

#endif
