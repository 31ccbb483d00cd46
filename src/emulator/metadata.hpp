// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_METADATA_HPP
#define MRS_EMULATOR_METADATA_HPP

#include "http_message.hpp"
#include "route.hpp"
#include "state.hpp"
#include "utc_time.hpp"

namespace mrs_emulator {

/// Stands in for a virtual machine's metadata service and a pod's identity agent: it makes
/// temporary access keys, which the API then knows.
class metadata {
public:
    explicit metadata(emulator_state& state) : state_(state) {}

    http_reply handle(const http_request& request, utc_time now);

private:
    [[nodiscard]] http_answer struck(const fault_rule& fault) const;
    http_answer perform(operation call, const http_request& request, utc_time now);
    http_answer make_token(const http_request& request, utc_time now);
    http_answer make_security_key(const http_request& request, utc_time now);
    http_answer make_pod_key(const http_request& request, utc_time now);
    access_key make_key(utc_time now);

    emulator_state& state_;
};

} // namespace mrs_emulator

#endif
