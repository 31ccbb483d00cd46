// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_EVENT_LIST_HPP
#define MRS_TEST_EVENT_LIST_HPP

#include <mrs/bulk.hpp>
#include <mrs/observer.hpp>

#include <string>
#include <vector>

namespace mrs_test {

/// What an observer heard, each event as a short line.
class event_list final : public mrs::observer {
public:
    void on_attempt_started(const mrs::attempt_started& event) override {
        add("attempt " + std::to_string(event.attempt) + " resends " +
            std::to_string(event.resends));
    }
    void on_attempt_ended(const mrs::attempt_ended& event) override {
        std::string text = "ended " + std::to_string(event.http_status);
        if (!event.error_type.empty())
            text.append(" ").append(event.error_type);
        add(text);
    }
    void on_call_ended(const mrs::call_ended& event) override {
        std::string text = "call ";
        text.append(event.call.operation).append(" ");
        text.append(event.error ? mrs::error_name(event.error)
                                : std::string(to_string(event.status)));
        add(text + " after " + std::to_string(event.attempts));
    }
    void on_retry_scheduled(const mrs::retry_scheduled& event) override {
        add(std::string("retry ").append(to_string(event.reason)));
    }
    void on_throttled(const mrs::throttled&) override { add("throttled"); }
    void on_connection_opened(const mrs::connection_opened& event) override {
        add("opened " + std::to_string(event.connection));
    }
    void on_connection_failed(const mrs::connection_failed& event) override {
        add(std::string("not opened ") + mrs::error_name(event.error));
    }
    void on_connection_reused(const mrs::connection_reused& event) override {
        add("reused " + std::to_string(event.uses));
    }
    void on_connection_retired(const mrs::connection_retired& event) override {
        add(std::string("retired ").append(to_string(event.reason)));
    }
    void on_credentials_refreshed(const mrs::credentials_refreshed& event) override {
        add(std::string("credentials ") + (event.error ? mrs::error_name(event.error) : "new"));
    }
    void on_bulk_progressed(const mrs::bulk_progressed& event) override {
        add("bulk " + std::to_string(event.run) + " done " + std::to_string(event.progress.done()) +
            (event.ended ? " ended" : ""));
    }

    /// All of them since the last time, with "; " between them.
    std::string take() {
        std::string text;
        for (const std::string& one : lines_)
            text += (text.empty() ? "" : "; ") + one;
        lines_.clear();
        return text;
    }

private:
    void add(std::string line) { lines_.push_back(std::move(line)); }

    std::vector<std::string> lines_;
};

} // namespace mrs_test

#endif
