// SPDX-License-Identifier: BSL-1.0
#include "error_table.hpp"

#include "error_codes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace mrs_emulator {
namespace {

struct gateway_row {
    std::string_view suffix;
    unsigned status;
    std::string_view text;
};

constexpr std::array<gateway_row, 32> gateway_rows{{
    {"0101", 404, "The API does not exist or has not been published in the environment"},
    {"0103", 500, "The backend does not exist"},
    {"0104", 500, "The plug-ins do not exist"},
    {"0105", 500, "The backend configurations do not exist"},
    {"0106", 400, "Orchestration error"},
    {"0201", 400, "Bad request"},
    {"0204", 400, "The TLS protocol is not supported"},
    {"0301", 401, "Incorrect IAM authentication information"},
    {"0302", 403, "The IAM user is not allowed to access the API"},
    {"0303", 401, "Incorrect app authentication information"},
    {"0304", 403, "The app is not allowed to access the API"},
    {"0305", 401, "Incorrect authentication information"},
    {"0306", 403, "Access to the API is not allowed"},
    {"0307", 401, "The token must be updated"},
    {"0308", 429, "The throttling threshold has been reached"},
    {"0310", 403, "The project is unavailable"},
    {"0401", 403, "Unknown client IP address"},
    {"0402", 403, "The IP address is not authorized to access the API"},
    {"0404", 403, "Access to the backend IP address has been denied"},
    {"0501", 405, "The app quota has been reached"},
    {"0502", 405, "The app has been frozen"},
    {"0601", 500, "Internal server error"},
    {"0602", 400, "Bad request"},
    {"0605", 500, "Domain name resolution failed"},
    {"0606", 500, "Failed to load the API configurations"},
    {"0608", 500, "Failed to obtain the current time"},
    {"0610", 502, "No backend is available"},
    {"0611", 500, "The backend port was not found"},
    {"0612", 500, "The request cannot forward itself"},
    {"0613", 503, "The IAM service is currently unavailable"},
    {"0802", 403, "The IAM user is forbidden in the currently selected region"},
    {"1009", 400, "AppKey or AppSecret is invalid"},
}};

std::string text_in(const boost::json::value& row, std::string_view name) {
    const auto& text = row.at(name).as_string();
    return {text.data(), text.size()};
}

using service_table = std::map<std::string, documented_error, std::less<>>;

service_table read_service_table() {
    service_table table;
    const auto rows = boost::json::parse(error_codes);
    for (const auto& row : rows.as_array()) {
        documented_error error;
        error.status = row.at("status").to_number<unsigned>();
        error.code = text_in(row, "code");
        error.english = text_in(row, "en");
        error.chinese = text_in(row, "zh");
        std::string code = error.code;
        table.emplace(std::move(code), std::move(error));
    }
    return table;
}

// Those that newer editions list with 400: 0160 to 0172 in their tables, the other two as is to be
// expected of them.
bool is_400_by_now(std::string_view code) {
    return (code >= "0160" && code <= "0172" && code.size() == 4) || code == "0176" ||
           code == "0201";
}

std::optional<documented_error> find_gateway_error(std::string_view code) {
    const std::size_t dot = code.find('.');
    const std::string_view prefix = code.substr(0, dot);
    if (dot == code.npos || (prefix != "APIGW" && prefix != "APIG"))
        return std::nullopt;
    const std::string_view suffix = code.substr(dot + 1);
    const auto found =
        std::find_if(gateway_rows.begin(), gateway_rows.end(),
                     [suffix](const gateway_row& row) { return row.suffix == suffix; });
    if (found == gateway_rows.end())
        return std::nullopt;
    return documented_error{found->status, std::string(code), std::string(found->text), {}};
}

} // namespace

std::optional<documented_error> find_documented_error(std::string_view code, edition documents) {
    static const service_table table = read_service_table();
    const auto found = table.find(code);
    if (found == table.end())
        return find_gateway_error(code);
    documented_error error = found->second;
    if (documents == edition::of_2025 && is_400_by_now(code))
        error.status = 400;
    return error;
}

} // namespace mrs_emulator
