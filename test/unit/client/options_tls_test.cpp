// SPDX-License-Identifier: BSL-1.0
#include "refused_options.hpp"
#include "support/test_certificate.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

using mrs::secret;
using mrs::tls_options;

namespace options_tls {
namespace {

/// A directory that goes with its files when the test ends.
class temporary_directory {
public:
    temporary_directory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mrs-unit-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary directory");
        path_ = pattern;
    }
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
    ~temporary_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (path_ / name).string();
    }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

mrs::client_options with(const tls_options& tls) {
    return good_options().tls(tls);
}

/// The options are refused, and the text names the option and the file.
void expect_refused_file(const tls_options& tls, const std::string& option,
                         const std::string& path) {
    const std::string text = refusal(with(tls));
    BOOST_TEST(text.find("tls." + option) == 0u, text);
    BOOST_TEST(text.find("\"" + path + "\"") != std::string::npos, text);
}

/// Cuts a PEM text in the middle of its base64.
std::string broken(std::string pem) {
    return pem.erase(pem.size() / 2, 70);
}

struct fixture {
    temporary_directory directory;
    test_certificate one{"one"};
    test_certificate other{"other"};
};

} // namespace
} // namespace options_tls

BOOST_FIXTURE_TEST_SUITE(options_tls, fixture)

BOOST_AUTO_TEST_CASE(I4_ca_file_good) {
    const std::string both = one.certificate + "# a comment between\n" + other.certificate;
    expect_accepted(with(tls_options().ca_file(directory.write("ca.pem", one.certificate))));
    expect_accepted(with(tls_options().ca_file(directory.write("both.pem", both))));
    expect_accepted(with(tls_options().ca_file(directory.path("ca.pem")).with_system_ca(true)));
}

