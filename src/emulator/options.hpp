// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_OPTIONS_HPP
#define MRS_EMULATOR_OPTIONS_HPP

#include "answer_style.hpp"
#include "credentials.hpp"
#include "fault_rules.hpp"
#include "quota.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mrs_emulator {

struct options {
    boost::asio::ip::tcp::endpoint listen;
    boost::asio::ip::tcp::endpoint control;
    std::optional<boost::asio::ip::tcp::endpoint> metadata; ///< No such listener if absent.
    std::string project = "0123456789abcdef0123456789abcdef";
    std::string project_name = "cn-north-4";
    std::vector<std::string> clusters{"11111111-2222-3333-4444-555555555555"};
    std::string token; ///< Made up at the start if empty.
    credential_settings credentials;
    std::chrono::microseconds clock_offset{};
    std::filesystem::path certificate_file;
    std::filesystem::path key_file;
    std::filesystem::path ca_file;
    std::vector<std::string> hosts;
    std::filesystem::path state_directory;
    bool plain_http = false;
    std::optional<quota_window> quota;
    std::vector<fault_rule> faults;
    std::chrono::seconds idle_timeout{60};
    std::size_t max_executions = 1000;
    answer_style style;
    bool quiet = false;
    bool verbose = false;

    /// Listens on free loopback ports.
    options();
};

/// Reads the command line. Where there is nothing to run (help, version, a mistake) it has said so
/// and gives the exit status.
std::variant<options, int> parse_options(int count, const char* const* arguments);

} // namespace mrs_emulator

#endif
