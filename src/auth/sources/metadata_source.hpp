// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_METADATA_SOURCE_HPP
#define MRS_AUTH_SOURCES_METADATA_SOURCE_HPP

#include "auth/sources/source.hpp"
#include "net/one_exchange.hpp"
#include "net/origin.hpp"

#include <memory>
#include <string>

namespace mrs::auth {

/// Temporary access keys from the metadata service of the virtual machine: first a session token,
/// where the service knows of such, and with it the key.
class metadata_source final : public source, private net::reply_user {
public:
    explicit metadata_source(std::unique_ptr<net::origin> service)
        : service_(std::move(service)), exchange_(*service_, *this) {}

    void fetch(source_user& user) override;
    void abort() noexcept override { exchange_.abort(); }
    [[nodiscard]] std::string name() const override {
        return "the metadata service at " + service_->peer.url();
    }

private:
    void on_reply(net::response& reply) override;
    void on_no_reply(const net::transport_error& failure) override;
    void on_session(net::response& reply);
    void ask_for_key();

    std::unique_ptr<net::origin> service_;
    net::one_exchange exchange_;
    source_user* user_ = nullptr;
    secret session_;
    bool has_session_ = false; ///< Its answer has come, with or without one.
};

} // namespace mrs::auth

#endif
