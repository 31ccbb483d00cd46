// SPDX-License-Identifier: BSL-1.0
#include "../unprinted_texts.hpp"
#include "cli/input/intake.hpp"
#include "intake_run.hpp"
#include "scratch.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace mrs::cli;
using namespace std::string_literals;

namespace intakes {
namespace {

/// An id for every number, each with a line of its own.
std::string numbered(int count) {
    std::string text;
    for (int id = 0; id < count; ++id)
        text += "id-" + std::to_string(id) + '\n';
    return text;
}

} // namespace
} // namespace intakes

BOOST_FIXTURE_TEST_SUITE(intakes, scratch)

BOOST_AUTO_TEST_CASE(take_arguments_as_they_are) {
    intake_run run({input_source::arguments({"a", " # ", "", "a", "b\n", "-"}, true)});
    BOOST_TEST(run.in.ready());
    BOOST_TEST(run.in.descriptor() == -1);
    run.finish();
    BOOST_TEST(run.ids == (texts{"a", " # ", "-"}));
    BOOST_TEST(run.bad == (texts{"argument 3: sql_id is empty",
                                 "argument 5: sql_id has a control character"}));
    BOOST_TEST(run.in.counts().duplicates == 1u);
    BOOST_TEST(!run.in.ready());
    BOOST_TEST(run.in.descriptor() == -1);
}

BOOST_AUTO_TEST_CASE(of_nothing_end_at_once) {
    intake_run none({});
    BOOST_TEST(none.in.ended());
    none.in.read();
    BOOST_TEST(!none.in.next().has_value());
    intake_run empty({input_source::arguments({}), input_source::file(write("empty", ""))});
    empty.finish();
    BOOST_TEST(empty.ids == texts{});
    BOOST_TEST(empty.in.error() == "");
}

BOOST_AUTO_TEST_CASE(go_through_their_sources_in_order) {
    std::vector<std::string> many;
    many.reserve(3000);
    for (int id = 0; id < 3000; ++id)
        many.push_back("id-" + std::to_string(id));
    intake_run run({input_source::file(write("a.csv", "id,x\na,1\nb,2")),
                    input_source::arguments(many), input_source::file(write("b", "c\na")),
                    input_source::file(write("c.jsonl", "{\"id\":\"d\"}\n"))});
    run.finish();
    BOOST_REQUIRE(run.ids.size() == 3004u);
    BOOST_TEST(run.ids[0] == "a");
    BOOST_TEST(run.ids[1] == "b");
    BOOST_TEST(run.ids[3001] == "id-2999");
    BOOST_TEST(run.ids[3002] == "c");
    BOOST_TEST(run.ids[3003] == "d");
    BOOST_TEST(run.in.counts().duplicates == 1u);
    BOOST_TEST(run.in.counts().accepted == 3004u);
    BOOST_TEST(run.in.counts().taken == 3004u);
}

BOOST_AUTO_TEST_CASE(give_rows_out_as_they_come) {
    intake_run run({input_source::file(write("ids", "\na\nb\n"))});
    BOOST_TEST(run.in.ready());
    BOOST_TEST(!run.in.next().has_value());
    run.in.read();
    BOOST_TEST((run.in.next() == row{"a", "", 2}));
    BOOST_TEST(run.in.counts().accepted == 2u);
    BOOST_TEST(run.in.counts().taken == 1u);
    run.in.read(); // the end
    BOOST_TEST(!run.in.ready());
    BOOST_TEST(!run.in.ended());
    BOOST_TEST((run.in.next() == row{"b", "", 3}));
    BOOST_TEST(run.in.ended());
}

BOOST_AUTO_TEST_CASE(tell_rows_apart_by_cluster_and_id) {
    const auto source =
        input_source::file(write("ids.csv", "sql_id,cluster\na,\na,c\na,d\na,d\nb,e/f\n"));
    intake_run run({source}, {"c", {"", "cluster"}, {}});
    while (run.in.ready())
        run.in.read();
    BOOST_TEST((run.in.next() == row{"a", "", 2}));
    BOOST_TEST((run.in.next() == row{"a", "d", 4}));
    BOOST_TEST(run.in.counts().duplicates == 2u);
    BOOST_TEST(
        run.bad ==
        texts{path() + "/ids.csv, line 6: cluster_id has a character outside [A-Za-z0-9_-]"});
    intake_run without({source}, {"", {"", "cluster"}, {}});
    without.finish();
    BOOST_TEST(without.bad.front() == path() + "/ids.csv, line 2: cluster_id is empty");
}

BOOST_AUTO_TEST_CASE(leave_out_what_was_answered_before) {
    known_rows known;
    row_hasher hash;
    known.try_emplace(hash("c", "a"), row_state::answered);
    known.try_emplace(hash("d", "b"), row_state::answered);
    intake_run run({input_source::arguments({"a", "b", "a", "b"})}, {"c", {}, {}},
                   std::move(known));
    run.finish();
    BOOST_TEST(run.ids == texts{"b"});
    BOOST_TEST(run.in.counts().answered_before == 2u);
    BOOST_TEST(run.in.counts().duplicates == 1u);
}

