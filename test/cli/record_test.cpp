// SPDX-License-Identifier: BSL-1.0
#include "cli/journal/record.hpp"
#include "cli/output/figures.hpp"
#include "outcomes.hpp"

#include <boost/crc.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

using namespace mrs::cli;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::system_clock::time_point moment{1795500900s + 7ms};

journal_record written_and_read(const outcome& one) {
    const auto record = parse_record(to_record(one, moment));
    BOOST_REQUIRE(record.has_value());
    return *record;
}

/// A line with the checksum that fits it; zlib says the same.
std::string sealed(std::string line) {
    if (!line.ends_with('}'))
        return line;
    line.pop_back();
    boost::crc_32_type sum;
    sum.process_bytes(line.data(), line.size());
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08lx",
                  static_cast<unsigned long>(sum.checksum()));
    return line + R"(,"crc32":")" + digits.data() + "\"}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(journal_records)

BOOST_AUTO_TEST_CASE(are_the_outcomes_json_with_its_time) {
    BOOST_TEST(to_record(succeeded("x"), moment) ==
               "{\"at\":\"2026-11-24T06:15:00.007Z\",\"id\":\"x\",\"cluster\":\"c1\","
               "\"outcome\":\"SUCCEED\",\"crc32\":\"001997a0\"}\n");
}

BOOST_AUTO_TEST_CASE(have_times_in_utc) {
    using std::chrono::system_clock;
    BOOST_TEST(utc_text(system_clock::time_point(0s)) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(utc_text(system_clock::time_point(951827696s + 999ms + 999us)) ==
               "2000-02-29T12:34:56.999Z");
    BOOST_TEST(utc_text(system_clock::time_point(-1ms)) == "1969-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(give_back_what_became_of_an_id) {
    const auto record = written_and_read(succeeded("x"));
    BOOST_TEST(record.cluster == "c1");
    BOOST_TEST(record.id == "x");
    BOOST_TEST((record.kind == outcome_kind::succeeded));
    BOOST_TEST((written_and_read(decided(mrs::cancel_status::failed, "no\nway")).kind ==
                outcome_kind::failed));
    BOOST_TEST(
        (written_and_read(failed_with(mrs::errc::sql_not_found)).kind == outcome_kind::unknown));
}

BOOST_AUTO_TEST_CASE(tell_whether_the_end_was_seen) {
    using mrs::sql_state;
    using mrs::wait_outcome;
    BOOST_TEST(!written_and_read(succeeded()).ended);
    BOOST_TEST(written_and_read(waited(wait_outcome::stopped, sql_state::failed)).ended);
    BOOST_TEST(written_and_read(waited(wait_outcome::had_ended, sql_state::finished)).ended);
    BOOST_TEST(!written_and_read(waited(wait_outcome::not_cancelled, sql_state::running)).ended);
}

BOOST_AUTO_TEST_CASE(give_back_an_id_of_any_bytes) {
    std::string id;
    for (int byte = 0; byte < 256; ++byte)
        id += static_cast<char>(byte);
    BOOST_TEST(written_and_read(succeeded(id)).id == id);
    BOOST_TEST(written_and_read(succeeded("取消\\\"")).id == "取消\\\"");
}

BOOST_AUTO_TEST_CASE(are_refused_where_they_are_none) {
    for (const char* const line :
         {"", "\n", "{}", "[]", "x", R"({"id":"x"})", R"({"outcome":"SUCCEED"})",
          R"({"id":1,"outcome":"SUCCEED"})", R"({"id":"x","outcome":"MAYBE"})",
          R"({"id":"x","outcome":"ERROR"})", R"({"id":"x","outcome":"ERROR","error":"rejected"})",
          R"({"id":"x","id_hex":"6","outcome":"SUCCEED"})",
          R"({"id":"x","id_hex":"zz","outcome":"SUCCEED"})", R"({"id":"x","outcome":"SUCCEED"} x)",
          R"({"id":"x","outcome":"SUCCEED"}{"id":"y","outcome":"SUCCEED"})",
          R"({"id":"x","outcome":"SUCCEED")"})
        BOOST_TEST(!parse_record(sealed(line)), line);
    BOOST_TEST(parse_record(sealed(R"({"id":"x","outcome":"SUCCEED"})")).has_value());
    BOOST_TEST(!parse_record(R"({"id":"x","outcome":"SUCCEED"})").has_value());
}

BOOST_AUTO_TEST_CASE(are_marked_by_the_numbers_of_their_lines) {
    const line_ranges some{{2, 2}, {5, 900}};
    BOOST_TEST((parse_mark(to_mark(some)) == some));
    BOOST_TEST(!parse_record(to_mark(some)));
    for (const char* const line : {"{}", R"({"printed":1})", R"({"printed":[1]})",
                                   R"({"printed":[[1]]})", R"({"printed":[[1,-2]]})"})
        BOOST_TEST(!parse_mark(sealed(line)), line);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(journal_headers)

BOOST_AUTO_TEST_CASE(give_back_the_job) {
    const job of = job().add("endpoint", "https://mrs.test").add("input", "\"a\"\n").add("n", "");
    const auto header = parse_header(to_header(of));
    BOOST_REQUIRE(header.has_value());
    BOOST_TEST(header->version == journal_version);
    BOOST_TEST(header->of.difference_from(of) == "");
    BOOST_TEST(header->of.fields().size() == 3u);
}

BOOST_AUTO_TEST_CASE(of_another_version_need_hold_no_more) {
    const auto header = parse_header(R"({"journal":"mrs-cancel","version":3})");
    BOOST_REQUIRE(header.has_value());
    BOOST_TEST(header->version == 3);
}

BOOST_AUTO_TEST_CASE(are_refused_where_they_are_none) {
    for (const char* const line :
         {"", "{}", "id-1", R"({"id":"x","outcome":"SUCCEED"})",
          R"({"journal":"other","version":2,"job":[]})", R"({"journal":"mrs-cancel","job":[]})",
          R"({"journal":"mrs-cancel","version":"2","job":[]})",
          R"({"journal":"mrs-cancel","version":2})",
          R"({"journal":"mrs-cancel","version":2,"job":{}})",
          R"({"journal":"mrs-cancel","version":2,"job":[["a"]]})",
          R"({"journal":"mrs-cancel","version":2,"job":[["a",1]]})"})
        BOOST_TEST(!parse_header(sealed(line)), line);
    BOOST_TEST(
        parse_header(sealed(R"({"journal":"mrs-cancel","version":2,"job":[]})")).has_value());
    BOOST_TEST(!parse_header(R"({"journal":"mrs-cancel","version":2,"job":[]})").has_value());
}

BOOST_AUTO_TEST_CASE(that_are_torn_are_told_from_other_texts) {
    const std::string whole = to_header(job().add("input", "a"));
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST(is_torn_header(whole.substr(0, size)), size);
    BOOST_TEST(!is_torn_header(whole));
    for (const char* const other : {"x", "id-1\n", "{\"id\"", R"({"journal":"other")", "\n"})
        BOOST_TEST(!is_torn_header(other), other);
}

BOOST_AUTO_TEST_SUITE_END()
