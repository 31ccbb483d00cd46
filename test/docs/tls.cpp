// SPDX-License-Identifier: BSL-1.0
// What docs/tls.md shows, so that it is compiled.
#include <mrs/client_options.hpp>

mrs::client_options with_tls(mrs::client_options options, const mrs::secret& key) {
    mrs::tls_options tls;
    tls.ca_file("/etc/ssl/private-cloud.pem")
        .client_certificate_pem("-----BEGIN CERTIFICATE-----...", key)
        .min_version(mrs::tls_options::version::tls_1_3);
    return options.tls(tls);
}
