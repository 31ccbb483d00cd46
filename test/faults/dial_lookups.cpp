// SPDX-License-Identifier: BSL-1.0
#include "dial_lookups.hpp"

#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <dlfcn.h>
#include <mutex>
#include <netdb.h>
#include <string_view>
#include <utility>

namespace mrs_test {

namespace {

/// Never destroyed: a thread may still ask when the process ends.
struct lookups {
    static lookups& all() {
        static auto* const one = new lookups;
        return *one;
    }

    std::mutex mutex;
    std::condition_variable changed;
    scripted_lookups::script answer;
    int asked = 0;
    int pending = 0;
};

using function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

int ask_system(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
    static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, result);
}

} // namespace

scripted_lookups::scripted_lookups(script answer) {
    lookups& all = lookups::all();
    const std::lock_guard lock(all.mutex);
    all.answer = std::move(answer);
    all.asked = 0;
}

scripted_lookups::~scripted_lookups() {
    lookups& all = lookups::all();
    std::unique_lock lock(all.mutex);
    all.changed.wait(lock, [&] { return all.pending == 0; });
    all.answer = nullptr;
}

int scripted_lookups::asked() {
    const std::lock_guard lock(lookups::all().mutex);
    return lookups::all().asked;
}

int scripted_lookups::pending() {
    const std::lock_guard lock(lookups::all().mutex);
    return lookups::all().pending;
}

} // namespace mrs_test

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** result) {
    using namespace mrs_test;
    const std::string_view name = node != nullptr ? node : "";
    if (!name.ends_with(".test") && !name.ends_with(".invalid"))
        return ask_system(node, service, hints, result);
    lookups& all = lookups::all();
    scripted_lookups::script answer;
    {
        const std::lock_guard lock(all.mutex);
        if (!all.answer)
            return EAI_NONAME;
        answer = all.answer;
        ++all.asked;
        ++all.pending;
    }
    const int outcome = answer(std::string(name));
    const int saved = errno;
    {
        const std::lock_guard lock(all.mutex);
        --all.pending;
        all.changed.notify_all();
    }
    errno = saved;
    return outcome == 0 ? ask_system("127.0.0.1", service, hints, result) : outcome;
}
