// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TLS_OPTIONS_HPP
#define MRS_TLS_OPTIONS_HPP

#include <mrs/secret.hpp>

#include <string>
#include <utility>
#include <vector>

namespace mrs {

/// Whom a client trusts, and how it shows who it is. The peer's certificate and name are always
/// verified: there is no switch that turns this off. Nothing that gives less than 112 bits is
/// accepted, such as an RSA key of less than 2048 bits or a signature with SHA-1.
class tls_options {
public:
    /// Protocol versions; nothing older than TLS 1.2 can be had.
    enum class version { tls_1_2, tls_1_3 };

    tls_options() = default;

    /// Trusts the certificates of this PEM file in place of the system's. The file is read at the
    /// client's construction. Default: none.
    tls_options& ca_file(std::string path) {
        ca_file_ = std::move(path);
        return *this;
    }
    /// Trusts the certificates of this PEM text in place of the system's. Default: none.
    tls_options& ca_pem(std::string pem) {
        ca_pem_ = std::move(pem);
        return *this;
    }
    /// Trusts the system's certificates beside those of `ca_file` or `ca_pem`. Default: off.
    tls_options& with_system_ca(bool yes) noexcept {
        with_system_ca_ = yes;
        return *this;
    }

    /// Refuses a peer of whose chain a certificate is revoked by the lists (CRLs) of this PEM file.
    /// The file is read at the client's construction. It has to hold a current list of each
    /// authority of the chain, the intermediate ones' too: without one, or after its next update
    /// was due, the peer is refused. A TLS session is not resumed beyond that time either.
    /// Default: none.
    tls_options& crl_file(std::string path) {
        crl_file_ = std::move(path);
        return *this;
    }

    /// Refuses a peer of whose verified chain, from its own certificate to the trusted one, no
    /// public key is one of these: each the SHA-256 of a SubjectPublicKeyInfo, in base64 after
    /// "sha256/". That comes after the verification of chain and name, never in its place. Name a
    /// spare key, or nobody gets through once the key has to change.
    ///
    /// What follows "sha256/" is printed by `openssl x509 -in cert.pem -noout -pubkey | openssl
    /// pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`. Default: none.
    tls_options& pins(std::vector<std::string> keys) {
        pins_ = std::move(keys);
        return *this;
    }

    /// The certificate chain and key that the client shows when asked, both PEM files, read at
    /// the client's construction. The key must not be encrypted. Default: none.
    tls_options& client_certificate_files(std::string chain_path, std::string key_path) {
        client_chain_file_ = std::move(chain_path);
        client_key_file_ = std::move(key_path);
        return *this;
    }
    /// The same as PEM texts. Default: none.
    tls_options& client_certificate_pem(std::string chain, secret key) {
        client_chain_pem_ = std::move(chain);
        client_key_pem_ = std::move(key);
        return *this;
    }

    /// The oldest version to accept. Default: TLS 1.2.
    tls_options& min_version(version oldest) noexcept {
        min_version_ = oldest;
        return *this;
    }

    /// The name to ask for (SNI) and to verify, where it is not the endpoint's host; it is checked
    /// as that is. An address is verified as an address, and not asked for. Default: the endpoint's
    /// host.
    tls_options& server_name(std::string name) {
        server_name_ = std::move(name);
        return *this;
    }

    /// @{
    /// What was set, or else the default.
    [[nodiscard]] const std::string& ca_file() const noexcept { return ca_file_; }
    [[nodiscard]] const std::string& ca_pem() const noexcept { return ca_pem_; }
    [[nodiscard]] bool with_system_ca() const noexcept { return with_system_ca_; }
    [[nodiscard]] const std::string& crl_file() const noexcept { return crl_file_; }
    [[nodiscard]] const std::vector<std::string>& pins() const noexcept { return pins_; }
    [[nodiscard]] const std::string& client_chain_file() const noexcept {
        return client_chain_file_;
    }
    [[nodiscard]] const std::string& client_key_file() const noexcept { return client_key_file_; }
    [[nodiscard]] const std::string& client_chain_pem() const noexcept { return client_chain_pem_; }
    [[nodiscard]] const secret& client_key_pem() const noexcept { return client_key_pem_; }
    [[nodiscard]] version min_version() const noexcept { return min_version_; }
    [[nodiscard]] const std::string& server_name() const noexcept { return server_name_; }
    /// @}

private:
    std::string ca_file_;
    std::string ca_pem_;
    std::string crl_file_;
    std::vector<std::string> pins_;
    std::string client_chain_file_;
    std::string client_key_file_;
    std::string client_chain_pem_;
    secret client_key_pem_;
    std::string server_name_;
    version min_version_ = version::tls_1_2;
    bool with_system_ca_ = false;
};

} // namespace mrs

#endif
