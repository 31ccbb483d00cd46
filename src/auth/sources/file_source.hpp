// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_AUTH_SOURCES_FILE_SOURCE_HPP
#define MRS_AUTH_SOURCES_FILE_SOURCE_HPP

#include "auth/sources/fetched.hpp"
#include "auth/sources/source.hpp"
#include "core/small_file.hpp"
#include "net/strand.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mrs::auth {

/// What a file holds, read again when the file has changed.
class file_source final : public source {
public:
    /// Reads the text of a file; `name` is for the text of a failure.
    using reader = fetched (*)(std::string_view text, const std::string& name);

    /// What there is to know of a kind of file.
    struct kind {
        const char* name;   ///< "the token file"
        reader read;        ///< Its content.
        bool is_key;        ///< It holds an access key.
        bool may_be_absent; ///< Without the file there is nothing to be asked, and no error.
    };

    /// @param executor where it waits for what is written into a pipe
    file_source(std::string path, const kind& what, net::strand executor)
        : path_(std::move(path)), kind_(what), strand_(std::move(executor)) {}
    ~file_source() override { abort(); }

    void fetch(source_user& user) override;
    void abort() noexcept override;
    bool renewable() override { return file_stamp::of(path_) != stamp_; }
    bool changed(time_point now) override;
    [[nodiscard]] bool cautious() const noexcept override { return kind_.is_key; }
    [[nodiscard]] std::string name() const override;

private:
    /// A pipe that is waited for.
    struct pipe;

    void wait(const std::shared_ptr<pipe>& one, source_user& user);
    void go_on(const std::shared_ptr<pipe>& one, source_user& user);
    [[nodiscard]] fetched failure(const error_code& ec) const;

    std::string path_;
    kind kind_;
    net::strand strand_;
    std::shared_ptr<pipe> pipe_;
    file_stamp stamp_;
    time_point next_look_{};
};

/// Without the one line end that an editor leaves behind.
std::string_view without_line_end(std::string_view text) noexcept;

/// The one token that a file holds, with or without a line end.
fetched read_token_file(std::string_view text, const std::string& name);

} // namespace mrs::auth

#endif
