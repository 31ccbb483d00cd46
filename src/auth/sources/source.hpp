// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_SOURCE_HPP
#define MRS_AUTH_SOURCES_SOURCE_HPP

#include "auth/signing/identity.hpp"
#include "core/clock.hpp"
#include "pacing/retry_policy.hpp"

#include <mrs/error.hpp>

#include <string>
#include <utility>

namespace mrs::auth {

/// Why a source gave no identity.
struct source_failure {
    source_failure(errc error, std::string words) : code(error), detail(std::move(words)) {}

    /// The service refused what the source asked with: it is not asked again for a while, for
    /// accounts and keys get locked.
    static source_failure refused(errc error, std::string words) {
        source_failure result(error, std::move(words));
        result.keep = std::chrono::seconds(60);
        return result;
    }
    /// Asking again at once would bring the same.
    static source_failure unusable(errc error, std::string words) {
        source_failure result(error, std::move(words));
        result.keep = std::chrono::seconds(5);
        return result;
    }
    /// The source has nothing to go by: the next one of a chain is asked.
    static source_failure lacking(std::string words) {
        source_failure result(errc::credentials_failed, std::move(words));
        result.is_lacking = true;
        return result;
    }

    errc code;
    std::string detail; ///< In words, which hold no secret.
    pacing::failure failure;
    duration keep{0}; ///< How long calls fail with it at once.
    bool is_lacking = false;
};

/// Hears what a fetch came to.
class source_user {
public:
    /// @param fresh its lifetime counts from now
    virtual void on_identity(identity fresh) = 0;
    virtual void on_source_failed(source_failure why) = 0;

protected:
    ~source_user() = default;
};

/// Where identities come from. Used on the client's strand.
class source {
public:
    source() = default;
    source(const source&) = delete;
    source& operator=(const source&) = delete;
    virtual ~source() = default;

    /// Answers `user` once, before it returns or later. One at a time.
    virtual void fetch(source_user& user) = 0;
    /// Gives up: the user hears nothing more.
    virtual void abort() noexcept {}

    /// Whether there may be another identity than the last one that it gave.
    virtual bool renewable() { return true; }
    /// Whether it is known to have another one. Asked for each request.
    virtual bool changed(time_point) { return false; }
    /// Whether what it gave, and was refused twice in a row, is better not tried again for a while.
    [[nodiscard]] virtual bool cautious() const noexcept { return true; }
    /// For the text of an error: "IAM at https://…".
    [[nodiscard]] virtual std::string name() const = 0;
};

} // namespace mrs::auth

#endif
