// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_POD_SOURCE_HPP
#define MRS_AUTH_SOURCES_POD_SOURCE_HPP

#include "auth/sources/source.hpp"
#include "net/one_exchange.hpp"
#include "net/origin.hpp"

#include <memory>
#include <string>

namespace mrs::auth {

/// Temporary access keys from the pod's identity service, which is asked with a token that the
/// orchestrator mounts.
class pod_source final : public source, private net::reply_user {
public:
    /// @param target     of the request, such as "/v1/credentials"
    /// @param token_file read for each request
    pod_source(std::unique_ptr<net::origin> service, std::string target, std::string token_file)
        : service_(std::move(service)), target_(std::move(target)),
          token_file_(std::move(token_file)), exchange_(*service_, *this) {}

    void fetch(source_user& user) override;
    void abort() noexcept override { exchange_.abort(); }
    [[nodiscard]] std::string name() const override {
        return "the pod identity service at " + service_->peer.url();
    }

private:
    void on_reply(net::response& reply) override;
    void on_no_reply(const net::transport_error& failure) override;
    void ask(const secret& authorization);

    std::unique_ptr<net::origin> service_;
    std::string target_;
    std::string token_file_;
    net::one_exchange exchange_;
    source_user* user_ = nullptr;
    secret sent_;
};

} // namespace mrs::auth

#endif
