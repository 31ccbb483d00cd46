// SPDX-License-Identifier: BSL-1.0
#include "cli/output/line_writer.hpp"

#include <cerrno>
#include <sys/stat.h>
#include <utility>

namespace mrs::cli {

namespace {

bool same_file(int one, int other) noexcept {
    struct stat a {};
    struct stat b {};
    return ::fstat(one, &a) == 0 && ::fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

} // namespace

line_writer::line_writer(int descriptor)
    : port_(std::make_shared<output_lane::port>(descriptor)),
      lane_(std::make_shared<output_lane>()) {}

line_writer::line_writer(int descriptor, const line_writer& beside)
    : port_(std::make_shared<output_lane::port>(descriptor)),
      lane_(same_file(descriptor, beside.descriptor()) ? beside.lane_
                                                       : std::make_shared<output_lane>()) {}

void line_writer::write(std::string lines) {
    lane_->put(port_, std::move(lines));
}

void line_writer::closed() {
    lane_->fail(*port_, {EPIPE, boost::system::system_category()});
}

} // namespace mrs::cli
