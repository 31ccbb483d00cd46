// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TELEMETRY_HPP
#define MRS_TELEMETRY_HPP

#include <mrs/export.hpp>
#include <mrs/observer.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// An attempt in the names of OpenTelemetry's semantic conventions for HTTP clients, stable since
/// version 1.23; this library depends on no part of OpenTelemetry.
namespace mrs::telemetry {

/// The histogram of attempts, in seconds.
inline constexpr std::string_view request_duration = "http.client.request.duration";

/// The bounds of its buckets that the conventions advise, in seconds.
inline constexpr std::array<double, 14> duration_bounds = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};

/// A name and its value, which refers to the event's.
struct attribute {
    /// A text or a number.
    using value_type = std::variant<std::string_view, std::int64_t>;

    /// Of a name and a value.
    attribute(std::string_view attribute_name, value_type attribute_value) noexcept
        : name(attribute_name), value(attribute_value) {}

    std::string_view name; ///< Such as "server.port".
    value_type value;      ///< As the conventions type it.
};

/// What distinguishes a measurement of `request_duration`: `http.request.method`,
/// `server.address`, `server.port`, `url.scheme`, `url.template`, `network.protocol.version`, and
/// where they apply `http.response.status_code` and `error.type`.
/// @throws std::bad_alloc
MRS_EXPORT std::vector<attribute> metric_attributes(const attempt_ended& event);

/// The same for a span of kind CLIENT, with `http.request.resend_count` where the request was sent
/// again. The one that is missing, `url.full`, is known when the attempt starts: `url_full`.
/// @throws std::bad_alloc
MRS_EXPORT std::vector<attribute> span_attributes(const attempt_ended& event);

/// The span's attribute `url.full`.
/// @throws std::bad_alloc
MRS_EXPORT std::string url_full(const attempt_started& event);

/// The span's name: the method and the route.
/// @throws std::bad_alloc
MRS_EXPORT std::string span_name(const attempt_started& event);

} // namespace mrs::telemetry

#endif
