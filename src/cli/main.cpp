// SPDX-License-Identifier: BSL-1.0
#include "cli/options/options.hpp"
#include "cli/options/usage_error.hpp"
#include "cli/run/program.hpp"
#include "cli/run/standard_descriptors.hpp"

#include <mrs/error.hpp>

#include <exception>
#include <iostream>
#include <variant>

namespace {

using mrs::cli::exit_status;

int complain(exit_status status, const char* text) {
    std::cerr << "mrs-cancel: " << text << '\n';
    return static_cast<int>(status);
}

} // namespace

int main(int count, char** arguments) {
    mrs::cli::secure_standard_descriptors();
    try {
        const auto parsed = mrs::cli::parse_options(count, arguments);
        if (const int* const status = std::get_if<int>(&parsed))
            return *status;
        return static_cast<int>(mrs::cli::run(std::get<mrs::cli::options>(parsed)));
    } catch (const mrs::cli::usage_error& error) {
        complain(exit_status::usage, error.what());
        return complain(exit_status::usage, "--help says more");
    } catch (const mrs::error& error) {
        return complain(exit_status::usage, error.info().detail.c_str());
    } catch (const std::exception& error) {
        return complain(exit_status::unanswered, error.what());
    }
}
