// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_CLI_INPUT_INTAKE_RUN_HPP
#define MRS_TEST_CLI_INPUT_INTAKE_RUN_HPP

#include "cli/input/intake.hpp"

#include <boost/test/unit_test.hpp>

#include <poll.h>
#include <string>
#include <utility>
#include <vector>

namespace mrs::cli {

/// An intake, and what its sources come to.
struct intake_run {
    explicit intake_run(std::vector<input_source> sources, intake_options chosen = {"c", {}, {}},
                        known_rows known = {})
        : in(
              std::move(sources), std::move(chosen), std::move(known),
              [this](const bad_row& one) { bad.push_back(one.place + ": " + one.why); },
              [this](const std::string& text) { notes.push_back(text); }) {}

    /// Reads to the end, as the main loop does.
    void finish() {
        while (!in.ended()) {
            if (auto one = in.next())
                ids.push_back(std::move(one->id));
            else
                read();
        }
    }

    /// Reads once, when there is something to read.
    void read() {
        if (!in.ready()) {
            pollfd waiting{};
            waiting.fd = in.descriptor();
            waiting.events = POLLIN;
            BOOST_REQUIRE(::poll(&waiting, 1, 10'000) == 1);
        }
        in.read();
    }

    intake in;
    std::vector<std::string> ids;
    std::vector<std::string> bad;
    std::vector<std::string> notes;
};

using texts = std::vector<std::string>;

} // namespace mrs::cli

#endif
