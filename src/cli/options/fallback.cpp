// SPDX-License-Identifier: BSL-1.0
#include "cli/options/fallback.hpp"

#include "cli/options/environment.hpp"
#include "cli/options/usage_error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace mrs::cli {

namespace {

/// The options that stronger sources have settled.
class settled_options {
public:
    settled_options(const CLI::App& app, const alternatives& either) {
        for (const CLI::Option* const option : app.get_options())
            if (option->count() > 0)
                names_.push_back(option->get_name());
        const auto given = [this](const char* name) { return has(name); };
        if (std::any_of(either.begin(), either.end(), given))
            names_.insert(names_.end(), either.begin(), either.end());
    }

    [[nodiscard]] bool has(std::string_view name) const {
        return std::find(names_.begin(), names_.end(), name) != names_.end();
    }

private:
    std::vector<std::string> names_;
};

void apply(CLI::Option& option, const CLI::ConfigItem& item, const CLI::Config& format) {
    if (option.get_expected_min() == 0)
        option.add_result(option.get_flag_value(item.name, format.to_flag(item)));
    else
        for (const std::string& value : item.inputs)
            option.add_result(value);
    option.run_callback();
}

} // namespace

void take_environment(CLI::App& app, const std::vector<environment_setting>& settings,
                      const alternatives& either) {
    const settled_options settled(app, either);
    for (const environment_setting& setting : settings) {
        const std::string value = environment(setting.variable);
        if (value.empty() || settled.has(setting.option))
            continue;
        CLI::Option& option = *app.get_option(setting.option);
        option.add_result(value);
        option.run_callback();
    }
}

void take_config_file(CLI::App& app, const std::string& file, const alternatives& either) {
    std::ifstream stream(file);
    if (!stream)
        throw usage_error("cannot read the configuration file " + file);
    const settled_options settled(app, either);
    const CLI::ConfigTOML format;
    for (const CLI::ConfigItem& item : format.from_config(stream)) {
        CLI::Option* const option =
            item.parents.empty() ? app.get_option_no_throw("--" + item.name) : nullptr;
        if (option == nullptr || !option->get_configurable())
            throw usage_error(file + ": " + item.fullname() + " is no setting of mrs-cancel");
        if (!settled.has(option->get_name()))
            apply(*option, item, format);
    }
    if (stream.bad())
        throw usage_error("cannot read the configuration file " + file);
}

} // namespace mrs::cli
