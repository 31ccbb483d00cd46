// SPDX-License-Identifier: BSL-1.0
#include "cli/run/confirmation.hpp"

#include <fstream>

namespace mrs::cli {

bool confirmed(const std::string& question) {
    // Two streams, since a terminal cannot seek between reading and writing.
    std::ofstream out("/dev/tty");
    std::ifstream in("/dev/tty");
    if (!out || !in)
        return true;
    out << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(in, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace mrs::cli
