// SPDX-License-Identifier: BSL-1.0
//
// How the vendor's C++ SDK sends: a new libcurl handle, and so a new connection, for each request.

#include "curl_request.hpp"
#include "steady_part.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace {

struct wish {
    std::uint64_t requests = 1'000;
    std::uint64_t warm_up = 10;
};

wish parse(int argc, char** argv) {
    wish wanted;
    CLI::App app("Cancels with a new libcurl handle each, and prints what one cancel took.");
    app.add_option("--requests", wanted.requests, "Requests that count");
    app.add_option("--warm-up", wanted.warm_up, "Requests before these")
        ->check(CLI::PositiveNumber);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error)); // NOLINT(concurrency-mt-unsafe)
    }
    return wanted;
}

} // namespace

int main(int argc, char** argv) try {
    const wish wanted = parse(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const bench::curl_service service;
    bench::steady_part steady(wanted.warm_up, wanted.requests);
    while (steady.running()) {
        bench::curl_request request(service);
        request.prepare(steady.ended());
        request.check(curl_easy_perform(request.handle()));
        steady.count();
    }
    steady.print(std::cout);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
