// SPDX-License-Identifier: BSL-1.0
#include "client/sync_state.hpp"

#include "core/all_signals_blocked.hpp"

#include <chrono>

namespace mrs::detail {

namespace asio = boost::asio;

error refusal(const char* operation, const error_code& code, std::string why) {
    auto info = std::make_shared<diagnostics>();
    info->operation = operation;
    info->detail = std::move(why);
    info->stop = code == condition::cancelled ? stop_reason::cancelled : stop_reason::permanent;
    return {code, std::move(info)};
}

sync_state::sync_state(client_options options)
    : client(context, std::move(options)), work_(asio::make_work_guard(context)) {}

std::shared_ptr<sync_state> sync_state::started(client_options options) {
    auto state = std::make_shared<sync_state>(std::move(options));
    const all_signals_blocked meanwhile;
    state->thread_ = std::thread([state] { state->run(); });
    return state;
}

void sync_state::end() noexcept {
    if (home.foreign())
        return;
    try {
        client.async_close(std::chrono::nanoseconds(0), [this](const error_code&) { on_closed(); });
    } catch (const std::exception&) {
        on_closed(); // Without memory for the farewell, the calls end with their deadlines.
    }
    if (context.get_executor().running_in_this_thread())
        thread_.detach();
    else
        thread_.join();
}

/// An exception that leaves the context is nobody's to handle: it ends the process, as on any
/// thread.
void sync_state::run() noexcept {
    context.run();
    const std::lock_guard until_the_last_has_left(mutex_);
}

void sync_state::on_closed() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (visits_ == 0)
        context.stop();
}

sync_state::visit::visit(sync_state& state, const char* operation) : state_(state) {
    if (state.home.foreign())
        throw refusal(operation, errc::client_closed,
                      "this process was forked, and the client's thread is its parent's: make a "
                      "client in the child");
    if (state.context.get_executor().running_in_this_thread())
        throw refusal(operation, errc::invalid_argument,
                      "called on the client's own thread, by a source, a sink or an observer: it "
                      "would wait for itself");
    const std::lock_guard lock(state.mutex_);
    ++state.visits_;
}

sync_state::visit::~visit() {
    const std::lock_guard lock(state_.mutex_);
    if (--state_.visits_ == 0 && state_.closed_)
        state_.context.stop();
}

} // namespace mrs::detail
