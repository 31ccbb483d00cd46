// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_JOURNAL_RUNS_HPP
#define MRS_TEST_CLI_JOURNAL_RUNS_HPP

#include "cli/base/usage_error.hpp"
#include "cli/journal/journal.hpp"
#include "cli/journal/record.hpp"
#include "outcomes.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

/// The job of most tests.
inline mrs::cli::job some_job() {
    mrs::cli::job of;
    of.add("endpoint", "https://mrs.test").add("project", "p1").add("cluster", "c1");
    return of.add("input", "ids.txt");
}

inline const std::chrono::system_clock::time_point some_time{std::chrono::seconds(1795500900)};

/// Opens a journal and collects what it replays, as "cluster/id/kind".
struct opened {
    explicit opened(const std::string& file, const mrs::cli::job& of = some_job(),
                    mrs::cli::file_access access = mrs::cli::file_access::write)
        : journal(
              file, of,
              [this](const mrs::cli::journal_record& record) {
                  known.push_back(record.cluster + "/" + record.id + "/" +
                                  std::to_string(static_cast<int>(record.kind)));
              },
              access) {}

    void append(const mrs::cli::outcome& one) { journal.append(one, some_time); }

    /// Appends and commits.
    void answer(const mrs::cli::outcome& one) {
        append(one);
        journal.commit();
    }

    std::vector<std::string> known;
    mrs::cli::journal journal;
};

/// Why a journal is refused, "none" where it is not.
inline std::string problem(const std::string& file, const mrs::cli::job& of = some_job()) {
    try {
        const opened it(file, of);
        return "none";
    } catch (const mrs::cli::usage_error& error) {
        return error.what();
    }
}

#endif
