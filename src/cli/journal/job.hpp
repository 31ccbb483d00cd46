// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_JOURNAL_JOB_HPP
#define MRS_CLI_JOURNAL_JOB_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mrs::cli {

/// What makes a run the same job as an earlier one: named texts, in the order of their adding.
class job {
public:
    using field = std::pair<std::string, std::string>;

    job() = default;
    /// Fields as `fields()` gave them.
    explicit job(std::vector<field> fields) : fields_(std::move(fields)) {}

    /// A name may come again, such as for several inputs. The value is kept escaped, so that it is
    /// safe to print and different bytes stay different.
    job& add(std::string_view name, std::string_view value);

    /// Ids that were given as arguments, as their number and one hash of them all: the field "ids".
    job& add_ids(const std::vector<std::string>& ids);

    [[nodiscard]] const std::vector<field>& fields() const noexcept { return fields_; }

    /// In words, the first field in which this job, a journal's, differs from a run's; empty where
    /// they are the same.
    [[nodiscard]] std::string difference_from(const job& run) const;

private:
    std::vector<field> fields_;
};

} // namespace mrs::cli

#endif
