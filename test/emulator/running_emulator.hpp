// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_TEST_RUNNING_EMULATOR_HPP
#define MRS_EMULATOR_TEST_RUNNING_EMULATOR_HPP

#include "client.hpp"
#include "emulator.hpp"
#include "options.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <thread>

namespace mrs_emulator::test {

inline const std::string endless =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c";

/// An emulator that serves on a thread of its own.
class running_emulator {
public:
    running_emulator() : running_emulator(quiet_options()) {}
    explicit running_emulator(const options& chosen);
    running_emulator(const running_emulator&) = delete;
    running_emulator& operator=(const running_emulator&) = delete;
    ~running_emulator();

    static options quiet_options();

    [[nodiscard]] const emulator& service() const { return emulator_; }

    /// A new connection to the API.
    [[nodiscard]] connection connect(SSL_SESSION* resume = nullptr) const;

    /// A request to the API with the right token, as bytes.
    std::string request(const std::string& method, const std::string& path,
                        const std::string& body = {}) const;

    /// One exchange on a connection of its own.
    response call(const std::string& method, const std::string& path,
                  const std::string& body = {}) const;
    response control(const std::string& method, const std::string& path,
                     const std::string& body = {}) const;

    /// Adds a rule, which has nothing to be escaped in JSON.
    void add_fault(const std::string& rule) const;

    std::string submit(const std::string& sql) const;
    [[nodiscard]] std::string state_of(const std::string& id) const;

    /// A number among the statistics.
    [[nodiscard]] std::int64_t statistic(const std::string& name) const;

    static std::string base();

private:
    emulator emulator_;
    std::thread thread_;
};

} // namespace mrs_emulator::test

#endif
