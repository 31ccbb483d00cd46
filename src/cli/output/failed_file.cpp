// SPDX-License-Identifier: BSL-1.0
#include "cli/output/failed_file.hpp"

#include "cli/base/usage_error.hpp"
#include "cli/input/file_state.hpp"
#include "cli/output/replace_file.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mrs::cli {

namespace {

constexpr std::size_t block_size = 65'536;

[[noreturn]] void cannot_write(const std::string& name) {
    throw usage_error("--failed-file: cannot write '" + name + "': " + last_error().message());
}

/// What takes the name over must not take the place of a symbolic link, a device or a directory.
std::string checked_name(const std::string& name) {
    std::string real = resolved(name);
    struct stat found {};
    if (::stat(name.c_str(), &found) != 0)
        return real;
    if (!S_ISREG(found.st_mode))
        throw usage_error("--failed-file: '" + name + "' is not a regular file");
    if (::faccessat(AT_FDCWD, real.c_str(), W_OK, AT_EACCESS) != 0)
        cannot_write(name);
    return real;
}

int open_temporary(std::string& pattern, const std::string& name) {
    const int file = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (file < 0)
        cannot_write(name);
    return file;
}

} // namespace

failed_file::failed_file(const std::string& name, failed_form form)
    : name_(checked_name(name)), temporary_(name_ + ".XXXXXX"), form_(std::move(form)),
      file_(open_temporary(temporary_, name)) {}

failed_file::~failed_file() {
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

void failed_file::id_field(std::string_view name) {
    if (!begun_ && form_.fields.id.empty())
        form_.fields.id = name;
}

void failed_file::add(std::string_view cluster, std::string_view id) {
    const std::string row = to_failed_row(form_, cluster, id);
    if (row.empty())
        ++left_out_;
    append(row);
}

void failed_file::add_refused(row_format format, std::string_view text) {
    const read_back again = format == form_.format ? read_again(form_, text) : read_back::changed;
    if (again == read_back::refused)
        append(std::string(text) + "\n");
    else if (again == read_back::refused_last && last_.empty())
        last_ = std::string(text) + "\n";
    else if (format == row_format::lines)
        add(form_.cluster, text); // All that there is in such a row is the id.
    else
        ++left_out_;
}

void failed_file::append(std::string_view row) {
    pending_ += row;
    if (pending_.size() >= block_size)
        write();
}

void failed_file::write() {
    if (!std::exchange(begun_, true))
        pending_.insert(0, failed_header(form_));
    if (!error_)
        error_ = write_all(file_.get(), pending_);
    pending_.clear();
}

void failed_file::finish(const std::string& name) {
    pending_ += std::exchange(last_, {});
    write();
    if (!error_ && ::fdatasync(file_.get()) != 0)
        error_ = last_error();
    if (error_)
        return;
    error_ = replace_file(file_.get(), temporary_, name);
    if (error_ && ::access(temporary_.c_str(), F_OK) == 0)
        kept_in_ = temporary_;
    temporary_.clear();
}

void check_failed_file(const std::string& name) {
    const auto parent = std::filesystem::path(checked_name(name)).parent_path();
    if (::faccessat(AT_FDCWD, parent.empty() ? "." : parent.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        cannot_write(name);
}

} // namespace mrs::cli
