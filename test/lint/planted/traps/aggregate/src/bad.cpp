// SPDX-License-Identifier: BSL-1.0
awaitable<void> bad() {
    co_await send({.name = "a"});        // refused
    co_await send(options{.name = "a"}); // refused
    co_await send(1,                     // refused
                  {
                      .name = "a",
                  });
    auto result = co_await send({.name = "a"}, use_awaitable); // refused
}
