// SPDX-License-Identifier: BSL-1.0
#include "client/proxy_options.hpp"
#include "refused_options.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using mrs::proxy_options;
using mrs::secret;
using mrs::detail::read_proxy;

namespace {

mrs::client_options with_proxy(const proxy_options& proxy) {
    return good_options().proxy(proxy);
}

struct environment {
    std::map<std::string, std::string> variables;

    [[nodiscard]] proxy_options read() const {
        return read_proxy([this](const std::string& name) {
            const auto found = variables.find(name);
            return secret(found == variables.end() ? "" : found->second);
        });
    }
    [[nodiscard]] proxy_options of(const std::string& https_proxy) {
        variables["https_proxy"] = https_proxy;
        return read();
    }
    /// The text of the refusal of this value of `https_proxy`, which is not shown in it.
    std::string refusal(const std::string& https_proxy) {
        try {
            return "accepted: " + of(https_proxy).url();
        } catch (const mrs::error& e) {
            BOOST_TEST((e.code() == mrs::errc::invalid_argument));
            BOOST_TEST(std::string(e.what()).find(hidden) == std::string::npos);
            return e.info().detail;
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(options_of_a_proxy)

BOOST_AUTO_TEST_CASE(a_URL_of_host_and_port) {
    expect_accepted(with_proxy(proxy_options()));
    for (const char* const url :
         {"http://proxy.test:3128", "HTTP://Proxy.Test:3128/", "http://10.0.0.1:80",
          "http://[2001:db8::1]:8080", "http://proxy:1", "http://localhost:65535"})
        expect_accepted(with_proxy(proxy_options(url)));
}

BOOST_AUTO_TEST_CASE(any_other_URL_is_refused) {
    for (const std::string& url :
         {std::string("proxy.test:3128"), std::string("https://proxy.test:3128"),
          std::string("socks5://proxy.test:1080"), std::string("http://proxy.test"),
          std::string("http://proxy.test:"), std::string("http://proxy.test:0"),
          std::string("http://proxy.test:65536"), std::string("http://:3128"),
          std::string("http://proxy.test:3128/x"), std::string("http://proxy.test:3128?x"),
          std::string("http://proxy.test:3128#x"), std::string("http://a b:3128"),
          std::string("http://proxy.test:3128\r\nX: y"), std::string(" http://proxy.test:3128"),
          "http://user:" + hidden + "@proxy.test:3128", "http://" + hidden + "@proxy.test:3128"})
        expect_refused(with_proxy(proxy_options(url)), "proxy: ");
}

BOOST_AUTO_TEST_CASE(a_URL_is_refused_where_the_proxy_is_not_used_too) {
    expect_refused(with_proxy(proxy_options("nonsense").no_proxy("*")), "proxy: ");
}

BOOST_AUTO_TEST_CASE(credentials_that_no_header_can_carry_are_refused) {
    const auto with = [](const std::string& user, const std::string& password) {
        return with_proxy(
            proxy_options("http://proxy.test:3128").credentials(user, secret(password)));
    };
    expect_accepted(with("user", hidden));
    expect_accepted(with("user", ""));
    expect_accepted(with("us\xc3\xa9r", "p:\xc3\xa9 @%"));
    expect_accepted(with(std::string(256, 'u'), std::string(1024, 'p')));
    expect_refused(with("", hidden), "proxy.credentials: ");
    expect_refused(with("us:er", hidden), "proxy.credentials: ");
    expect_refused(with("us\r\ner", hidden), "proxy.credentials: ");
    expect_refused(with("user", hidden + "\n"), "proxy.credentials: ");
    expect_refused(with("user", hidden + "\x7f"), "proxy.credentials: ");
    expect_refused(with("user", hidden + std::string(1, '\0')), "proxy.credentials: ");
    expect_refused(with(std::string(257, 'u'), hidden), "proxy.credentials: ");
    expect_refused(with("user", hidden + std::string(1024, 'p')), "proxy.credentials: ");
    expect_refused(with_proxy(proxy_options().credentials("user", secret(hidden))),
                   "proxy.credentials: ");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(proxy_of_the_environment, environment)

BOOST_AUTO_TEST_CASE(none_without_a_variable) {
    BOOST_TEST(read().url() == "");
    variables = {{"http_proxy", "http://a.test:1"},
                 {"ALL_PROXY", "http://a.test:1"},
                 {"no_proxy", "*"},
                 {"HTTPS_PROXY", ""}};
    BOOST_TEST(read().url() == "");
}

BOOST_AUTO_TEST_CASE(lower_case_goes_before_upper_case) {
    variables = {{"HTTPS_PROXY", "http://upper.test:1"}, {"NO_PROXY", "upper"}};
    BOOST_TEST(read().url() == "http://upper.test:1");
    BOOST_TEST(read().no_proxy() == "upper");
    variables["https_proxy"] = "http://lower.test:1";
    variables["no_proxy"] = "lower";
    BOOST_TEST(read().url() == "http://lower.test:1");
    BOOST_TEST(read().no_proxy() == "lower");
    variables["https_proxy"] = "";
    variables["no_proxy"] = "";
    BOOST_TEST(read().url() == "http://upper.test:1");
    BOOST_TEST(read().no_proxy() == "upper");
}

BOOST_AUTO_TEST_CASE(the_scheme_may_be_left_out) {
    BOOST_TEST(of("proxy.test:3128").url() == "http://proxy.test:3128");
    BOOST_TEST(of("http://proxy.test:3128/").url() == "http://proxy.test:3128/");
    BOOST_TEST(of("user@proxy.test:3128").user() == "user");
}

BOOST_AUTO_TEST_CASE(user_and_password_are_decoded) {
    const auto both = of("http://op%40x:p%3A%2F%25%C3%A9@proxy.test:3128");
    BOOST_TEST(both.url() == "http://proxy.test:3128");
    BOOST_TEST(both.user() == "op@x");
    BOOST_TEST(both.password().reveal() == "p:/%\xc3\xa9");
    BOOST_TEST(of("http://user@proxy.test:3128").user() == "user");
    BOOST_TEST(of("http://user@proxy.test:3128").password().empty());
    expect_accepted(with_proxy(both));
    expect_refused(with_proxy(of("http://a%3Ab:" + hidden + "@proxy.test:3128")),
                   "proxy.credentials: ");
    expect_refused(with_proxy(of("http://user:" + hidden + "%0D%0A@proxy.test:3128")),
                   "proxy.credentials: ");
    expect_refused(with_proxy(of("http://:" + hidden + "@proxy.test:3128")), "proxy.credentials: ");
}

BOOST_AUTO_TEST_CASE(what_is_no_proxy_is_refused_by_the_variables_name) {
    const std::string user = "user:" + hidden + "@";
    for (const std::string& value :
         {"socks5://" + user + "proxy.test:1080", "https://" + user + "proxy.test:3128",
          "http://" + user + "proxy.test", "http://" + user + "x@proxy.test:3128",
          "http://" + user + "proxy.test:3128/x", "http://" + user + "proxy.test:3128#x",
          "http://" + user + ":3128", user, hidden + "/x:1", "http://user:%zz" + hidden + "@a:1"})
        BOOST_TEST(refusal(value).starts_with("https_proxy: "), refusal(value));
    variables = {{"HTTPS_PROXY", "ftp://" + hidden}};
    BOOST_CHECK_EXCEPTION(static_cast<void>(read()), mrs::error, [](const mrs::error& e) {
        return e.info().detail.starts_with("HTTPS_PROXY: ");
    });
}

BOOST_AUTO_TEST_SUITE_END()
