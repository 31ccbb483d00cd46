// SPDX-License-Identifier: BSL-1.0
#include "cli/base/escape.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/options/options.hpp"
#include "cli/run/program.hpp"
#include "cli/run/signals.hpp"
#include "cli/run/standard_descriptors.hpp"

#include <mrs/error.hpp>

#include <exception>
#include <iostream>
#include <new>
#include <variant>

namespace {

using mrs::cli::exit_status;

exit_status complain(exit_status status, const char* text) {
    std::cerr << "mrs-cancel: " << mrs::cli::printable(text) << '\n';
    return status;
}

/// @param asked ends the process where it is asked to while a problem is not read
exit_status guarded(int count, char** arguments, mrs::cli::signals& asked) {
    const auto failed = [&asked](exit_status status, const char* text) {
        asked.finish(static_cast<int>(status));
        return complain(status, text);
    };
    try {
        const auto parsed = mrs::cli::parse_options(count, arguments);
        if (const int* const status = std::get_if<int>(&parsed))
            return static_cast<exit_status>(*status);
        return mrs::cli::run(std::get<mrs::cli::options>(parsed), asked);
    } catch (const mrs::cli::usage_error& error) {
        failed(exit_status::usage, error.what());
        return complain(exit_status::usage, "--help says more");
    } catch (const mrs::error& error) {
        return failed(exit_status::usage, error.info().detail.c_str());
    } catch (const std::bad_alloc&) {
        return failed(exit_status::unanswered, "no memory is left");
    } catch (const std::exception& error) {
        return failed(exit_status::unanswered, error.what());
    }
}

} // namespace

int main(int count, char** arguments) {
    mrs::cli::secure_standard_descriptors();
    try {
        mrs::cli::signals asked;
        return static_cast<int>(guarded(count, arguments, asked));
    } catch (const std::exception& error) {
        return static_cast<int>(complain(exit_status::unanswered, error.what()));
    }
}
