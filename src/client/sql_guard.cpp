// SPDX-License-Identifier: BSL-1.0
#include "core/process_mark.hpp"

#include <mrs/sql_guard.hpp>

#include <exception>
#include <utility>

namespace mrs {

sql_guard::sql_guard(const client& by, cancel_sql_request execution, call_options options,
                     handler on_cancelled)
    : impl_(execution.sql_id().empty() ? nullptr : by.impl_), execution_(std::move(execution)),
      options_(std::move(options)), on_cancelled_(std::move(on_cancelled)),
      process_(process_mark::current()) {}

sql_guard::sql_guard(sql_guard&& other) noexcept = default;

sql_guard& sql_guard::operator=(sql_guard&& other) noexcept {
    if (this != &other) {
        cancel();
        impl_ = std::move(other.impl_);
        execution_ = std::move(other.execution_);
        options_ = other.options_;
        on_cancelled_ = std::move(other.on_cancelled_);
        process_ = other.process_;
    }
    return *this;
}

sql_guard::~sql_guard() {
    cancel();
}

bool sql_guard::guards() const noexcept {
    return impl_ != nullptr && process_ == process_mark::current();
}

void sql_guard::cancel() noexcept {
    const bool own = guards(); // What the parent guards is not for its child to stop.
    const auto impl = std::exchange(impl_, nullptr);
    if (!own)
        return;
    try {
        auto heard = [tell = std::move(on_cancelled_)](error_code ec, cancel_sql_result result) {
            if (tell)
                tell(ec, std::move(result));
        };
        detail::start_cancel_sql(impl, std::move(heard), std::move(execution_), options_);
    } catch (const std::exception&) {
        // Without memory for the call there is none for telling it.
    }
}

} // namespace mrs
