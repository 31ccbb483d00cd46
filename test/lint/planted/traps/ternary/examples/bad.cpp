// SPDX-License-Identifier: BSL-1.0
awaitable<void> bad(bool c) {
    co_await send(c ? std::string("a") : std::string("b")); // refused
    auto n = co_await send(1,                               // refused
                           c ? std::string("a") : std::string("b"));
}