BOOST_AUTO_TEST_CASE(share_their_rows_with_other_shards) {
    const std::string name = write("ids", numbered(1000) + "\x01\n");
    std::size_t rows = 0;
    for (const std::uint64_t index : {0U, 1U, 2U}) {
        intake_run run({input_source::file(name)}, {"c", {}, shard(index, 3)});
        run.finish();
        rows += run.ids.size();
        BOOST_TEST(run.ids.size() > 250u);
        BOOST_TEST(run.in.counts().other_shard == 1000 - run.ids.size());
        BOOST_TEST(run.in.counts().bad == 1u);
    }
    BOOST_TEST(rows == 1000u);
}

BOOST_AUTO_TEST_CASE(end_early_where_a_source_makes_no_sense) {
    intake_run run({input_source::arguments({"a"}), input_source::file(write("b.csv", "x\ny\n")),
                    input_source::arguments({"c"})});
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
    BOOST_TEST(run.in.error() == "cannot read " + path() +
                                     "/b.csv: line 1, the header: no column is named sql_id or"
                                     " id; --id-field names another");
}

BOOST_AUTO_TEST_CASE(refuse_what_is_plainly_no_id_unless_the_format_is_told) {
    const std::string text = "a\nb c\n\"d\"\ne,f\ng\xe2\x80\xae\n";
    const std::string name = write("ids", text);
    intake_run run({input_source::arguments({"x y"}), input_source::file(name)});
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
    const std::string rest = ", so that it is no id; with --format it is taken as it is";
    BOOST_TEST(run.bad ==
               (texts{"argument 1: it has a blank" + rest, name + ", line 2: it has a blank" + rest,
                      name + ", line 3: it has a quotation mark" + rest,
                      name + ", line 4: it has a mark between columns" + rest,
                      name + ", line 5: it has a character that is not seen" + rest}));
    intake_run told(
        {input_source::arguments({"x y"}, true), input_source::file(name, row_format::lines)});
    told.finish();
    BOOST_TEST(told.ids == (texts{"x y", "a", "b c", "\"d\"", "e,f", "g\xe2\x80\xae"}));
    intake_run cells({input_source::file(write("a.csv", "id,n\n\"a b\",1\n"))});
    cells.finish();
    BOOST_TEST(cells.ids == texts{});
    BOOST_TEST(cells.in.counts().bad == 1u);
}

BOOST_AUTO_TEST_CASE(count_rows_of_every_kind) {
    intake_run run({input_source::arguments({"a", "a", "", "b"})});
    BOOST_TEST(run.in.counts().rows() == 0u);
    run.finish();
    BOOST_TEST(run.in.counts().rows() == 4u);
    BOOST_TEST(!run.in.counts().lines_lost);
}

BOOST_AUTO_TEST_CASE(tell_which_lines_are_lost) {
    const std::string name = write("a.csv", "id,n\na,1\nb,\"2\nc,3\nd,4\n");
    intake_run run({input_source::file(name)});
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
    BOOST_TEST(run.bad == texts{name + ", line 3: a quotation mark is not closed; lines 3 to 5 are"
                                       " not read"});
    BOOST_TEST(run.in.counts().lines_lost);
    BOOST_TEST(run.in.error() == "");
}

BOOST_AUTO_TEST_CASE(name_the_source_of_a_note) {
    const std::string name = write("ids", "id\na\n");
    intake_run run({input_source::file(name)});
    run.finish();
    BOOST_TEST(run.ids == texts{"a"});
    BOOST_TEST(run.notes == texts{name + ": read as CSV, for its first line is a header; --format"
                                         " lines takes it as ids"});
}

BOOST_AUTO_TEST_CASE(let_the_handler_of_bad_rows_throw) {
    intake in({input_source::arguments({""})}, {"c", {}, {}}, {},
              [](const bad_row&) { throw std::runtime_error("no"); });
    BOOST_CHECK_THROW(in.read(), std::runtime_error);
}

/// Row B5 of the fault list: whatever is wrong with an input is told by source and line, and
/// nothing is sent for it or twice.
BOOST_AUTO_TEST_CASE(fault_B5_input) {
    const std::string text = "\xef\xbb\xbf# ids\r\na\r\n\r\n \t\nb\n a \n" +
                             std::string(1 << 20, 'x') + "\nc\0d\nb\n..\n"s +
                             std::string(1025, 'y') + "\n# end\ne";
    intake_run run({input_source::file(write("ids.txt", text))});
    run.finish();
    const std::string name = path() + "/ids.txt";
    BOOST_TEST(run.ids == (texts{"a", "b", "e"}));
    BOOST_TEST(run.bad == (texts{name + ", line 7: the line is longer than 4096 bytes",
                                 name + ", line 8: sql_id has a control character",
                                 name + ", line 10: sql_id is a relative path segment",
                                 name + ", line 11: sql_id is longer than 1024 bytes"}));
    BOOST_TEST(run.in.counts().bad == 4u);
    BOOST_TEST(run.in.counts().duplicates == 2u);
    BOOST_TEST(run.in.counts().accepted == 3u);
    BOOST_TEST(run.in.error() == "");
}

BOOST_AUTO_TEST_SUITE_END()
