// SPDX-License-Identifier: BSL-1.0
// What docs/proxies.md shows, so that it is compiled.
#include <mrs/client_options.hpp>

#include <string>

void show(mrs::client_options& options, const std::string& password) {
    options.proxy(mrs::proxy_options::from_environment());
    options.proxy(mrs::proxy_options("http://proxy.example:3128")
                      .credentials("user", mrs::secret(password))
                      .no_proxy("internal.example"));
}
