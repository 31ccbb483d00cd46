// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_FETCH_OUTCOME_HPP
#define MRS_TEST_UNIT_FETCH_OUTCOME_HPP

#include "auth/sources/source.hpp"

#include <optional>
#include <string>
#include <utility>

/// Keeps what a source answers.
class fetch_outcome final : public mrs::auth::source_user {
public:
    void on_identity(mrs::auth::identity fresh) override {
        ++answers;
        failure.reset();
        found = std::move(fresh);
    }
    void on_source_failed(mrs::auth::source_failure why) override {
        ++answers;
        found.reset();
        failure = std::move(why);
    }

    int answers = 0;
    std::optional<mrs::auth::identity> found;
    std::optional<mrs::auth::source_failure> failure;
};

/// Of a source that answers at once.
inline fetch_outcome fetched_from(mrs::auth::source& from) {
    fetch_outcome outcome;
    from.fetch(outcome);
    return outcome;
}

#endif
