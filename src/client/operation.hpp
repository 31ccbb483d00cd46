// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLIENT_OPERATION_HPP
#define MRS_CLIENT_OPERATION_HPP

#include "api/answer.hpp"
#include "api/request_target.hpp"
#include "core/clock.hpp"
#include "pacing/permit_queue.hpp"

#include <mrs/error.hpp>
#include <mrs/observer.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mrs::detail {

class client_impl;

/// What a call came to that has its answer.
struct call_outcome {
    api::answer answer;
    int http_status = 0;
    std::string request_id;
    int attempts = 0;
    duration elapsed{0};
};

/// What a call asks for, how the answer reads, and who receives it.
class operation {
public:
    explicit operation(client_impl& client) noexcept : client_(client) {}
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;

    [[nodiscard]] client_impl& client() const noexcept { return client_; }

    /// See `call_limits::patient`.
    [[nodiscard]] virtual bool patient() const noexcept { return false; }
    /// A patient call was throttled, and waits for its next permit.
    virtual void on_throttled() {}

    /// Whether the request may be sent again where it may have been carried out.
    [[nodiscard]] virtual bool repeatable() const noexcept { return true; }
    /// See `call_limits::read_only`.
    [[nodiscard]] virtual bool read_only() const noexcept { return false; }
    /// The quota that its requests count for.
    [[nodiscard]] virtual pacing::permit_queue& permits() noexcept;
    [[nodiscard]] virtual std::string_view method() const noexcept { return "POST"; }
    [[nodiscard]] virtual std::string_view body() const noexcept { return {}; }
    /// How large the body of an answer may be.
    [[nodiscard]] virtual std::size_t largest_answer() const noexcept;

    [[nodiscard]] virtual const char* name() const noexcept = 0;
    /// Adds what is the operation's own.
    virtual void describe(call_info& shown) const noexcept = 0;
    /// Checks the arguments, and says what is wrong with them.
    virtual api::problem prepare() = 0;
    virtual void append_target(std::string& to) const = 0;
    virtual api::answer decode(int http_status, std::string_view body) = 0;
    virtual void deliver_answer(call_outcome&& decided) = 0;
    virtual void deliver_error(const error_code& ec, std::shared_ptr<const diagnostics> info) = 0;

protected:
    ~operation() = default;

private:
    client_impl& client_;
};

} // namespace mrs::detail

#endif
