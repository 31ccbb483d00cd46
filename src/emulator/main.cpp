// SPDX-License-Identifier: BSL-1.0
#include "emulator.hpp"
#include "event_log.hpp"
#include "options.hpp"
#include "process_memory.hpp"

#include <boost/asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <variant>

namespace {

using mrs_emulator::emulator;

// Statements that do not get the processor on a busy machine are not waited for longer than this.
constexpr std::chrono::seconds patience(1);

// A signal that comes before somebody waits for it is kept, and not the end of the process, which
// would leave behind what is temporary.
void hold_signals(int how) {
    sigset_t stopping{};
    sigemptyset(&stopping);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&stopping, signal);
    pthread_sigmask(how, &stopping, nullptr);
}

void serve(const mrs_emulator::options& chosen) {
    hold_signals(SIG_BLOCK);
    emulator service(chosen);
    boost::asio::signal_set signals(service.get_executor(), SIGINT, SIGTERM, SIGHUP);
    signals.async_wait([&service](const boost::system::error_code& error, int) {
        if (!error)
            service.stop();
    });
    hold_signals(SIG_UNBLOCK);
    std::cout << service.announcement() << std::endl;
    service.run();
    if (!service.end(patience))
        std::_Exit(EXIT_SUCCESS);
}

} // namespace

int main(int count, char** arguments) {
    mrs_emulator::return_large_blocks();
    // Nobody may be left to read the log.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    try {
        const auto parsed = mrs_emulator::parse_options(count, arguments);
        if (const int* const status = std::get_if<int>(&parsed))
            return *status;
        serve(std::get<mrs_emulator::options>(parsed));
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        mrs_emulator::event_log(mrs_emulator::log_level::errors).error(error.what());
        return EXIT_FAILURE;
    }
}
