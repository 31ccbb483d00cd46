// SPDX-License-Identifier: BSL-1.0
#include "cli/run/rehearsal.hpp"

#include "auth/sources/fetched.hpp"
#include "auth/sources/file_source.hpp"
#include "cli/base/descriptor.hpp"
#include "cli/base/environment.hpp"
#include "cli/base/usage_error.hpp"
#include "cli/input/file_state.hpp"
#include "cli/run/setup.hpp"
#include "core/small_file.hpp"

#include <mrs/client.hpp>
#include <mrs/timeout_options.hpp>

#include <boost/asio/io_context.hpp>

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <utility>
#include <variant>

namespace mrs::cli {

namespace {

void check_token_file(const std::string& path) {
    const std::string name = "the token file \"" + path + "\"";
    error_code ec;
    const secret text =
        core::read_small_file(path, core::max_file_bytes, ec, timeout_options().credentials());
    if (ec)
        throw usage_error(name + " cannot be read: " + ec.message());
    const auth::fetched found = auth::read_token_file(text.reveal(), name);
    if (const auto* const failure = std::get_if<auth::source_failure>(&found))
        throw usage_error(failure->detail);
}

void check_token(const secret& token) {
    if (const auto wrong = auth::check_token(token))
        throw usage_error("MRS_AUTH_TOKEN cannot be used: " + *wrong);
}

/// Where a run's token would be from, if it is from this machine.
void check_tokens(const options& chosen) {
    if (!chosen.token_file.empty())
        return check_token_file(chosen.token_file);
    if (!chosen.user.empty() || chosen.metadata)
        return;
    if (std::string token = environment("MRS_AUTH_TOKEN"); !token.empty())
        return check_token(secret(std::move(token)));
    if (const std::string path = environment("MRS_AUTH_TOKEN_FILE"); !path.empty())
        check_token_file(path);
}

} // namespace

void rehearse(const options& chosen) {
    boost::asio::io_context never_run;
    const client made(never_run, make_client_options(chosen));
    check_tokens(chosen);
}

bool is_journal_there(const std::string& file, display& screen) {
    const std::string name = resolved(file);
    const bool there = ::access(name.c_str(), F_OK) == 0;
    const auto parent = std::filesystem::path(name).parent_path();
    const std::string place = there ? name : parent.empty() ? "." : parent.string();
    if (::faccessat(AT_FDCWD, place.c_str(), there ? W_OK : W_OK | X_OK, AT_EACCESS) == 0)
        return there;
    const auto error = last_error();
    if (error == boost::system::errc::no_such_file_or_directory)
        throw usage_error("--journal: cannot open '" + file + "': " + error.message());
    screen.say("a run could not write --journal '" + file + "': " + error.message());
    return there;
}

} // namespace mrs::cli
