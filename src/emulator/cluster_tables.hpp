// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_CLUSTER_TABLES_HPP
#define MRS_EMULATOR_CLUSTER_TABLES_HPP

#include "database_image.hpp"
#include "seeded_executions.hpp"
#include "statement.hpp"

#include <map>

namespace mrs_emulator {

/// The tables of each cluster.
class cluster_tables {
public:
    /// What there is now; null if nothing ever was.
    [[nodiscard]] image_ptr of(cluster_index cluster) const;

    /// Carries out a statement that changes tables, all of it or nothing, in half a second.
    statement_result change(cluster_index cluster, submission order);

private:
    std::map<cluster_index, image_ptr> images_;
};

} // namespace mrs_emulator

#endif
