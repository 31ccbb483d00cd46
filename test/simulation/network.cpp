// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include "connection.hpp"

#include <utility>

namespace simulation {

std::shared_ptr<mrs::net::connection> network::make_connection(mrs::net::origin& target,
                                                               mrs::net::connection_owner& owner) {
    return std::make_shared<connection>(*this, target, owner);
}

std::optional<outage::kind> network::away(const mrs::net::origin& target) const {
    return target.url == backup_url ? std::nullopt : peer.away();
}

opening network::next_opening(const mrs::net::origin& target) {
    const auto absent = away(target);
    if (absent == outage::kind::refusing)
        return opening::refused;
    if (absent == outage::kind::swallowing)
        return opening::swallowed;
    if (random_.below(1000) >= plan_.unopened)
        return opening::opens;
    return random_.once_in(2) ? opening::refused : opening::swallowed;
}

passage network::next_passage(const mrs::net::origin& target) {
    const auto absent = away(target);
    if (absent == outage::kind::refusing)
        return passage::lost_before;
    if (absent == outage::kind::swallowing)
        return passage::swallowed;
    if (random_.below(1000) >= plan_.faults)
        return passage::answered;
    return static_cast<passage>(1 + random_.below(5));
}

duration network::next_latency() {
    duration whole =
        plan_.latency / 2 + plan_.latency * static_cast<duration::rep>(random_.below(1000)) / 2000;
    if (random_.below(1000) < plan_.slow)
        whole += std::chrono::milliseconds(random_.below(30'000));
    return whole;
}

void network::begun(const std::string& subject) {
    ++requests_;
    sent_requests& of = sent_[subject];
    ++of.begun;
    if (std::exchange(of.replaces, false))
        return;
    of.last = time.now();
    if (on_request)
        on_request(subject);
}

void network::stale(const std::string& subject) {
    sent_requests& of = sent_[subject];
    ++of.stale;
    of.replaces = true;
}

sent_requests network::sent(const std::string& subject) const {
    const auto found = sent_.find(subject);
    return found == sent_.end() ? sent_requests() : found->second;
}

} // namespace simulation
