// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_API_TRACE_CONTEXT_HPP
#define MRS_API_TRACE_CONTEXT_HPP

#include "api/request_target.hpp"

#include <string_view>

namespace mrs::api {

/// The two headers of W3C's Trace Context, level 1; both may be empty. What is right by its grammar
/// can do no harm to a request.
problem check_trace_context(std::string_view traceparent, std::string_view tracestate);

} // namespace mrs::api

#endif
