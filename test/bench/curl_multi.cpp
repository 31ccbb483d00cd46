// SPDX-License-Identifier: BSL-1.0
//
// What a good C++ user writes with libcurl: handles that are used again, their connections kept
// alive, driven by `curl_multi_socket_action` and epoll.

#include "curl_request.hpp"
#include "steady_part.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <sys/epoll.h>
#include <unistd.h>
#include <vector>

namespace {

struct wish {
    std::uint64_t requests = 20'000;
    std::uint64_t warm_up = 1'000;
    std::size_t connections = 64;
};

wish parse(int argc, char** argv) {
    wish wanted;
    CLI::App app("Cancels as fast as libcurl's multi interface can, and prints what one took.");
    app.add_option("--requests", wanted.requests, "Requests that count");
    app.add_option("--warm-up", wanted.warm_up, "Requests before these")
        ->check(CLI::PositiveNumber);
    app.add_option("--connections", wanted.connections, "Handles, each with its connection");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error)); // NOLINT(concurrency-mt-unsafe)
    }
    return wanted;
}

class multi {
public:
    explicit multi(const wish& wanted)
        : steady_(wanted.warm_up, wanted.requests), handle_(curl_multi_init()),
          epoll_(epoll_create1(EPOLL_CLOEXEC)) {
        curl_multi_setopt(handle_, CURLMOPT_SOCKETFUNCTION, &multi::on_socket);
        curl_multi_setopt(handle_, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(handle_, CURLMOPT_TIMERFUNCTION, &multi::on_timer);
        curl_multi_setopt(handle_, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(handle_, CURLMOPT_MAXCONNECTS, static_cast<long>(wanted.connections));
        for (std::size_t place = 0; place < wanted.connections; ++place)
            requests_.push_back(std::make_unique<bench::curl_request>(service_));
    }
    multi(const multi&) = delete;
    multi& operator=(const multi&) = delete;
    ~multi() {
        for (const auto& request : requests_)
            curl_multi_remove_handle(handle_, request->handle());
        requests_.clear();
        curl_multi_cleanup(handle_);
        close(epoll_);
    }

    void run() {
        for (const auto& request : requests_)
            begin(*request);
        while (in_flight_ > 0)
            wait();
    }

    void print() const { steady_.print(std::cout); }

private:
    void begin(bench::curl_request& request) {
        request.prepare(++number_);
        ++in_flight_;
        curl_multi_add_handle(handle_, request.handle());
    }

    void wait() {
        std::array<epoll_event, 64> events{};
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                     static_cast<int>(timeout_ms_));
        int running = 0;
        if (count == 0)
            curl_multi_socket_action(handle_, CURL_SOCKET_TIMEOUT, 0, &running);
        for (int at = 0; at < count; ++at) {
            const epoll_event& event = events.at(static_cast<std::size_t>(at));
            const int mask = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                             ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                             ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(handle_, event.data.fd, mask, &running);
        }
        take_ended();
    }

    void take_ended() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(handle_, &left)) {
            void* of_handle = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &of_handle);
            auto& request = *static_cast<bench::curl_request*>(of_handle);
            request.check(message->data.result);
            curl_multi_remove_handle(handle_, request.handle());
            --in_flight_;
            steady_.count();
            if (steady_.running())
                begin(request);
        }
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
        auto& all = *static_cast<multi*>(self);
        epoll_event event{};
        event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) |
                       ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
        event.data.fd = socket;
        if (what == CURL_POLL_REMOVE)
            epoll_ctl(all.epoll_, EPOLL_CTL_DEL, socket, nullptr);
        else
            epoll_ctl(all.epoll_, known != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
        curl_multi_assign(all.handle_, socket, what == CURL_POLL_REMOVE ? nullptr : self);
        return 0;
    }

    static int on_timer(CURLM*, long timeout_ms, void* self) {
        static_cast<multi*>(self)->timeout_ms_ = timeout_ms;
        return 0;
    }

    bench::curl_service service_;
    bench::steady_part steady_;
    CURLM* handle_;
    int epoll_;
    long timeout_ms_ = -1;
    std::uint64_t number_ = 0;
    std::size_t in_flight_ = 0;
    std::vector<std::unique_ptr<bench::curl_request>> requests_;
};

} // namespace

int main(int argc, char** argv) try {
    const wish wanted = parse(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi all(wanted);
    all.run();
    all.print();
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
