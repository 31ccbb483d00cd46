-- SPDX-License-Identifier: BSL-1.0
-- wrk's part of scripts/bench: the same request, built once, so that wrk does nothing for each.

wrk.method = "POST"
wrk.path = "/v2/" .. os.getenv("MRS_PROJECT_ID") .. "/clusters/" .. os.getenv("MRS_CLUSTER_ID") ..
    "/sql-execution/20261124_061500_00042_abcde/cancel"
wrk.headers["User-Agent"] = "wrk-bench/1.0"
wrk.headers["Accept"] = "application/json"
wrk.headers["Content-Type"] = "application/json; charset=utf-8"
wrk.headers["Content-Length"] = "0"
wrk.headers["X-Auth-Token"] = os.getenv("MRS_AUTH_TOKEN")

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests_in_all":%d,"wall_s":%f,"requests_per_s":%f,"errors":%d}\n',
        summary.requests, summary.duration / 1e6, summary.requests / summary.duration * 1e6,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
