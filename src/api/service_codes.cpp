// SPDX-License-Identifier: BSL-1.0
#include "api/service_codes.hpp"

#include <algorithm>
#include <array>

namespace mrs::api {

namespace {

using is = code_meaning;

struct code_row {
    std::string_view code;
    code_meaning meaning;
};

// "Failed to ..." alone is the service's own failure; with its reason in the request, a refusal.
// So is one to submit: it says that nothing runs.
// clang-format off
constexpr std::array<code_row, 168> service_codes = {{
    {"0023", is::passing},            {"0056", is::refused},
    {"0057", is::refused},            {"0093", is::refused},
    {"0160", is::passing},            {"0161", is::passing},
    {"0162", is::passing},            {"0165", is::refused},
    {"0166", is::passing},            {"0167", is::no_such_call},
    {"0168", is::refused},            {"0169", is::refused},
    {"0170", is::passing},            {"0171", is::passing},
    {"0172", is::passing},            {"0173", is::refused},
    {"0174", is::passing},            {"0175", is::passing},
    {"0176", is::no_such_execution},  {"0177", is::busy},
    {"0178", is::refused},            {"0179", is::refused},
    {"0180", is::passing},            {"0181", is::refused},
    {"0182", is::passing},            {"0183", is::passing},
    {"0185", is::refused},            {"0187", is::refused},
    {"0188", is::refused},            {"0189", is::passing},
    {"0190", is::refused},            {"0191", is::passing},
    {"0192", is::permission},         {"0193", is::passing},
    {"0194", is::refused},            {"0199", is::passing},
    {"0200", is::passing},            {"0201", is::no_such_execution},
    {"0202", is::throttled},          {"0211", is::refused},
    {"12000001", is::credentials},    {"12000002", is::refused},
    {"12000003", is::refused},        {"12000004", is::passing},
    {"12000009", is::refused},        {"12000012", is::refused},
    {"12000013", is::refused},        {"12000014", is::passing},
    {"12000018", is::refused},        {"12000019", is::passing},
    {"12000020", is::passing},        {"12000021", is::refused},
    {"120000212", is::passing},       {"120000213", is::refused},
    {"120000214", is::permission},    {"12000023", is::passing},
    {"12000024", is::refused},        {"12000027", is::refused},
    {"12000028", is::refused},        {"12000029", is::passing},
    {"12000030", is::refused},        {"12000031", is::refused},
    {"12000032", is::refused},        {"12000033", is::refused},
    {"12000034", is::refused},        {"12000036", is::passing},
    {"12000038", is::passing},        {"12000041", is::passing},
    {"12000042", is::passing},        {"12000043", is::refused},
    {"12000044", is::refused},        {"12000045", is::refused},
    {"12000046", is::refused},        {"12000048", is::refused},
    {"12000050", is::refused},        {"12000052", is::permission},
    {"12000053", is::refused},        {"12000054", is::refused},
    {"12000055", is::passing},        {"12000057", is::passing},
    {"12000059", is::refused},        {"12000060", is::busy},
    {"12000061", is::refused},        {"12000062", is::refused},
    {"12000063", is::refused},        {"12000064", is::refused},
    {"12000065", is::refused},        {"12000068", is::busy},
    {"12000069", is::refused},        {"12000070", is::passing},
    {"12000071", is::passing},        {"12000073", is::passing},
    {"12000087", is::passing},        {"12000090", is::refused},
    {"12000092", is::passing},        {"12000093", is::refused},
    {"12000094", is::refused},        {"12000095", is::refused},
    {"12000099", is::refused},        {"12000100", is::refused},
    {"12000101", is::refused},        {"12000102", is::passing},
    {"12000103", is::passing},        {"12000104", is::passing},
    {"12000105", is::refused},        {"12000106", is::refused},
    {"12000107", is::refused},        {"12000108", is::refused},
    {"12000109", is::passing},        {"12000110", is::passing},
    {"12000111", is::refused},        {"12000112", is::refused},
    {"12000113", is::refused},        {"12000114", is::refused},
    {"12000115", is::refused},        {"12000116", is::refused},
    {"12000117", is::refused},        {"12000118", is::passing},
    {"12000119", is::refused},        {"12000121", is::refused},
    {"12000122", is::passing},        {"12000123", is::refused},
    {"12000124", is::refused},        {"12000125", is::refused},
    {"12000126", is::passing},        {"12000127", is::passing},
    {"12000128", is::passing},        {"12000129", is::refused},
    {"12000130", is::refused},        {"12000131", is::refused},
    {"12000132", is::refused},        {"12000133", is::refused},
    {"12000134", is::passing},        {"12000135", is::refused},
    {"12000136", is::permission},     {"12000138", is::refused},
    {"12000139", is::busy},           {"12000140", is::busy},
    {"12000141", is::refused},        {"12000142", is::refused},
    {"12000154", is::busy},           {"12000156", is::passing},
    {"12000157", is::passing},        {"12000163", is::passing},
    {"12000164", is::passing},        {"12000209", is::refused},
    {"12000210", is::refused},        {"12000222", is::refused},
    {"12000223", is::refused},        {"12000224", is::refused},
    {"12000233", is::refused},        {"12000234", is::refused},
    {"12000360", is::refused},        {"12000361", is::refused},
    {"12000362", is::refused},        {"12000363", is::refused},
    {"12000504", is::refused},        {"12000505", is::refused},
    {"12000506", is::refused},        {"12000507", is::refused},
    {"12000508", is::refused},        {"12000509", is::passing},
    {"12000510", is::passing},        {"12005001", is::refused},
    {"12005002", is::refused},        {"12005003", is::refused},
    {"130000002", is::credentials},   {"13000046", is::refused},
}};

// But for 0201, which means what its HTTP status does.
constexpr std::array<code_row, 31> gateway_codes = {{
    {"0101", is::no_such_path},  {"0103", is::refused},
    {"0104", is::refused},       {"0105", is::refused},
    {"0106", is::refused},       {"0204", is::refused},
    {"0301", is::credentials},   {"0302", is::permission},
    {"0303", is::credentials},   {"0304", is::permission},
    {"0305", is::credentials},   {"0306", is::permission},
    {"0307", is::credentials},   {"0308", is::throttled},
    {"0310", is::permission},    {"0401", is::permission},
    {"0402", is::permission},    {"0404", is::permission},
    {"0501", is::refused},       {"0502", is::refused},
    {"0601", is::passing},       {"0602", is::refused},
    {"0605", is::passing},       {"0606", is::passing},
    {"0608", is::passing},       {"0610", is::passing},
    {"0611", is::passing},       {"0612", is::passing},
    {"0613", is::busy},          {"0802", is::permission},
    {"1009", is::credentials},
}};
// clang-format on

constexpr bool by_code(const code_row& a, const code_row& b) noexcept {
    return a.code < b.code;
}
static_assert(std::is_sorted(service_codes.begin(), service_codes.end(), by_code));
static_assert(std::is_sorted(gateway_codes.begin(), gateway_codes.end(), by_code));

template<std::size_t N>
code_meaning find_code(const std::array<code_row, N>& table, std::string_view code) noexcept {
    const auto found =
        std::lower_bound(table.begin(), table.end(), code_row{code, is::unknown}, by_code);
    return found != table.end() && found->code == code ? found->meaning : is::unknown;
}

} // namespace

code_meaning meaning_of(std::string_view code) noexcept {
    for (const std::string_view prefix : {"APIGW.", "APIG."})
        if (code.substr(0, prefix.size()) == prefix)
            return find_code(gateway_codes, code.substr(prefix.size()));
    return find_code(service_codes, code);
}

} // namespace mrs::api
