// SPDX-License-Identifier: BSL-1.0
#include "fault_delivery.hpp"

#include <string>

namespace mrs_emulator {
namespace {

delivery_manner manner_of(fault_kind kind) {
    switch (kind) {
    case fault_kind::reset:
        return delivery_manner::reset;
    case fault_kind::drop:
        return delivery_manner::drop;
    case fault_kind::stall:
        return delivery_manner::stall;
    case fault_kind::drip:
        return delivery_manner::drip;
    case fault_kind::close:
        return delivery_manner::close;
    default:
        return delivery_manner::whole;
    }
}

} // namespace

bool withholds_answer(delivery_manner manner) {
    return manner == delivery_manner::reset || manner == delivery_manner::drop ||
           manner == delivery_manner::stall;
}

http_reply reply_under(const fault_plan& plan, const std::function<http_answer()>& perform,
                       const std::function<http_answer(const fault_rule&)>& replace) {
    http_reply reply;
    reply.how.latency = plan.latency;
    if (!plan.terminal) {
        reply.answer = perform();
        return reply;
    }
    const fault_rule& fault = *plan.terminal;
    if (fault.kind == fault_kind::status || fault.kind == fault_kind::code ||
        fault.kind == fault_kind::failed || fault.kind == fault_kind::ignored) {
        reply.answer = replace(fault);
        if (fault.retry_after)
            reply.answer.headers.emplace_back("Retry-After", std::to_string(*fault.retry_after));
        return reply;
    }
    reply.how.manner = manner_of(fault.kind);
    reply.how.framing = fault.framing;
    reply.how.drip_interval = fault.duration;
    if (!withholds_answer(reply.how.manner) || !fault.before)
        reply.answer = perform();
    return reply;
}

} // namespace mrs_emulator
