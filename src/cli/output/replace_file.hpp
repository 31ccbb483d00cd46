// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OUTPUT_REPLACE_FILE_HPP
#define MRS_CLI_OUTPUT_REPLACE_FILE_HPP

#include <boost/system/error_code.hpp>

#include <string>

namespace mrs::cli {

/// Gives what is in a file, which is on the disk, another name of the same directory. A regular
/// file that has the name keeps its mode, its owner, its attributes and its other names. Where an
/// error kept the file from its new name, it has its own still.
/// @param name no symbolic link
boost::system::error_code replace_file(int file, const std::string& own_name,
                                       const std::string& name);

} // namespace mrs::cli

#endif
