// SPDX-License-Identifier: BSL-1.0
#include "row_checks.hpp"
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <utility>

using namespace mrs_test;

// TLS that comes byte by byte.

namespace tls_slices {
namespace {

int slice(BIO* bio, const char* data, int size) {
    const int descriptor = *static_cast<const int*>(BIO_get_data(bio));
    for (int i = 0; i < size; ++i)
        if (::send(descriptor, data + i, 1, MSG_NOSIGNAL) != 1)
            return -1;
    return size;
}

long control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

/// Has `ssl` send each byte by itself.
void slice_all(SSL* ssl, const int& descriptor) {
    static const mrs::core::bio_method_ptr methods = [] {
        mrs::core::bio_method_ptr made(
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "slicer"));
        BIO_meth_set_write(made.get(), &slice);
        BIO_meth_set_ctrl(made.get(), &control);
        return made;
    }();
    BIO* const out = BIO_new(methods.get());
    BIO_set_data(out, const_cast<int*>(&descriptor));
    BIO_set_init(out, 1);
    SSL_set0_wbio(ssl, out);
}

/// Serves with every byte in a segment of its own, the handshake's too.
fault_server::script slicing(SSL_CTX* context, std::string answer_bytes) {
    return [context, bytes = std::move(answer_bytes)](fault_peer& peer) {
        const int descriptor = peer.descriptor();
        const int yes = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const mrs::core::ssl_ptr ssl(SSL_new(context));
        SSL_set_fd(ssl.get(), descriptor);
        slice_all(ssl.get(), descriptor);
        std::string request(4096, '\0');
        if (SSL_accept(ssl.get()) != 1)
            throw std::runtime_error("the handshake failed");
        while (SSL_read(ssl.get(), request.data(), static_cast<int>(request.size())) > 0)
            SSL_write(ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
    };
}

std::string long_answer(std::size_t size) {
    return answer(200, R"({"status":"SUCCEED","message":")" + std::string(size, 'm') + "\"}");
}

double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// What the client's thread computes for an answer.
/// @param record the bytes in one TLS record
double cost(const std::string& bytes, std::size_t record, bool sliced) {
    const auto context = server_context(good_leaf());
    fault_server_options server_options;
    server_options.tls = context.get();
    const fault_server::script script =
        sliced ? slicing(context.get(), bytes) : after_request([&](fault_peer& peer) {
            peer.write_slowly(bytes, record, std::chrono::milliseconds(0));
            peer.answer_all();
        });
    fault_case one({script}, server_options);
    constexpr std::chrono::minutes patience{5}; // However busy the machine is.
    one.options() =
        options_for(one.server(), tls_side())
            .timeouts(mrs::timeout_options().read(patience).attempt(patience).call(patience));
    one.client();
    const double before = cpu_seconds();
    const auto [ec, result] = one.call(mrs::call_options().max_attempts(1));
    const double after = cpu_seconds();
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(result.succeeded());
    return after - before;
}

/// Eight times the bytes take about eight times as long, not sixty-four times.
void check_growth(double small, double large) {
    BOOST_TEST(large < 24 * small + 0.05);
}

} // namespace
} // namespace tls_slices

BOOST_AUTO_TEST_SUITE(tls_slices)

BOOST_AUTO_TEST_CASE(fault_T10_segments_of_one_byte) {
    check_growth(cost(long_answer(2'000), 0, true), cost(long_answer(16'000), 0, true));
}

BOOST_AUTO_TEST_CASE(fault_T10_records_of_one_byte) {
    check_growth(cost(long_answer(2'000), 1, false), cost(long_answer(16'000), 1, false));
}

BOOST_AUTO_TEST_CASE(fault_T10_header_of_one_byte_records) {
    const auto with_header = [](std::size_t size) {
        return succeed_answer("X-Long: " + std::string(size, 'h') + "\r\n");
    };
    check_growth(cost(with_header(1'000), 1, false), cost(with_header(8'000), 1, false));
}

BOOST_AUTO_TEST_SUITE_END()
