// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_VERSION_HPP
#define MRS_VERSION_HPP

/// The library's version, as Semantic Versioning 2.0.0 orders it.
#define MRS_VERSION_MAJOR 1
#define MRS_VERSION_MINOR 0
#define MRS_VERSION_PATCH 0
#define MRS_VERSION_STRING "1.0.0"

#endif
