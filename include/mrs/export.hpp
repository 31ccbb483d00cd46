// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EXPORT_HPP
#define MRS_EXPORT_HPP

#include <mrs/detail/requirements.hpp>

/// Marks what the shared library shows; all else in it is hidden.
#define MRS_EXPORT [[gnu::visibility("default")]]

#endif
