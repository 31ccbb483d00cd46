// SPDX-License-Identifier: BSL-1.0
#include "cli/input/intake.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/input/plain_id.hpp"

#include <mrs/cancel_sql.hpp>

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <new>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

constexpr std::size_t block_size = 65536;
constexpr std::size_t arguments_at_once = 1024;
constexpr std::size_t reserve_size = 8 << 20;

void check(const std::vector<input_source>& sources) {
    std::size_t standard_inputs = 0;
    for (const input_source& source : sources) {
        check_readable(source);
        if (source.from == input_source::kind::standard_input)
            ++standard_inputs;
    }
    if (standard_inputs > 1)
        throw usage_error("standard input can be read only once");
}

std::optional<source_file> file_of(const std::optional<file_state>& state) {
    if (!state)
        return std::nullopt;
    return source_file{*state, false};
}

std::optional<source_file> file_of(const input_source& source) {
    switch (source.from) {
    case input_source::kind::file:
        return file_of(state_of(source.name));
    case input_source::kind::standard_input:
        return file_of(state_of(STDIN_FILENO));
    case input_source::kind::arguments:
        break;
    }
    return std::nullopt;
}

} // namespace

intake::intake(std::vector<input_source> sources, intake_options chosen, known_rows known,
               bad_row_handler on_bad_row, note_handler on_note)
    : sources_(std::move(sources)), chosen_(std::move(chosen)), known_(std::move(known)),
      on_bad_row_(std::move(on_bad_row)), on_note_(std::move(on_note)), block_(block_size),
      reserve_(std::make_unique_for_overwrite<char[]>(reserve_size)) {
    check(sources_);
    for (const input_source& source : sources_)
        files_.push_back(file_of(source));
    open_source();
}

bool intake::reads_arguments() const noexcept {
    return !all_read() && sources_[at_].from == input_source::kind::arguments;
}

bool intake::ready() const noexcept {
    return !all_read() && (reads_arguments() || reader_.regular());
}

int intake::descriptor() const noexcept {
    return all_read() || ready() ? -1 : reader_.descriptor();
}

void intake::read() {
    try {
        if (reads_arguments())
            read_arguments();
        else if (!all_read())
            read_block();
    } catch (const input_error& error) {
        fail(error.what());
    }
}

void intake::read_arguments() {
    const auto& ids = sources_[at_].ids;
    const std::size_t end = std::min(ids.size(), next_argument_ + arguments_at_once);
    while (next_argument_ < end) {
        ++next_argument_;
        take(ids[next_argument_ - 1], {}, next_argument_);
    }
    if (next_argument_ == ids.size())
        end_source();
}

void intake::read_block() {
    boost::system::error_code ec;
    const std::size_t size = reader_.read(block_.data(), block_.size(), ec);
    if (ec == boost::system::errc::interrupted || ec == boost::system::errc::operation_would_block)
        return;
    // What an error cut off is no row: it may be the beginning of another id.
    if (ec)
        throw input_error(ec.message());
    bytes_ += size;
    if (size > 0) {
        parser_->feed({block_.data(), size}, *this);
        return;
    }
    parser_->finish(*this);
    end_source();
}

void intake::open_source() {
    if (all_read() || reads_arguments())
        return;
    boost::system::error_code ec;
    reader_.open(sources_[at_], ec);
    if (ec) {
        fail(ec.message());
        return;
    }
    bytes_ = 0;
    files_[at_] = file_of(state_of(reader_.descriptor()));
    parser_ = make_row_parser({sources_[at_].format, sources_[at_].format_told}, chosen_.fields);
}

void intake::end_source() {
    if (const auto state = state_of(reader_.descriptor()))
        files_[at_] = source_file{*state, bytes_ == state->size};
    reader_.close();
    next_argument_ = 0;
    ++at_;
    open_source();
}

void intake::fail(std::string why) {
    error_ = "cannot read " + sources_[at_].name + ": " + std::move(why);
    reader_.close();
    at_ = sources_.size();
}

void intake::take(std::string_view id, std::string_view cluster, std::uint64_t line) {
    const std::string_view meant = cluster.empty() ? chosen_.cluster : cluster;
    const auto text = std::exchange(text_, {});
    if (auto wrong = cancel_sql_request(meant, id).problem()) {
        refuse_row(line, std::move(*wrong), reads_arguments() ? id : text);
        return;
    }
    if (std::string why = sources_[at_].format_told ? "" : why_no_id(id); !why.empty()) {
        refuse_row(line, std::move(why), reads_arguments() ? id : text);
        return;
    }
    const row_key key = hash_(meant, id);
    if (chosen_.part.contains(key))
        keep(key, id, cluster, line);
    else
        ++counts_.other_shard;
}

void intake::keep(const row_key& key, std::string_view id, std::string_view cluster,
                  std::uint64_t line) {
    try {
        const auto [found, added] = known_.try_emplace(key, row_state::seen);
        if (!added) {
            ++(found->second == row_state::answered ? counts_.answered_before : counts_.duplicates);
            return;
        }
        waiting_.push({std::string(id), std::string(cluster), line});
        ++counts_.accepted;
    } catch (const std::bad_alloc&) {
        reserve_.reset();
        throw input_error("no memory is left for more ids");
    }
}

void intake::refuse(std::uint64_t line, std::string why) {
    refuse_row(line, std::move(why), std::exchange(text_, {}));
}

void intake::refuse_row(std::uint64_t line, std::string why, std::optional<std::string_view> text) {
    ++counts_.bad;
    bad_row bad;
    const std::string place = reads_arguments() ? "argument " : sources_[at_].name + ", line ";
    bad.place = place + std::to_string(line);
    bad.why = std::move(why);
    bad.format = sources_[at_].format;
    bad.text = text;
    on_bad_row_(bad);
}

void intake::id_field(std::string_view name) {
    if (chosen_.on_id_field)
        chosen_.on_id_field(name);
}

std::vector<source_file> intake::files() const {
    std::vector<source_file> found;
    for (std::size_t at = 0; at < files_.size(); ++at) {
        if (!files_[at])
            continue;
        found.push_back(*files_[at]);
        found.back().format = sources_[at].format;
    }
    return found;
}

void intake::note(std::string_view text) {
    if (on_note_)
        on_note_(sources_[at_].name + ": " + std::string(text));
}

std::optional<row> intake::next() {
    auto first = waiting_.pop();
    if (first)
        ++counts_.taken;
    return first;
}

} // namespace mrs::cli
