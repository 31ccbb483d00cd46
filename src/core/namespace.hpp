// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CORE_NAMESPACE_HPP
#define MRS_CORE_NAMESPACE_HPP

namespace mrs {

/// What every room uses, and therefore names without its own.
namespace core {}
using namespace core;

} // namespace mrs

#endif
