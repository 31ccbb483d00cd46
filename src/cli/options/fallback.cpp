// SPDX-License-Identifier: BSL-1.0
#include "cli/options/fallback.hpp"

#include "cli/base/environment.hpp"
#include "cli/base/usage_error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <ios>
#include <sstream>
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

bool is_flag(const CLI::Option& option) {
    return option.get_expected_min() == 0;
}

using items = std::vector<CLI::ConfigItem>;

items parse(const std::string& text) {
    std::istringstream stream(text);
    return CLI::ConfigTOML().from_config(stream);
}

/// The line in which a setting ends: the file may be another one than was meant, such as a token's,
/// so that what stands there is not repeated.
std::size_t line_of(const std::string& text, std::size_t setting) {
    std::size_t number = 0;
    for (std::size_t end = 0; end < text.size(); ++number) {
        end = std::min(text.find('\n', end), text.size() - 1) + 1;
        if (parse(text.substr(0, end)).size() > setting)
            return number + 1;
    }
    return number;
}

std::string read_config(const std::string& file) {
    constexpr std::size_t largest = 1 << 20;
    std::ifstream stream(file, std::ios::binary);
    std::string text(largest, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream)
        throw usage_error("the configuration file " + file + " is larger than 1 MiB");
    if (!stream.eof() || stream.bad())
        throw usage_error("cannot read the configuration file " + file);
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

void apply(CLI::Option& option, const CLI::ConfigItem& item) {
    const bool flag = is_flag(option);
    // What a name alone is taken for.
    if (!flag && item.inputs == std::vector<std::string>{"true"})
        throw usage_error(option.get_name() + " has no value");
    try {
        if (flag)
            option.add_result(option.get_flag_value(item.name, CLI::ConfigTOML().to_flag(item)));
        else
            for (const std::string& value : item.inputs)
                option.add_result(value);
        option.run_callback();
    } catch (const CLI::Error&) {
        throw usage_error(option.get_name() + " cannot have this value");
    }
    check_values(option);
}

} // namespace

void check_values(const CLI::Option& option) {
    const auto& values = option.results();
    // The library takes a flag's value for a number, whatever follows the digits.
    const auto is_wrong = [](const std::string& value) {
        return value != "true" && value != "false";
    };
    if (is_flag(option) && std::any_of(values.begin(), values.end(), is_wrong))
        throw usage_error(option.get_name() + " is neither true nor false");
    if (std::find(values.begin(), values.end(), "") != values.end())
        throw usage_error(option.get_name() + " is empty");
}

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
    const settled_options settled(app, either);
    const std::string text = read_config(file);
    const items all = parse(text);
    for (std::size_t at = 0; at < all.size(); ++at) {
        const CLI::ConfigItem& item = all[at];
        CLI::Option* const option =
            item.parents.empty() ? app.get_option_no_throw("--" + item.name) : nullptr;
        try {
            if (option == nullptr || !option->get_configurable())
                throw usage_error("this is no setting of mrs-cancel");
            if (!settled.has(option->get_name()))
                apply(*option, item);
        } catch (const usage_error& error) {
            throw usage_error(file + ", line " + std::to_string(line_of(text, at)) + ": " +
                              error.what());
        }
    }
}

} // namespace mrs::cli
