// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EXECUTION_IDS_HPP
#define MRS_EXECUTION_IDS_HPP

#include <cstddef>
#include <string>
#include <string_view>

/// @cond

namespace mrs::detail {

/// What names an execution, in one piece of memory. Empty once it is moved from.
class execution_ids {
public:
    execution_ids() = default;
    execution_ids(std::string_view cluster_id, std::string_view sql_id)
        : cluster_size_(cluster_id.size()) {
        both_.reserve(cluster_id.size() + sql_id.size());
        both_.append(cluster_id).append(sql_id);
    }

    [[nodiscard]] std::string_view cluster_id() const noexcept {
        return std::string_view(both_).substr(0, cluster_size_);
    }
    [[nodiscard]] std::string_view sql_id() const noexcept {
        std::string_view rest = both_;
        rest.remove_prefix(cluster_id().size());
        return rest;
    }

private:
    std::string both_;
    std::size_t cluster_size_ = 0;
};

} // namespace mrs::detail

/// @endcond

#endif
