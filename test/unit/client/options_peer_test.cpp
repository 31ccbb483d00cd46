// SPDX-License-Identifier: BSL-1.0
#include "refused_options.hpp"
#include "support/temporary_file.hpp"
#include "support/test_certificate.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using mrs::tls_options;

// What a client may demand of its peer beside a good chain.

namespace options_peer {
namespace {

constexpr const char* pin = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string refused_lists(const std::string& path) {
    return refusal(good_options().tls(tls_options().crl_file(path)));
}

void expect_refused_lists(const temporary_file& file, const std::string& text) {
    file.write(text);
    const std::string words = refused_lists(file.path());
    BOOST_TEST(words.find("tls.crl_file \"" + file.path() + "\": ") == 0u, words);
}

void expect_refused_pin(const std::string& text) {
    BOOST_TEST_CONTEXT(text) {
        expect_refused(good_options().tls(tls_options().pins({pin, text})), "tls.pins[1]: not");
    }
}

} // namespace
} // namespace options_peer

BOOST_AUTO_TEST_SUITE(options_peer)

BOOST_AUTO_TEST_CASE(I4_crl_file_missing) {
    const temporary_file file;
    const std::string words = refused_lists(file.path());
    BOOST_TEST(words.find("tls.crl_file: cannot read \"" + file.path() + "\": No such file") == 0u,
               words);
}

BOOST_AUTO_TEST_CASE(I4_crl_file_unusable) {
    const temporary_file file;
    expect_refused_lists(file, "");
    expect_refused_lists(file, "not PEM");
    expect_refused_lists(file, std::string(1000, '\0'));
    expect_refused_lists(file, test_certificate("a").certificate);
    expect_refused_lists(file, "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");
    expect_refused_lists(file, "-----BEGIN X509 CRL-----\nAAAA\n");
}

BOOST_AUTO_TEST_CASE(I2_pins) {
    expect_accepted(good_options().tls(tls_options().pins({pin})));
    expect_accepted(good_options().tls(tls_options().pins({})));
    const std::string good = pin;
    for (const std::string& text :
         {std::string(), std::string("sha256/"), good.substr(7), "sha1/" + good.substr(7),
          "sha256//" + good.substr(7), "SHA256/" + good.substr(7), good.substr(0, 50), good + "=",
          good + "\n", " " + good, good.substr(0, 49) + "==", "sha256/" + std::string(44, '='),
          "sha256/ " + good.substr(7, 43),
          good.substr(0, 49) + "V=", good.substr(0, 20) + "\n" + good.substr(21)})
        expect_refused_pin(text);
}

BOOST_AUTO_TEST_SUITE_END()
