// SPDX-License-Identifier: BSL-1.0
#include <mrs/cancel_sql.hpp>

#include <memory>

namespace mrs {

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

} // namespace mrs
