// SPDX-License-Identifier: BSL-1.0
#include "pool/endpoint_choice.hpp"

#include <utility>

namespace mrs::pool {

bool moves_on(errc code) noexcept {
    switch (code) {
    case errc::resolve_failed:
    case errc::host_not_found:
    case errc::connect_failed:
    case errc::connect_timeout:
    case errc::tls_failed:
    case errc::not_tls:
    case errc::handshake_timeout:
    case errc::proxy_refused:
    case errc::proxy_timeout:
        return true;
    default:
        return false;
    }
}

void endpoint_choice::succeeded() noexcept {
    row_ = 0;
    curable_ = false;
    hopeless_before_ = 0;
}

std::optional<net::transport_error> endpoint_choice::failed(turn of, net::transport_error failure) {
    if (count_ == 1 || !moves_on(failure.code))
        return failure;
    if (of == current_) {
        ++current_;
        curable_ = curable_ || failure.kind != pacing::fault::permanent;
        if (++row_ == count_) {
            row_ = 0;
            curable_round_ = std::exchange(curable_, false);
            hopeless_before_ = current_;
        }
    }
    if (of >= hopeless_before_)
        return std::nullopt;
    // The last endpoint's own fault must not keep a call from trying the others once more.
    if (curable_round_)
        failure.kind = pacing::fault::transient;
    return failure;
}

} // namespace mrs::pool
