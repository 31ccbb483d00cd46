// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_CHAIN_SOURCE_HPP
#define MRS_AUTH_SOURCES_CHAIN_SOURCE_HPP

#include "auth/sources/source.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace mrs::auth {

/// The first of several sources that has what it needs. It is asked again for what follows.
class chain_source final : public source, private source_user {
public:
    /// @param members at least one
    explicit chain_source(std::vector<std::unique_ptr<source>> members)
        : members_(std::move(members)) {}

    void fetch(source_user& user) override;
    void abort() noexcept override;
    bool renewable() override { return members_[chosen_]->renewable(); }
    bool changed(time_point now) override { return members_[chosen_]->changed(now); }
    [[nodiscard]] bool cautious() const noexcept override { return members_[chosen_]->cautious(); }
    [[nodiscard]] std::string name() const override { return members_[chosen_]->name(); }

private:
    void on_identity(identity fresh) override;
    void on_source_failed(source_failure why) override;

    std::vector<std::unique_ptr<source>> members_;
    std::size_t chosen_ = 0;
    std::string lacked_; ///< What those before it lacked.
    source_user* user_ = nullptr;
};

} // namespace mrs::auth

#endif
