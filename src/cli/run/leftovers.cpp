// SPDX-License-Identifier: BSL-1.0
#include "cli/run/leftovers.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/run/file_uses.hpp"

#include <algorithm>
#include <utility>

namespace mrs::cli {

namespace {

bool reads_failed_file(const options& chosen) {
    const std::string key = file_key(chosen.failed_file);
    const auto uses = file_uses(chosen);
    return !key.empty() && std::any_of(uses.begin(), uses.end(), [&key](const file_use& one) {
        return one.purpose == file_purpose::input && one.key == key;
    });
}

/// A list keeps the format that it is read in.
failed_form form_of(const options& chosen, bool is_input) {
    failed_form form;
    form.format = format_of(chosen.failed_file);
    if (is_input && chosen.format)
        form.format = *chosen.format;
    form.format_told = chosen.format.has_value();
    form.fields = chosen.fields;
    form.cluster = chosen.cluster;
    if (form.format == row_format::lines && !form.fields.cluster.empty())
        throw usage_error("--failed-file: lines cannot hold the clusters of --cluster-field: give"
                          " it a name that ends in .csv or .jsonl");
    return form;
}

} // namespace

leftovers::leftovers(const options& chosen)
    : chosen_(chosen), before_(state_of(chosen.failed_file)), is_input_(reads_failed_file(chosen)) {
    if (chosen.failed_file.empty())
        return;
    failed_form form = form_of(chosen, is_input_);
    if (chosen.dry_run)
        check_failed_file(chosen.failed_file);
    else
        file_.emplace(chosen.failed_file, std::move(form));
}

void leftovers::id_field(std::string_view name) {
    if (file_)
        file_->id_field(name);
}

void leftovers::add(std::string_view cluster, std::string_view id) {
    if (file_)
        file_->add(cluster, id);
}

/// An empty one holds nothing that could be lost.
void leftovers::add(const bad_row& row) {
    if (!file_)
        return;
    if (!row.text)
        file_->add_lost();
    else if (!row.text->empty())
        file_->add_refused(row.format, *row.text);
}

failed_file_facts leftovers::facts(const intake& input, bool broke_off) const {
    failed_file_facts found;
    const auto now = state_of(file_->name());
    found.is_input = is_input_;
    found.changed = is_input_ && now != before_;
    found.all_read = input.all_read() && input.error().empty();
    for (const source_file& source : input.files()) {
        const bool is_it = (now && source.state.same_file(*now)) ||
                           (is_input_ && before_ && source.state.same_file(*before_));
        found.is_input = found.is_input || is_it;
        found.changed = found.changed || (is_it && source.state != now);
        found.set_aside = found.set_aside || (is_it && source.format != file_->format());
        found.all_read = found.all_read && (source.all_read || !is_it);
    }
    found.broke_off = broke_off;
    found.is_part = chosen_.part.count() > 1;
    found.set_aside = found.set_aside || input.counts().bad > 0 || input.passed_something_over();
    found.left_out = file_->left_out();
    return found;
}

void leftovers::finish(const intake& input, bool broke_off, tally& counts, display& screen) {
    if (!file_)
        return;
    const failed_file_facts known = facts(input, broke_off);
    const failed_file_plan plan = judge(known);
    const std::string to =
        plan.beside ? name_beside(file_->name(), file_uses(chosen_)) : file_->name();
    file_->finish(to);
    if (file_->error()) {
        const std::string& kept = file_->kept_in();
        screen.say("cannot write " + to + ": " + file_->error().message() +
                   (kept.empty() ? "" : "; what did not succeed is in " + kept));
        counts.output_lost();
    } else if (const auto text = sentence(known, chosen_.failed_file, to); !text.empty()) {
        screen.say(text);
    }
    if (!known.all_read)
        counts.input_failed();
    if (known.left_out > 0)
        counts.output_lost();
}

} // namespace mrs::cli
