// SPDX-License-Identifier: BSL-1.0
awaitable<void> bad() {
    auto [ec, n] = co_await read();        // refused
    const auto [e, m] = co_await read();   // refused
    auto&& [code, size] = co_await read(); // refused
    auto [first,                           // refused
          second] = co_await read();
}
