// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include "error_body.hpp"
#include "fault_delivery.hpp"

#include <algorithm>
#include <utility>

namespace mrs_emulator {
namespace {

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char each) { return each > ' ' && each < '\x7f'; });
}

http_answer status_answer(const fault_rule& fault, const http_request& request,
                          const route& called) {
    if (called.call == operation::tokens) {
        return iam_error(fault.status, fault.message.empty() ? "Provoked error" : fault.message);
    }
    return fault.status == 429 && fault.message.empty()
               ? throttled_error("limit:60,time:1 minute", request.id)
               : gateway_error(fault.status, request.id, fault.message);
}

http_answer invalid_project(const http_request& request, std::string_view project) {
    return service_error(mrs_error::project_invalid, request.header("X-Language"),
                         is_plain(project) ? project : "xxx");
}

} // namespace

service::service(const tenant& known, emulator_state& state)
    : project_(known.project), state_(state), callers_(known.token, state),
      calls_(known.clusters, state), iam_(known.project, known.project_name, state) {}

http_reply service::handle(const http_request& request, const moment& now) {
    ++state_.counters.requests;
    const auto called = find_route(request.target);
    if (!called) {
        return {gateway_error(404, request.id), {}};
    }
    if (auto refused = refusal(request, *called, now)) {
        return {std::move(*refused), {}};
    }
    if (called->call == operation::cancel) {
        ++state_.counters.cancel_requests;
        if (state_.quota && !state_.quota->admit(now.steady)) {
            ++state_.counters.throttled;
            return {throttled_error(state_.quota->description(), request.id), {}};
        }
    }
    return answer_with_faults(request, *called, now);
}

std::optional<http_answer> service::refusal(const http_request& request, const route& called,
                                            const moment& now) {
    const std::string_view method = method_of(called.call);
    if (request.method != method) {
        http_answer answer = gateway_error(405, request.id);
        answer.headers.emplace_back("Allow", method);
        return answer;
    }
    if (method == "POST" && !request.has_header("Content-Length")) {
        return gateway_error(411, request.id);
    }
    if (!is_sql_call(called.call)) {
        return std::nullopt;
    }
    if (auto refused = callers_.refusal(request, now.utc)) {
        return refused;
    }
    return refuse_place(request, called);
}

std::optional<http_answer> service::refuse_place(const http_request& request,
                                                 const route& called) const {
    if (called.project != project_) {
        return invalid_project(request, called.project);
    }
    const std::string_view named = request.header("X-Project-Id");
    if (!named.empty() && named != called.project) {
        return invalid_project(request, named);
    }
    if (!calls_.has_cluster(called)) {
        return service_error(mrs_error::cluster_unknown, request.header("X-Language"));
    }
    return std::nullopt;
}

http_reply service::answer_with_faults(const http_request& request, const route& called,
                                       const moment& now) {
    const fault_plan plan =
        state_.faults.match(called.call, called.sql_id, [this] { return state_.draw(); });
    const std::uint64_t decided = state_.counters.cancel_decided;
    http_reply reply = reply_under(
        plan, [&] { return perform(request, called, now); },
        [&](const fault_rule& fault) {
            return fault.kind == fault_kind::status ? status_answer(fault, request, called)
                                                    : calls_.pretend(request, called, fault);
        });
    if (withholds_answer(reply.how.manner)) {
        state_.counters.answers_lost += state_.counters.cancel_decided - decided;
    }
    return reply;
}

http_answer service::perform(const http_request& request, const route& called, const moment& now) {
    return called.call == operation::tokens ? iam_.authenticate(request, now.utc)
                                            : calls_.perform(request, called);
}

} // namespace mrs_emulator
