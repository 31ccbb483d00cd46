// SPDX-License-Identifier: BSL-1.0
#include "net/excluded_names.hpp"

#include "core/openssl_ptr.hpp"

#include <openssl/x509v3.h>

namespace mrs::net {

namespace {

using constraints_ptr = std::unique_ptr<NAME_CONSTRAINTS, openssl_free<NAME_CONSTRAINTS_free>>;

/// A name that begins with a dot stands for those below it, which no wildcard adds to.
bool is_good_for(X509* certificate, const GENERAL_NAME* excluded) {
    if (excluded->type != GEN_DNS)
        return false;
    const auto* const name =
        reinterpret_cast<const char*>(ASN1_STRING_get0_data(excluded->d.dNSName));
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(excluded->d.dNSName));
    return size > 0 && name[0] != '.' &&
           X509_check_host(certificate, name, size,
                           X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                               X509_CHECK_FLAG_NEVER_CHECK_SUBJECT,
                           nullptr) == 1;
}

} // namespace

bool covers_excluded_name(const STACK_OF(X509) * chain) {
    for (int i = 1; i < sk_X509_num(chain); ++i) {
        const constraints_ptr constraints(static_cast<NAME_CONSTRAINTS*>(
            X509_get_ext_d2i(sk_X509_value(chain, i), NID_name_constraints, nullptr, nullptr)));
        if (!constraints)
            continue;
        const auto* const excluded = constraints->excludedSubtrees;
        for (int j = 0; j < sk_GENERAL_SUBTREE_num(excluded); ++j)
            if (is_good_for(sk_X509_value(chain, 0), sk_GENERAL_SUBTREE_value(excluded, j)->base))
                return true;
    }
    return false;
}

} // namespace mrs::net
