// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_IAM_SOURCE_HPP
#define MRS_AUTH_SOURCES_IAM_SOURCE_HPP

#include "auth/sources/source.hpp"
#include "net/one_exchange.hpp"
#include "net/origin.hpp"

#include <mrs/iam_password.hpp>

#include <memory>
#include <string>

namespace mrs::auth {

/// Tokens that IAM gives for a password.
class iam_source final : public source, private net::reply_user {
public:
    /// @throws mrs::error with `errc::invalid_argument` where a name or the password cannot be used
    iam_source(iam_password user, std::string project_id, std::unique_ptr<net::origin> iam);

    void fetch(source_user& user) override;
    void abort() noexcept override { exchange_.abort(); }
    [[nodiscard]] std::string name() const override { return "IAM at " + iam_->peer.url(); }

private:
    void on_reply(net::response& reply) override;
    void on_no_reply(const net::transport_error& failure) override;

    const iam_password account_;
    const std::string project_id_;
    std::unique_ptr<net::origin> iam_;
    net::one_exchange exchange_;
    source_user* user_ = nullptr;
};

} // namespace mrs::auth

#endif
