// SPDX-License-Identifier: BSL-1.0
//
// A synchronous service, without Asio: sync_service [THREADS]
//
// Its threads take statements from standard input, one a line, run each to its end and print what
// became of it; all of them use one client. At the end of the input it waits for what runs. SIGTERM
// or SIGINT stops it: every statement that runs is cancelled, and the service ends.

#include <mrs/sync_client.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <mutex>
#include <optional>
#include <poll.h>
#include <pthread.h>
#include <queue>
#include <stop_token>
#include <string>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

mrs::client_options settings() {
    mrs::client_options options(setting("MRS_ENDPOINT"), setting("MRS_PROJECT_ID"),
                                mrs::credentials::default_chain());
    return options.tls(mrs::tls_options().ca_file(setting("MRS_CA_FILE")));
}

/// Returns early where a stop is requested.
void pause(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, time, [] { return false; });
}

/// Runs a statement to its end. Stopped, it leaves nothing running behind it.
mrs::sql_execution run(const mrs::sync_client& client, std::string sql,
                       const std::stop_token& stop) {
    const std::string cluster = setting("MRS_CLUSTER_ID");
    // Once it is sent, a stop lets it go on until the id is known.
    auto execution = client.execute_sql({cluster, std::move(sql)}, {}, stop);
    const std::string id = execution.id(); // Empty where the statement cannot be cancelled.
    try {
        std::chrono::milliseconds wait(200);
        while (!execution.ended() && !id.empty()) {
            pause(wait, stop);
            wait = std::min(2 * wait, std::chrono::milliseconds(5000));
            execution = client.sql_result({cluster, id}, {}, stop);
        }
    } catch (const mrs::error&) {
        // Without the token: this call is to be made although the service stops.
        client.cancel_sql({cluster, id}).throw_if_failed();
        throw;
    }
    return execution;
}

/// Statements on their way from the input to the threads.
class statements {
public:
    void push(std::string sql) {
        const std::lock_guard lock(mutex_);
        waiting_.push(std::move(sql));
        changed_.notify_one();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }
    /// Nothing at the end of the input, or when a stop is requested.
    std::optional<std::string> pop(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return closed_ || !waiting_.empty(); });
        if (stop.stop_requested() || waiting_.empty())
            return std::nullopt;
        std::string sql = std::move(waiting_.front());
        waiting_.pop();
        return sql;
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::queue<std::string> waiting_;
    bool closed_ = false;
};

void work(const mrs::sync_client& client, statements& all, const std::stop_token& stop) {
    while (auto sql = all.pop(stop)) {
        std::string line;
        try {
            const mrs::sql_execution execution = run(client, std::move(*sql), stop);
            line = execution.state_text() + ' ' + execution.message() + '\n';
        } catch (const mrs::error& error) {
            line = std::string("ERROR ") + error.what() + '\n';
        }
        std::cout << line << std::flush; // In one piece, whatever other threads print.
    }
}

/// Reads statements until the input ends, or the descriptor `stopped` has something to read.
void read_statements(int stopped, statements& all) {
    std::array<pollfd, 2> ready{{{STDIN_FILENO, POLLIN, 0}, {stopped, POLLIN, 0}}};
    std::string text;
    std::array<char, 4096> part;
    while (::poll(ready.data(), ready.size(), -1) > 0 && ready[1].revents == 0) {
        const auto count = ::read(STDIN_FILENO, part.data(), part.size());
        if (count <= 0)
            break;
        text.append(part.data(), static_cast<std::size_t>(count));
        for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
            all.push(text.substr(0, end));
            text.erase(0, end + 1);
        }
    }
}

} // namespace

int main(int argc, char** argv) try {
    sigset_t stopping;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGINT);
    sigaddset(&stopping, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &stopping, nullptr); // Before any thread is started.

    const mrs::sync_client client(settings());
    statements all;
    std::stop_source stop;
    std::vector<std::jthread> threads;
    for (int left = argc > 1 ? std::stoi(argv[1]) : 8; left > 0; --left)
        threads.emplace_back([&, token = stop.get_token()] { work(client, all, token); });

    // A stop ends each thread's call, and each thread cancels what it runs.
    std::jthread watcher([&] {
        int signal = 0;
        ::sigwait(&stopping, &signal);
        stop.request_stop();
    });
    const int stopped = ::eventfd(0, EFD_CLOEXEC);
    const std::stop_callback wake(stop.get_token(), [&] { ::eventfd_write(stopped, 1); });
    read_statements(stopped, all);
    all.close();
    threads.clear(); // Waits for them.
    // The watcher waits for this signal.
    // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread,cert-pos44-c)
    ::pthread_kill(watcher.native_handle(), SIGTERM);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
