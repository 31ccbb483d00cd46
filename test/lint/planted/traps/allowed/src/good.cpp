// SPDX-License-Identifier: BSL-1.0
// A comment may speak of if (co_await x), auto [a, b] = co_await y, and parallel_group.
/* And so may this one:
   co_await send({.name = "a"}); */
awaitable<void> good(bool c) {
    const char* text = "if (co_await x) io_service";
    options named;
    co_await send(std::move(named));
    co_await send({"a", 9});
    co_await send(request("a").with_timeout(5));
    const bool yes = co_await ready();
    if (yes)
        co_return;
    if (auto r = co_await next(); r)
        co_return;
    auto r = c ? co_await next() : co_await ready();
    auto both = co_await read();
    auto& [ec, n] = both;
    co_await []() -> awaitable<void> { co_return; }();
    co_await dispatch([c] { return c ? 1 : 2; });
    auto shown = show({.name = text}, c ? "a" : "b");
}
