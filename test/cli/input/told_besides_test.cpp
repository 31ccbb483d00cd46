// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/intake.hpp"
#include "cli/input/row_parser.hpp"
#include "intake_run.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace mrs::cli;

namespace told_besides {
namespace {

/// What a parser tells beside the rows: "=text", "@field", "~" for what it passed over, and the
/// rows themselves as "+" and "-".
class listener final : public row_sink {
public:
    void take(std::string_view, std::string_view, std::uint64_t) override {
        list.emplace_back("+");
    }
    void refuse(std::uint64_t, std::string) override { list.emplace_back("-"); }
    void row_text(std::string_view text) override { list.push_back("=" + std::string(text)); }
    void id_field(std::string_view name) override { list.push_back("@" + std::string(name)); }
    void passed_over() override { list.emplace_back("~"); }

    texts list;
};

texts told(row_format format, std::string_view text, const field_names& fields = {},
           std::size_t size = 65536) {
    listener heard;
    const auto parser = make_row_parser(format, fields);
    for (std::size_t at = 0; at < text.size(); at += size)
        parser->feed(text.substr(at, size), heard);
    parser->finish(heard);
    return heard.list;
}

} // namespace
} // namespace told_besides

BOOST_FIXTURE_TEST_SUITE(told_besides, scratch)

BOOST_AUTO_TEST_CASE(of_lines) {
    BOOST_TEST(told(row_format::lines, "a\n\n# c\n b \n") == (texts{"=a", "+", "~", "=b", "+"}));
    BOOST_TEST(told(row_format::lines, std::string(5000, 'x')) == texts{"-"});
}

BOOST_AUTO_TEST_CASE(of_csv) {
    const auto csv = [](std::string_view text, const field_names& fields = {}) {
        const texts whole = told(row_format::csv, text, fields);
        for (std::size_t size = 1; size < 9; ++size)
            BOOST_TEST(told(row_format::csv, text, fields, size) == whole, size);
        return whole;
    };
    BOOST_TEST(csv("id\na\n") == (texts{"@id", "=a", "+"}));
    BOOST_TEST(csv("sql_id,c\na,b\n", {"", "c"}) == (texts{"@sql_id", "=a,b", "+"}));
    BOOST_TEST(csv("sql_id,c\na,b\n") == (texts{"@sql_id", "~", "=a,b", "+"}));
    BOOST_TEST(csv("# x\nid\n\"a\nb\"\r\n# y\n") == (texts{"~", "@id", "=\"a\nb\"", "-", "~"}));
    BOOST_TEST(csv("id\na,b\nx\"y,z\nc\n") ==
               (texts{"@id", "=a,b", "-", "=x\"y,z", "-", "=c", "+"}));
    BOOST_TEST(csv("id\nx\"y") == (texts{"@id", "=x\"y", "-"}));
    BOOST_TEST(csv("id\n\"x\ny\n") == (texts{"@id", "=\"x\ny", "-"}));
    BOOST_TEST(csv("id\n" + std::string(70'000, 'x') + "\na\n") == (texts{"@id", "-", "=a", "+"}));
    BOOST_TEST(csv("id\nx\"y" + std::string(70'000, 'x') + "\na\n") ==
               (texts{"@id", "-", "=a", "+"}));
}

BOOST_AUTO_TEST_CASE(of_json) {
    const auto json = [](std::string_view text, const field_names& fields = {}) {
        return told(row_format::jsonl, text, fields);
    };
    const std::string one = R"({"id":"a"})";
    const std::string two = R"({"sql_id":"a","c":"b","n":{"id":1}})";
    BOOST_TEST(json(one) == (texts{"=" + one, "@id", "+"}));
    BOOST_TEST(json(two) == (texts{"=" + two, "@sql_id", "~", "+"}));
    BOOST_TEST(json(R"({"q":"a","c":"b"})", {"q", "c"}) ==
               (texts{R"(={"q":"a","c":"b"})", "@q", "+"}));
    BOOST_TEST(json(R"({"id":"a","sql_id":"b"})") ==
               (texts{R"(={"id":"a","sql_id":"b"})", "@sql_id", "~", "+"}));
    BOOST_TEST(json("[]") == (texts{"=[]", "-"}));
}

BOOST_AUTO_TEST_CASE(by_a_name_behind_which_failed_stands) {
    BOOST_TEST((format_of("ids.csv.failed") == row_format::csv));
    BOOST_TEST((format_of("ids.jsonl.failed.failed") == row_format::jsonl));
    BOOST_TEST((format_of("ids.failed") == row_format::lines));
}

BOOST_AUTO_TEST_CASE(of_refused_rows) {
    std::vector<bad_row> bad;
    intake_options chosen;
    chosen.cluster = "c";
    texts fields;
    chosen.on_id_field = [&fields](std::string_view name) { fields.emplace_back(name); };
    intake in({input_source::arguments({"x\n"}), input_source::file(write("a", "y\x01\n")),
               input_source::file(write("b.csv", "id,n\nz\x01,1\nw\n")),
               input_source::file(write("d", std::string(5000, 'x')))},
              chosen, {}, [&bad](const bad_row& one) { bad.push_back(one); });
    while (!in.all_read())
        in.read();
    BOOST_REQUIRE(bad.size() == 5u);
    BOOST_TEST(bad[0].text.value() == "x\n");
    BOOST_TEST(bad[1].text.value() == "y\x01");
    BOOST_TEST(bad[2].text.value() == "z\x01,1");
    BOOST_TEST((bad[2].format == row_format::csv));
    BOOST_TEST(bad[3].text.value() == "w");
    BOOST_TEST(!bad[4].text.has_value());
    BOOST_TEST(fields == texts{"id"});
    BOOST_TEST(in.passed_something_over());
}

BOOST_AUTO_TEST_CASE(of_the_files_that_were_read) {
    write("a", "x\n");
    write("b", "y\n");
    intake_run run({input_source::arguments({"z"}), input_source::file(path("a")),
                    input_source::file("/dev/null"), input_source::file(path("b"))});
    BOOST_REQUIRE(run.in.files().size() == 2u);
    BOOST_TEST(!run.in.files()[0].all_read);
    BOOST_TEST((run.in.files()[1].state == state_of(path("b"))));
    run.finish();
    BOOST_TEST(run.in.files()[0].all_read);
    BOOST_TEST(run.in.files()[1].all_read);
    std::ofstream(path("a"), std::ios::app) << "w\n";
    BOOST_TEST((run.in.files()[0].state != state_of(path("a"))));
    BOOST_TEST(!run.in.passed_something_over());
}

BOOST_AUTO_TEST_SUITE_END()
