// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_file.hpp"
#include "tls_row.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

using namespace mrs_test;

// The servers that a client must not turn away.

namespace tls_accepted {
namespace {

/// A variable of the environment for as long as this lives.
class environment_variable {
public:
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread runs while it changes
    environment_variable(const char* name, const std::string& value) : name_(name) {
        BOOST_TEST_REQUIRE(::setenv(name, value.c_str(), 1) == 0);
    }
    environment_variable(const environment_variable&) = delete;
    environment_variable& operator=(const environment_variable&) = delete;
    ~environment_variable() { ::unsetenv(name_); }
    // NOLINTEND(concurrency-mt-unsafe)

private:
    const char* name_;
};

void check_leaf(const recipe& what, const tls_side& client = tls_side()) {
    const auto server = server_context({what, test_root()});
    check_accepted(server.get(), client);
}

/// The name under which OpenSSL looks for an authority in a directory.
std::string hashed_name(const certificate& authority) {
    std::ostringstream name;
    name << std::hex << std::setw(8) << std::setfill('0')
         << X509_NAME_hash_ex(X509_get_subject_name(authority.x509()), nullptr, nullptr, nullptr)
         << ".0";
    return name.str();
}

} // namespace
} // namespace tls_accepted

BOOST_AUTO_TEST_SUITE(tls_accepted)

BOOST_AUTO_TEST_CASE(fault_T4_good) {
    check_leaf(recipe("good").dns(usual_host).key(key_kind::rsa2048));
}

BOOST_AUTO_TEST_CASE(fault_T4_ecc256) {
    check_leaf(recipe("ecc256").dns(usual_host).key(key_kind::p256));
}

BOOST_AUTO_TEST_CASE(fault_T4_rsa4096) {
    check_leaf(recipe("rsa4096").dns(usual_host).key(key_kind::rsa4096));
}

BOOST_AUTO_TEST_CASE(fault_T4_long_chain) {
    std::vector<certificate> between;
    for (int i = 0; i < 8; ++i)
        between.insert(between.begin(), {recipe("between " + std::to_string(i)).authority(),
                                         between.empty() ? test_root() : between.front()});
    const auto server = server_context({recipe("leaf").dns(usual_host), between.front()}, between);
    check_accepted(server.get());
}

BOOST_AUTO_TEST_CASE(fault_T4_ca_bundle_file) {
    const certificate other(recipe("other root").authority().key(key_kind::p256, 2));
    const certificate third(recipe("third root").authority().key(key_kind::p256, 3));
    const temporary_file bundle;
    bundle.write("# three\n" + other.pem() + test_root().pem() + "\n" + third.pem());
    check_leaf(recipe("leaf").dns(usual_host),
               tls_side(usual_host, mrs::tls_options().ca_file(bundle.path())));
}

BOOST_AUTO_TEST_CASE(fault_T4_ca_bundle_file_of_the_system) {
    const temporary_file bundle;
    bundle.write(test_root().pem());
    const environment_variable variable("SSL_CERT_FILE", bundle.path());
    check_leaf(recipe("leaf").dns(usual_host), tls_side(usual_host, mrs::tls_options()));
}

BOOST_AUTO_TEST_CASE(fault_T4_ca_bundle_directory_of_the_system) {
    const temporary_file scratch;
    std::ofstream(scratch.directory() + "/" + hashed_name(test_root())) << test_root().pem();
    const environment_variable variable("SSL_CERT_DIR", scratch.directory());
    check_leaf(recipe("leaf").dns(usual_host), tls_side(usual_host, mrs::tls_options()));
}

BOOST_AUTO_TEST_CASE(fault_T4_wildcard) {
    check_leaf(recipe("wildcard").dns("*.mrs.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_ip_address) {
    check_leaf(recipe("address").ip({127, 0, 0, 1}), tls_side("127.0.0.1"));
}

BOOST_AUTO_TEST_CASE(fault_T4_upper_case_host) {
    check_leaf(recipe("lower").dns(usual_host), tls_side("API.Mrs.TEST"));
    check_leaf(recipe("upper").dns("API.MRS.TEST"));
}

BOOST_AUTO_TEST_CASE(fault_T4_a_label) {
    check_leaf(recipe("label").dns("xn--bcher-kva.test"), tls_side("xn--bcher-kva.test"));
    check_leaf(recipe("label").dns("*.mrs.test"), tls_side("xn--bcher-kva.mrs.test"));
}

BOOST_AUTO_TEST_CASE(fault_T4_trailing_dot) {
    check_leaf(recipe("no dot").dns(usual_host), tls_side(usual_host + "."));
}

BOOST_AUTO_TEST_CASE(fault_T4_tls_1_2_only) {
    const auto server = server_context(good_leaf());
    SSL_CTX_set_max_proto_version(server.get(), TLS1_2_VERSION);
    check_accepted(server.get());
}

BOOST_AUTO_TEST_CASE(fault_T4_tls_1_3_only) {
    const auto server = server_context(good_leaf());
    SSL_CTX_set_min_proto_version(server.get(), TLS1_3_VERSION);
    check_accepted(server.get());
    check_accepted(server.get(), tls_side(usual_host, trusting_root().min_version(
                                                          mrs::tls_options::version::tls_1_3)));
}

BOOST_AUTO_TEST_CASE(fault_T4_client_certificate) {
    const certificate between(recipe("clients").authority(), test_root());
    const certificate shown(recipe("client").extended_usage("clientAuth"), between);
    const tls_side client(usual_host,
                          trusting_root().client_certificate_pem(shown.pem() + between.pem(),
                                                                 mrs::secret(shown.key_pem())));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
        BOOST_TEST_CONTEXT("version " << version) {
            const auto server = server_context(good_leaf());
            SSL_CTX_set_min_proto_version(server.get(), version);
            SSL_CTX_set_max_proto_version(server.get(), version);
            X509_STORE_add_cert(SSL_CTX_get_cert_store(server.get()), test_root().x509());
            SSL_CTX_set_verify(server.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                               nullptr);
            SSL_CTX_set_session_cache_mode(server.get(), SSL_SESS_CACHE_OFF);
            check_accepted(server.get(), client);
        }
}

BOOST_AUTO_TEST_SUITE_END()
