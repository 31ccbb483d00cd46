// SPDX-License-Identifier: BSL-1.0
#include "cli/run/dry_run.hpp"

#include "cli/base/escape.hpp"
#include "cli/base/utf8.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>

namespace mrs::cli {

std::string to_dry_line(const std::string& cluster, const std::string& id, bool json) {
    if (!json)
        return "DRY-RUN\t" + escaped(id) + '\n';
    boost::json::object line;
    line["id"] = as_utf8(id);
    line["cluster"] = as_utf8(cluster);
    line["outcome"] = "DRY-RUN";
    return ascii_where_invisible(boost::json::serialize(line)) + '\n';
}

std::string dry_summary(const intake_counts& rows) {
    std::string text = "dry run: " + std::to_string(rows.accepted) + " to cancel";
    const auto add = [&text](std::uint64_t count, const char* what) {
        if (count > 0)
            text += ", " + std::to_string(count) + ' ' + what;
    };
    add(rows.bad, "refused");
    add(rows.duplicates, "duplicates dropped");
    add(rows.answered_before, "answered before");
    add(rows.other_shard, "of other shards");
    return text + "; nothing was sent";
}

} // namespace mrs::cli
