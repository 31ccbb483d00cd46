// SPDX-License-Identifier: BSL-1.0
#include "cli/run/program.hpp"

#include "cli/base/escape.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/input/intake.hpp"
#include "cli/journal/journal.hpp"
#include "cli/journal/late_line.hpp"
#include "cli/journal/record.hpp"
#include "cli/output/line_writer.hpp"
#include "cli/run/confirmation.hpp"
#include "cli/run/dry_run.hpp"
#include "cli/run/file_uses.hpp"
#include "cli/run/flush.hpp"
#include "cli/run/leftovers.hpp"
#include "cli/run/rehearsal.hpp"
#include "cli/run/runner.hpp"
#include "cli/run/setup.hpp"

#include <mrs/client.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

using steady = std::chrono::steady_clock;

/// Ids under way beyond those in flight: enough that neither thread waits for the other.
constexpr std::size_t ahead = 256;

void check_files(const options& chosen) {
    if (const std::string text = clash(file_uses(chosen)); !text.empty())
        throw usage_error(text);
}

intake_options read_for(const options& chosen, leftovers& left) {
    intake_options made = make_intake_options(chosen);
    made.on_id_field = [&left](std::string_view name) { left.id_field(name); };
    return made;
}

line_style style_for(const options& chosen, const terminal_choice& terminal) noexcept {
    if (chosen.json)
        return line_style::json;
    return terminal.colours ? line_style::coloured : line_style::plain;
}

/// Ids that may be under way at once.
std::size_t most_under_way(const options& chosen) noexcept {
    return ahead + 2 * most_connections(chosen) + (chosen.wait ? bulk_options::max_waiting : 0);
}

/// What cancels. It is made before there is anything to lose: the files that it reads may be pipes,
/// which nobody may ever write to.
class service {
public:
    explicit service(const options& chosen) : work_(network_, make_client_options(chosen)) {}

    [[nodiscard]] const client& work() const noexcept { return work_; }
    void close() { work_.async_close(0s, asio::use_future).wait(); }

private:
    asio::thread_pool network_{1};
    client work_;
};

/// Thrown where a signal ends a run that has not begun to cancel.
struct interrupted_early {};

/// Where what people and scripts are told goes.
struct standard_output {
    line_writer out{STDOUT_FILENO};
    line_writer error{STDERR_FILENO, out};
};

/// One run from its options to its end.
class program {
public:
    program(const options& chosen, standard_output& to, tally& counts, interruption& user);

    /// @param with null for a run that sends nothing
    exit_status run(service* with);

private:
    known_rows recall();
    [[nodiscard]] bool is_open(const journal_record& record) const;
    void tell_late();
    void complain(const bad_row& row);
    void read_all();
    void obey_early();
    bool wait_early(int descriptor, int room);
    bool agreed();
    void print_ids();
    void cancel(const client& work);
    void keep(std::string_view cluster, std::string_view id);
    void keep_what_is_left(runner& cancels);
    exit_status end();

    const options& chosen_;
    const steady::time_point started_ = steady::now();
    const terminal_choice terminal_;
    line_writer& out_;
    const line_style style_;
    display screen_;
    tally& counts_;
    interruption& user_;
    leftovers left_;
    std::optional<journal> journal_;
    std::optional<results> told_;
    intake input_;
};

program::program(const options& chosen, standard_output& to, tally& counts, interruption& user)
    : chosen_(chosen), terminal_(choose(look_at_terminal(chosen.quiet, chosen.progress))),
      out_(to.out), style_(style_for(chosen, terminal_)), screen_(terminal_, chosen.pace, to.error),
      counts_(counts), user_(user), left_(chosen),
      input_(
          make_sources(chosen), read_for(chosen, left_), recall(),
          [this](const bad_row& row) { complain(row); },
          [this](const std::string& note) { screen_.say(note); }) {}

exit_status program::run(service* with) {
    if (with == nullptr) {
        rehearse(chosen_);
        print_ids();
        return end();
    }
    if (chosen_.refuse_bad_rows || chosen_.confirm)
        read_all();
    if (!agreed())
        return exit_status::usage;
    try {
        cancel(with->work());
    } catch (...) {
        left_.finish(input_, true, counts_, screen_);
        throw;
    }
    with->close();
    return end();
}

/// A success whose end nobody saw is none for a run that waits.
bool program::is_open(const journal_record& record) const {
    return chosen_.wait && record.kind == outcome_kind::succeeded && !record.ended;
}

/// What the journal knows.
known_rows program::recall() {
    known_rows known;
    if (chosen_.journal.empty())
        return known;
    const job mine = make_job(chosen_);
    if (chosen_.dry_run && !is_journal_there(chosen_.journal, screen_))
        return known;
    row_hasher hash;
    const auto know = [&](const journal_record& record) {
        obey_early();
        if (is_open(record) ||
            !known.try_emplace(hash(record.cluster, record.id), row_state::answered).second)
            return;
        counts_.answered_before(record.kind);
        if (record.kind != outcome_kind::succeeded)
            left_.add(record.cluster, record.id);
    };
    journal_.emplace(chosen_.journal, mine, know,
                     chosen_.dry_run ? file_access::read : file_access::write);
    if (journal_->torn())
        screen_.say("--journal: the last line of '" + chosen_.journal +
                    "' is not whole: what it told of is sent again");
    return known;
}

/// Prints what earlier runs wrote down and had no time to print, or may have had none.
void program::tell_late() {
    if (!journal_ || journal_->untold().empty())
        return;
    std::string lines;
    std::vector<std::uint64_t> numbers;
    for (const auto& [number, text] : journal_->untold()) {
        const auto record = parse_record(text);
        if (record && !is_open(*record))
            lines += late_line(text, style_);
        numbers.push_back(number);
    }
    told_->print(std::move(lines), std::move(numbers));
}

