// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_FIXED_SOURCE_HPP
#define MRS_AUTH_SOURCES_FIXED_SOURCE_HPP

#include "auth/sources/source.hpp"

#include <string>
#include <utility>

namespace mrs::auth {

/// The one identity that the user gave.
class fixed_source final : public source {
public:
    /// @param name where it is from
    /// @throws mrs::error with `errc::invalid_argument` where it cannot be used
    fixed_source(identity always, std::string name)
        : always_(std::move(always)), name_(std::move(name)) {
        if (const auto wrong = always_.problem())
            throw error(errc::invalid_argument, "credentials: " + *wrong);
    }

    void fetch(source_user& user) override { user.on_identity(always_); }
    bool renewable() override { return false; }
    [[nodiscard]] bool cautious() const noexcept override { return always_.is_key(); }
    [[nodiscard]] std::string name() const override { return name_; }

private:
    identity always_;
    std::string name_;
};

/// A source that was looked for and is not there.
class lacking_source final : public source {
public:
    lacking_source(std::string what, std::string name)
        : what_(std::move(what)), name_(std::move(name)) {}

    void fetch(source_user& user) override {
        user.on_source_failed(source_failure::lacking(what_));
    }
    bool renewable() override { return false; }
    [[nodiscard]] std::string name() const override { return name_; }

private:
    std::string what_;
    std::string name_;
};

} // namespace mrs::auth

#endif
