// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_EMULATOR_HPP
#define MRS_EMULATOR_EMULATOR_HPP

#include "options.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace mrs_emulator {

/// The whole service. It listens once it is constructed, and answers while run() runs.
class emulator {
public:
    explicit emulator(const options& chosen);
    emulator(const emulator&) = delete;
    emulator& operator=(const emulator&) = delete;

    /// Ends every execution, closes every connection and removes what is temporary.
    ~emulator();

    /// Removes what is temporary and cancels every execution, waiting so long for their ends; false
    /// if some have not ended by then, for which the destructor would wait.
    bool end(std::chrono::milliseconds patience);

    /// Serves until stop().
    void run();

    /// Makes run() return. May be called from any thread.
    void stop();

    /// Of the thread that is in run().
    boost::asio::any_io_executor get_executor();

    /// What a user needs to know to connect, as one line of JSON.
    [[nodiscard]] std::string announcement() const;

    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;
    [[nodiscard]] boost::asio::ip::tcp::endpoint control_endpoint() const;
    [[nodiscard]] std::optional<boost::asio::ip::tcp::endpoint> metadata_endpoint() const;
    [[nodiscard]] std::string ca_file() const; ///< Empty if there is none.
    [[nodiscard]] std::string token() const;

private:
    struct parts;

    std::unique_ptr<parts> parts_;
};

} // namespace mrs_emulator

#endif