void program::complain(const bad_row& row) {
    counts_.add(outcome_kind::refused);
    left_.add(row);
    screen_.say(escaped(row.place) + ": " + escaped(row.why));
}

/// Nothing was sent yet that would have to be waited for.
void program::obey_early() {
    if (user_.look())
        screen_.say("nothing was sent yet");
    if (user_.stopping())
        throw interrupted_early();
}

/// Waits for either of two descriptors, obeys, and returns whether the first is readable.
bool program::wait_early(int descriptor, int room) {
    std::array<pollfd, 3> watched{
        {{descriptor, POLLIN, 0}, {room, POLLIN, 0}, {user_.descriptor(), POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), -1);
    obey_early();
    return ready > 0 && watched[0].revents != 0;
}

void program::read_all() {
    while (!input_.all_read()) {
        obey_early();
        if (screen_.full())
            wait_early(-1, screen_.room());
        else if (input_.ready() || wait_early(input_.descriptor(), -1))
            input_.read();
    }
}

/// Whether what was read may be sent.
bool program::agreed() {
    if (chosen_.refuse_bad_rows && (input_.counts().bad > 0 || !input_.error().empty())) {
        screen_.say("nothing was sent: the input has rows that cannot be used");
        return false;
    }
    const std::uint64_t ids = input_.counts().accepted;
    if (!chosen_.confirm || ids <= *chosen_.confirm ||
        confirmed("Cancel " + std::to_string(ids) + " executions?", user_))
        return true;
    obey_early();
    screen_.say("nothing was sent");
    return false;
}

void program::print_ids() {
    read_all();
    std::string lines;
    for (auto next = input_.next(); next && !out_.error(); next = input_.next()) {
        const std::string& cluster = next->cluster.empty() ? chosen_.cluster : next->cluster;
        lines += to_dry_line(cluster, next->id, chosen_.json);
        if (lines.size() < line_writer::enough)
            continue;
        out_.write(std::exchange(lines, {}));
        while (out_.full())
            wait_early(-1, out_.room());
    }
    out_.write(std::move(lines));
}

void program::cancel(const client& work) {
    told_.emplace(out_, style_, chosen_.in_order, journal_ ? &*journal_ : nullptr, left_.file(),
                  counts_);
    tell_late();
    runner cancels(work, input_, *told_, out_, screen_, counts_, user_, most_under_way(chosen_));
    bulk_options how = make_bulk_options(chosen_);
    if (chosen_.deadline)
        how.deadline(started_ + *chosen_.deadline);
    cancels.run(chosen_.cluster, std::move(how));
    keep_what_is_left(cancels);
}

void program::keep(std::string_view cluster, std::string_view id) {
    counts_.add(outcome_kind::not_tried);
    left_.add(cluster, id);
}

/// What was read, or can be read without waiting, and was not tried.
void program::keep_what_is_left(runner& cancels) {
    while (const auto left = cancels.next_left())
        keep(left->cluster_id(), left->sql_id());
    for (;;) {
        while (const auto left = input_.next())
            keep(left->cluster.empty() ? chosen_.cluster : left->cluster, left->id);
        user_.look();
        if (user_.aborting() || !input_.ready())
            return;
        input_.read();
    }
}

/// Says what there is to say at the end.
exit_status program::end() {
    const intake_counts& rows = input_.counts();
    counts_.duplicates(rows.duplicates);
    counts_.other_shards(rows.other_shard);
    left_.finish(input_, false, counts_, screen_);
    flush(out_, user_);
    if (told_)
        told_->settle();
    if (!input_.error().empty() || rows.lines_lost)
        counts_.input_failed();
    if (!input_.error().empty())
        screen_.say(input_.error());
    else if (input_.all_read() && rows.rows() == 0)
        screen_.say("there are no ids: nothing to do");
    if (out_.error())
        screen_.say("cannot write to standard output: " + out_.error().message());
    if (journal_ && journal_->error())
        screen_.say("cannot write " + chosen_.journal + ": " + journal_->error().message());
    if (out_.error() || (journal_ && journal_->error()))
        counts_.output_lost();
    if (!chosen_.quiet)
        screen_.say(chosen_.dry_run ? dry_summary(rows)
                                    : counts_.summary(steady::now() - started_));
    if (chosen_.wait && !chosen_.quiet && !chosen_.dry_run)
        screen_.say(counts_.end_summary());
    return counts_.status();
}

} // namespace

exit_status run(const options& chosen, signals& asked) {
    check_files(chosen);
    std::optional<service> with;
    if (!chosen.dry_run)
        with.emplace(chosen);
    standard_output to;
    tally counts;
    interruption user(asked, counts);
    asked.begin_run();
    exit_status status = exit_status::succeeded;
    try {
        program one(chosen, to, counts, user);
        status = one.run(with ? &*with : nullptr);
    } catch (const interrupted_early&) {
        to.error.write("mrs-cancel: nothing was sent\n");
        status = counts.status();
    } catch (...) {
        flush(to.out, user);
        flush(to.error, user);
        asked.finish(static_cast<int>(exit_status::unanswered));
        throw;
    }
    flush(to.error, user);
    asked.finish(static_cast<int>(status));
    // What is left to wait for, such as a lookup of a name, is nothing to the user any more.
    if (user.aborting())
        std::_Exit(static_cast<int>(status));
    return status;
}

} // namespace mrs::cli