BOOST_AUTO_TEST_CASE(I4_ca_file_missing) {
    const std::string path = directory.path("missing.pem");
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
    BOOST_TEST(refusal(with(tls_options().ca_file(path))).find("No such file") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(I4_ca_file_empty) {
    const std::string path = directory.write("empty.pem", "");
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
}

BOOST_AUTO_TEST_CASE(I4_ca_file_not_pem) {
    const std::string path = directory.write("not.pem", std::string(1000, '\0') + "binary");
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
}

BOOST_AUTO_TEST_CASE(I4_ca_file_with_a_key_only) {
    const std::string path = directory.write("key.pem", one.key);
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
    BOOST_TEST(refusal(with(tls_options().ca_file(path))).find("PRIVATE") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(I4_ca_file_broken) {
    const std::string path = directory.write("broken.pem", broken(one.certificate));
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
    const std::string second =
        directory.write("second.pem", one.certificate + broken(other.certificate));
    expect_refused_file(tls_options().ca_file(second), "ca_file", second);
    const std::string torn =
        directory.write("torn.pem", one.certificate.substr(0, one.certificate.size() / 2));
    expect_refused_file(tls_options().ca_file(torn), "ca_file", torn);
}

BOOST_AUTO_TEST_CASE(I4_ca_file_is_a_directory) {
    const std::string path = directory.path(".");
    expect_refused_file(tls_options().ca_file(path), "ca_file", path);
}

BOOST_AUTO_TEST_CASE(I4_ca_pem) {
    expect_accepted(with(tls_options().ca_pem(one.certificate)));
    for (const std::string& pem : {std::string("x"), one.key, broken(one.certificate)})
        expect_refused(with(tls_options().ca_pem(pem)), "tls.ca_pem");
}

BOOST_AUTO_TEST_CASE(I4_client_certificate_good) {
    const std::string chain = directory.write("chain.pem", one.certificate + other.certificate);
    const std::string key = directory.write("key.pem", one.key);
    expect_accepted(with(tls_options().client_certificate_files(chain, key)));
    expect_accepted(with(tls_options().client_certificate_pem(one.certificate, secret(one.key))));
}

BOOST_AUTO_TEST_CASE(I4_client_files_missing) {
    const std::string chain = directory.write("chain.pem", one.certificate);
    const std::string key = directory.write("key.pem", one.key);
    const std::string missing = directory.path("missing.pem");
    expect_refused_file(tls_options().client_certificate_files(missing, key),
                        "client_certificate_files", missing);
    expect_refused_file(tls_options().client_certificate_files(chain, missing),
                        "client_certificate_files", missing);
    expect_refused_file(tls_options().client_certificate_files(chain, ""),
                        "client_certificate_files", "");
}

BOOST_AUTO_TEST_CASE(I4_client_key_of_another_certificate) {
    const std::string chain = directory.write("chain.pem", one.certificate);
    const std::string key = directory.write("key.pem", other.key);
    expect_refused_file(tls_options().client_certificate_files(chain, key),
                        "client_certificate_files", key);
    expect_refused(with(tls_options().client_certificate_pem(one.certificate, secret(other.key))),
                   "tls.client_certificate_pem");
}

BOOST_AUTO_TEST_CASE(I4_client_key_unusable) {
    const std::string chain = directory.write("chain.pem", one.certificate);
    for (const std::string& text :
         {std::string(), std::string("x"), one.certificate, one.encrypted_key, broken(one.key)}) {
        const std::string key = directory.write("key.pem", text);
        expect_refused_file(tls_options().client_certificate_files(chain, key),
                            "client_certificate_files", key);
        expect_refused(with(tls_options().client_certificate_pem(one.certificate, secret(text))),
                       "tls.client_certificate_pem");
    }
}

BOOST_AUTO_TEST_CASE(I4_client_key_never_given) {
    expect_refused(with(tls_options().client_certificate_pem(one.certificate, secret())),
                   "tls.client_certificate_pem");
}

BOOST_AUTO_TEST_CASE(I4_client_key_without_a_certificate) {
    const std::string key = directory.write("key.pem", one.key);
    expect_refused(with(tls_options().client_certificate_files("", key)),
                   "tls.client_certificate_files");
    expect_refused(with(tls_options().client_certificate_pem("", secret(one.key))),
                   "tls.client_certificate_pem");
}

BOOST_AUTO_TEST_CASE(I4_client_chain_unusable) {
    const std::string key = directory.write("key.pem", one.key);
    for (const std::string& text :
         {std::string(), std::string("x"), one.key, broken(one.certificate),
          one.certificate + broken(one.certificate)}) {
        const std::string chain = directory.write("chain.pem", text);
        expect_refused_file(tls_options().client_certificate_files(chain, key),
                            "client_certificate_files", chain);
    }
}

BOOST_AUTO_TEST_CASE(I2_server_name) {
    for (const std::string& name : {std::string("a b"),
                                    std::string("a\r\nb"),
                                    std::string("a\0b", 3),
                                    std::string("\xc3\xa9"),
                                    std::string("*.example"),
                                    std::string("a/b"),
                                    std::string(254, 'a'),
                                    std::string("."),
                                    std::string(".example.com"),
                                    std::string("a..b"),
                                    std::string("a.."),
                                    std::string("-x"),
                                    std::string("x-.example"),
                                    std::string("a.-b"),
                                    std::string(64, 'a') + ".example",
                                    std::string("127.1"),
                                    std::string("0x7f000001"),
                                    std::string("1.2.3.256"),
                                    std::string("127.0.0.01"),
                                    std::string("127.0.0.1\0x", 11),
                                    std::string("[::1]"),
                                    std::string("fe80::1%1"),
                                    std::string("::g")})
        expect_refused(with(tls_options().server_name(name)), "tls.server_name");
    for (const std::string& name :
         {std::string("b.example"), std::string("B.EXAMPLE"), std::string("xn--bcher-kva.example"),
          std::string("b.example."), std::string("a_b.example"), std::string(63, 'a') + ".example",
          std::string("127.0.0.1"), std::string("::1"), std::string("2001:DB8::1")})
        expect_accepted(with(tls_options().server_name(name)));
}

BOOST_AUTO_TEST_CASE(I2_a_refusal_leaves_no_openssl_error_behind) {
    refusal(with(tls_options().ca_pem("x")));
    expect_accepted(with(tls_options().ca_pem(one.certificate)));
}

BOOST_AUTO_TEST_SUITE_END()
