// SPDX-License-Identifier: BSL-1.0
#include "cluster_tables.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

namespace mrs_emulator {

image_ptr cluster_tables::of(cluster_index cluster) const {
    const auto found = images_.find(cluster);
    return found == images_.end() ? nullptr : found->second;
}

statement_result cluster_tables::change(cluster_index cluster, submission order) {
    statement changing(std::make_shared<const submission>(std::move(order)), of(cluster));
    statement_result result =
        changing.run_until(std::chrono::steady_clock::now() + most_time_in_call);
    try {
        if (result.succeeded)
            images_[cluster] = changing.tables_left();
    } catch (const std::runtime_error& error) {
        result = statement_result();
        result.message = error.what();
    }
    return result;
}

} // namespace mrs_emulator
