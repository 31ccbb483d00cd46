// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_TEST_UNIT_REFUSED_OPTIONS_HPP
#define MRS_TEST_UNIT_REFUSED_OPTIONS_HPP

#include <mrs/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <string>

/// Stands for every secret of these tests: no error's text may hold it.
inline const std::string hidden = "hunter2hunter2";

inline mrs::client_options good_options() {
    return {"https://a.example", "p1", mrs::credentials::token(mrs::secret(hidden))};
}

/// The text of the refusal of `options`, or "" where a client takes them.
inline std::string refusal(const mrs::client_options& options) {
    boost::asio::io_context context;
    try {
        const mrs::client accepted(context, options);
        return "";
    } catch (const mrs::error& e) {
        BOOST_TEST((e.code() == mrs::errc::invalid_argument));
        BOOST_TEST((e.code() == mrs::condition::invalid_argument));
        BOOST_TEST(std::string(e.what()).find(hidden) == std::string::npos);
        return e.info().detail;
    } catch (const std::exception& e) {
        BOOST_ERROR("another exception: " << e.what());
        return "";
    }
}

/// Options are refused, and the text begins with the field at fault.
inline void expect_refused(const mrs::client_options& options, const std::string& field) {
    const std::string text = refusal(options);
    BOOST_TEST(text.substr(0, field.size()) == field, "\"" << text << "\" does not name " << field);
}

inline void expect_accepted(const mrs::client_options& options) {
    BOOST_TEST(refusal(options) == "");
}

#endif
