// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_METADATA_OPTIONS_HPP
#define MRS_METADATA_OPTIONS_HPP

#include <string>
#include <utility>

namespace mrs {

/// The metadata service of a virtual machine, which gives temporary access keys of its agency.
class metadata_options {
public:
    metadata_options() = default;

    /// Where it is. `http://` is permitted to a link-local or loopback address alone. Default:
    /// "http://169.254.169.254", its own on the vendor's machines.
    metadata_options& endpoint(std::string url) {
        endpoint_ = std::move(url);
        return *this;
    }

    /// What was set, or else the default.
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }

private:
    std::string endpoint_ = "http://169.254.169.254";
};

} // namespace mrs

#endif
