// SPDX-License-Identifier: BSL-1.0
#include "api/request_target.hpp"
#include "api/values.hpp"

#include <mrs/cancel_sql.hpp>

#include <memory>
#include <utility>

namespace mrs {

std::optional<std::string> cancel_sql_request::problem() const {
    return api::check_execution(cluster_id(), sql_id());
}

std::string_view to_string(cancel_status status) noexcept {
    switch (status) {
    case cancel_status::succeed:
        return "SUCCEED";
    case cancel_status::failed:
        return "FAILED";
    case cancel_status::none:
        break;
    }
    return "NONE";
}

cancel_sql_result::cancel_sql_result(cancel_status status, std::string message) : status_(status) {
    if (message.empty())
        return;
    auto own = std::make_shared<texts>();
    own->message = std::move(message);
    texts_ = std::move(own);
}

const cancel_sql_result& cancel_sql_result::throw_if_failed() const& {
    if (!failed())
        return *this;
    auto info = std::make_shared<diagnostics>();
    info->operation = "cancel_sql";
    info->detail = "the service answered FAILED";
    info->http_status = http_status_;
    info->service_message = message();
    info->request_id = request_id();
    info->attempts = attempts_;
    info->elapsed = elapsed_;
    throw error(errc::cancel_failed, std::move(info));
}

void cancel_sql_result::exchange(int http_status, std::string request_id, int attempts,
                                 std::chrono::nanoseconds elapsed) {
    if (texts_ || !request_id.empty()) {
        auto own = std::make_shared<texts>();
        own->message = message();
        own->request_id = std::move(request_id);
        texts_ = std::move(own);
    }
    http_status_ = http_status;
    attempts_ = attempts;
    elapsed_ = elapsed;
}

bool operator==(const cancel_sql_request& a, const cancel_sql_request& b) noexcept {
    return api::ids_of(a) == api::ids_of(b);
}

bool operator==(const cancel_sql_result& a, const cancel_sql_result& b) noexcept {
    return a.status() == b.status() && a.message() == b.message() &&
           api::exchange_of(a) == api::exchange_of(b) && same_value(a.info(), b.info());
}

std::ostream& operator<<(std::ostream& out, const cancel_sql_request& value) {
    return api::print_ids(out, "cancel_sql_request", value);
}

std::ostream& operator<<(std::ostream& out, const cancel_sql_result& value) {
    return api::print_result(out, to_string(value.status()), value);
}

} // namespace mrs

std::size_t std::hash<mrs::cancel_sql_request>::operator()(
    const mrs::cancel_sql_request& value) const noexcept {
    return mrs::core::hash_of(value.cluster_id(), value.sql_id());
}

std::size_t
std::hash<mrs::cancel_sql_result>::operator()(const mrs::cancel_sql_result& value) const noexcept {
    return mrs::core::hash_of(value.status(), value.message(), value.request_id());
}
