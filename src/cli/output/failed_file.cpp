// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_file.hpp"

#include "cli/options/usage_error.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

constexpr std::size_t block_size = 65'536;

/// What takes the name over must not take the place of a symbolic link, a device or a directory.
std::string real_name(const std::string& name) {
    std::error_code ec;
    const auto status = std::filesystem::status(name, ec);
    if (!std::filesystem::exists(status))
        return name;
    if (!std::filesystem::is_regular_file(status))
        throw usage_error("--failed-file: '" + name + "' is not a regular file");
    const auto real = std::filesystem::canonical(name, ec);
    return ec ? name : real.string();
}

int open_temporary(std::string& pattern, const std::string& name) {
    const int file = ::mkostemp(pattern.data(), O_CLOEXEC);
    const auto error = last_error();
    if (file < 0)
        throw usage_error("--failed-file: cannot write '" + name + "': " + error.message());
    return file;
}

} // namespace

failed_file::failed_file(const std::string& name)
    : name_(real_name(name)), temporary_(name_ + ".XXXXXX"), format_(failed_format_of(name)),
      file_(open_temporary(temporary_, name)), pending_(failed_header(format_)) {}

failed_file::~failed_file() {
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

void failed_file::add(const outcome& one) {
    if (one.error || !one.result.succeeded())
        add(one.cluster, one.id);
}

void failed_file::add(std::string_view cluster, std::string_view id) {
    const std::string row = to_failed_row(format_, cluster, id);
    if (row.empty())
        ++left_out_;
    pending_ += row;
    if (pending_.size() >= block_size)
        write();
}

void failed_file::write() {
    if (!error_)
        error_ = write_all(file_.get(), pending_);
    pending_.clear();
}

void failed_file::finish() {
    write();
    if (!error_ && ::fdatasync(file_.get()) != 0)
        error_ = last_error();
    if (!error_ && std::rename(temporary_.c_str(), name_.c_str()) != 0)
        error_ = last_error();
    if (error_)
        return;
    temporary_.clear();
    error_ = sync_directory_of(name_);
}

} // namespace mrs::cli
