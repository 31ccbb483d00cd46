// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EXECUTION_IDS_HPP
#define MRS_EXECUTION_IDS_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

/// @cond

namespace mrs::detail {

/// What names an execution. Two ids of 36 bytes, as the service's own are, stay in the object: a
/// cancel then allocates nothing. Empty once it is moved from.
class execution_ids {
public:
    execution_ids() = default;
    execution_ids(std::string_view cluster_id, std::string_view sql_id)
        : cluster_size_(cluster_id.size()), size_(cluster_id.size() + sql_id.size()) {
        char* to = near_.data();
        if (size_ > near_.size()) {
            auto far = std::make_shared<std::string>(size_, '\0');
            to = far->data();
            far_ = std::move(far);
        }
        std::copy(sql_id.begin(), sql_id.end(),
                  std::copy(cluster_id.begin(), cluster_id.end(), to));
    }
    execution_ids(const execution_ids&) = default;
    execution_ids(execution_ids&& other) noexcept : execution_ids(other) { other.clear(); }
    execution_ids& operator=(const execution_ids&) = default;
    execution_ids& operator=(execution_ids&& other) noexcept {
        if (this != &other) {
            *this = other;
            other.clear();
        }
        return *this;
    }
    ~execution_ids() = default;

    [[nodiscard]] std::string_view cluster_id() const noexcept {
        return both().substr(0, cluster_size_);
    }
    [[nodiscard]] std::string_view sql_id() const noexcept { return both().substr(cluster_size_); }

private:
    void clear() noexcept {
        far_.reset();
        cluster_size_ = size_ = 0;
    }
    [[nodiscard]] std::string_view both() const noexcept {
        return {far_ ? far_->data() : near_.data(), size_};
    }

    std::array<char, 72> near_{};
    std::shared_ptr<const std::string> far_; ///< Where they are longer; null otherwise.
    std::size_t cluster_size_ = 0;
    std::size_t size_ = 0;
};

} // namespace mrs::detail

/// @endcond

#endif
