// SPDX-License-Identifier: BSL-1.0
awaitable<void> bad(std::string s) {
    co_await [s]() -> awaitable<void> { co_return; }();                // refused
    co_await [t = std::move(s)]() -> awaitable<void> { co_return; }(); // refused
    co_await [&]() -> awaitable<void> { co_return; }();                // refused
}
