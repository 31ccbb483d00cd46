// SPDX-License-Identifier: BSL-1.0
// What docs/credentials.md shows, so that it is compiled.
#include <mrs/access_key.hpp>
#include <mrs/credentials.hpp>
#include <mrs/iam_password.hpp>

#include <string>

void show(const std::string& password, const std::string& secret_key,
          const mrs::token_provider& my_coroutine) {
    mrs::credentials::default_chain();
    mrs::credentials::token_file("/run/secrets/mrs-token");
    mrs::credentials::password(mrs::iam_password("account", "user", mrs::secret(password)));
    mrs::credentials::keys(mrs::access_key("AK...", mrs::secret(secret_key)));
    mrs::credentials::chain({mrs::credentials::default_chain(), mrs::credentials::metadata()});
    mrs::credentials::provider(my_coroutine);
}
