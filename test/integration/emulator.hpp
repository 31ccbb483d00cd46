// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_EMULATOR_HPP
#define MRS_TEST_EMULATOR_HPP

#include <mrs/client_options.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace mrs_test {

/// A statement that ends only when it is interrupted.
extern const char* const endless_sql;

/// An `mrs-emulator` process for as long as this lives.
class emulator {
public:
    explicit emulator(const std::vector<std::string>& arguments = {});
    emulator(const emulator&) = delete;
    emulator& operator=(const emulator&) = delete;
    ~emulator();

    /// Options of a client that may use it.
    [[nodiscard]] mrs::client_options options() const;
    [[nodiscard]] mrs::tls_options tls() const;
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] const std::string& project() const noexcept { return project_; }
    [[nodiscard]] const std::string& cluster() const noexcept { return cluster_; }
    [[nodiscard]] const std::string& token() const noexcept { return token_; }

    /// Submits a statement and returns its id.
    [[nodiscard]] std::string submit(const std::string& sql) const;
    /// The execution's state, such as "RUNNING".
    [[nodiscard]] std::string state(std::string_view id) const;
    /// Executions that have ended already.
    [[nodiscard]] std::vector<std::string> seed(std::size_t count) const;

    void fault(const std::string& rule) const;
    void clear_faults() const;
    [[nodiscard]] std::uint64_t stat(const std::string& name) const;
    /// How often a cancel of each id was decided.
    [[nodiscard]] std::map<std::string, int> decided() const;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

    /// Ends the process and waits for it.
    void stop() noexcept;

private:
    [[nodiscard]] std::string sql_url() const;

    pid_t pid_ = -1;
    int output_ = -1;
    std::string endpoint_;
    std::string control_;
    std::string ca_file_;
    std::string project_;
    std::string cluster_;
    std::string token_;
};

} // namespace mrs_test

#endif
