// SPDX-License-Identifier: BSL-1.0
awaitable<void> bad() {
    if (co_await ready()) // refused
        co_return;
    if (!co_await ready()) // refused
        co_return;
    while (co_await ready()) // refused
        ;
    switch (co_await next()) { // refused
    default:
        break;
    }
    do {
    } while ((co_await next()) > 0); // refused
    if (                             // refused
        co_await ready())
        co_return;
}
