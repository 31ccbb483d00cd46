// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "options.hpp"

#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <variant>

int main(int count, char** arguments) {
    try {
        const auto parsed = mrs_emulator::parse_options(count, arguments);
        if (const int* const status = std::get_if<int>(&parsed)) {
            return *status;
        }
        mrs_emulator::emulator emulator(std::get<mrs_emulator::options>(parsed));
        boost::asio::signal_set signals(emulator.get_executor(), SIGINT, SIGTERM);
        signals.async_wait([&emulator](const boost::system::error_code& error, int) {
            if (!error) {
                emulator.stop();
            }
        });
        std::cout << emulator.announcement() << std::endl;
        emulator.run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "mrs-emulator: " << error.what() << '\n';
        return 1;
    }
}
