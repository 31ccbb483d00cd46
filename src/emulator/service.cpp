// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include "error_body.hpp"
#include "fault_delivery.hpp"

#include <algorithm>
#include <utility>

namespace mrs_emulator {
namespace {

// What a text of the service's may be about.
std::string_view plain_or_xxx(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char each) { return each > ' ' && each < '\x7f'; })
               ? text
               : "xxx";
}

bool is_identity_call(operation call) {
    return call == operation::tokens || call == operation::projects;
}

http_answer status_answer(const fault_rule& fault, const http_request& request,
                          const route& called) {
    const unsigned status = fault.status.value();
    if (is_identity_call(called.call))
        return iam_error(status, fault.message.empty() ? "Provoked error" : fault.message);
    return status == 429 && fault.message.empty()
               ? throttled_error("limit:60,time:1 minute", request.id)
               : gateway_error(status, request.id, fault.message);
}

http_answer code_answer(const fault_rule& fault, const http_request& request, const route& called,
                        edition documents) {
    const documented_error error = find_documented_error(fault.code, documents).value();
    if (is_identity_call(called.call))
        return iam_error(error.status, fault.message.empty() ? error.english : fault.message);
    if (!error.chinese.empty())
        return service_error(error, request.header("X-Language"), fault.message);
    const std::string text =
        error.status == 429 ? error.english + ": policy user over ratelimit,limit:60,time:1 minute"
                            : error.english;
    return gateway_error(error, request.id, fault.message.empty() ? text : fault.message);
}

} // namespace

service::service(const tenant& known, emulator_state& state)
    : project_(known.project), state_(state), callers_(known.token, state),
      calls_(known.clusters, state), iam_(known.project, known.project_name, state) {}

http_reply service::handle(const http_request& request, const moment& now) {
    ++state_.counters.requests;
    const auto called = find_route(request.target);
    if (!called)
        return {gateway_error(404, request.id), {}};
    if (auto refused = refusal(request, *called, now))
        return {std::move(*refused), {}};
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
    if (method == "POST" && !request.has_header("Content-Length"))
        return gateway_error(411, request.id);
    if (called.call == operation::tokens)
        return std::nullopt;
    if (auto refused = callers_.refusal(request, now.utc))
        return refused;
    return is_sql_call(called.call) ? refuse_place(request, called) : std::nullopt;
}

std::optional<http_answer> service::refuse_place(const http_request& request,
                                                 const route& called) const {
    if (called.project != project_)
        return error(mrs_error::project_invalid, request, plain_or_xxx(called.project));
    const std::string_view named = request.header("X-Project-Id");
    if (!named.empty() && named != called.project)
        return error(mrs_error::project_invalid, request, plain_or_xxx(named));
    if (!calls_.has_cluster(called))
        return error(mrs_error::cluster_unknown, request);
    return std::nullopt;
}

http_reply service::answer_with_faults(const http_request& request, const route& called,
                                       const moment& now) {
    const fault_plan plan =
        state_.faults.match(called.call, called.sql_id, [this] { return state_.draw(); });
    const std::uint64_t decided = state_.counters.cancel_decided;
    http_reply reply = reply_under(
        plan, [&] { return perform(request, called, now); },
        [&](const fault_rule& fault) { return struck(request, called, fault); });
    if (withholds_answer(reply.how.manner))
        state_.counters.answers_lost += state_.counters.cancel_decided - decided;
    return reply;
}

http_answer service::struck(const http_request& request, const route& called,
                            const fault_rule& fault) {
    switch (fault.kind) {
    case fault_kind::status:
        return status_answer(fault, request, called);
    case fault_kind::code:
        return code_answer(fault, request, called, state_.style.documents);
    default:
        return calls_.pretend(request, called, fault);
    }
}

http_answer service::perform(const http_request& request, const route& called, const moment& now) {
    switch (called.call) {
    case operation::tokens:
        return iam_.authenticate(request, now.utc);
    case operation::projects:
        return iam_.list_projects(request);
    case operation::result:
        return calls_.result(request, called);
    default:
        return calls_.perform(request, called);
    }
}

http_answer service::error(mrs_error cause, const http_request& request,
                           std::string_view subject) const {
    return service_error(cause, {state_.style.documents, request.header("X-Language")}, subject);
}

} // namespace mrs_emulator
