// SPDX-License-Identifier: BSL-1.0
#include "scripted_peer.hpp"
#include "support/run.hpp"
#include "support/temporary_file.hpp"

#include <mrs/observer.hpp>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using mrs::credentials;
using mrs::errc;
using mrs_test::cancel;
using mrs_test::cancelled_reply;
using mrs_test::ending;
using mrs_test::peer_reply;
using mrs_test::peer_request;
using mrs_test::refused_reply;
using mrs_test::scripted_peer;

namespace credential_sources {
namespace {

/// Variables of the environment, for as long as this lives.
class variables {
public:
    variables() {
        for (const char* const name :
             {"MRS_AUTH_TOKEN", "MRS_AUTH_TOKEN_FILE", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK",
              "HUAWEICLOUD_SDK_SECURITY_TOKEN", "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
              "HUAWEICLOUD_SDK_IAM_ENDPOINT", "HC_CONTAINER_CREDENTIALS_FULL_URI",
              "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE"})
            set(name, "");
        set("HOME", "/nonexistent");
    }
    variables(const variables&) = delete;
    variables& operator=(const variables&) = delete;
    ~variables() {
        for (const auto& [name, value] : before_)
            if (value)
                ::setenv(name.c_str(), value->c_str(), 1);
            else
                ::unsetenv(name.c_str());
    }

    void set(const std::string& name, const std::string& value) {
        const char* const old = std::getenv(name.c_str());
        before_.insert(before_.begin(),
                       {name, old != nullptr ? std::optional<std::string>(old) : std::nullopt});
        ::setenv(name.c_str(), value.c_str(), 1);
    }

private:
    std::vector<std::pair<std::string, std::optional<std::string>>> before_; ///< Last one first.
};

std::string field(const peer_request& request, const char* name) {
    const auto value = request[name];
    return {value.data(), value.size()};
}

class fixture : public temporary_file {
private:
    mutable std::mutex mutex_; // Before the peer, whose thread uses them.
    std::string accepted_ = "token-1";
    std::string seen_;

public:
    asio::io_context context;
    variables environment;
    scripted_peer mrs{[this](const peer_request& request, int) {
        const std::string token = field(request, "X-Auth-Token");
        const std::lock_guard lock(mutex_);
        seen_ = token.empty() ? field(request, "Authorization").substr(0, 30) +
                                    field(request, "X-Security-Token")
                              : token;
        return token.empty() || token == accepted_ ? cancelled_reply() : refused_reply();
    }};

    void accept(const std::string& token) {
        const std::lock_guard lock(mutex_);
        accepted_ = token;
    }
    /// What the last request proved itself with.
    [[nodiscard]] std::string seen() const {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

    [[nodiscard]] mrs::client_options options(credentials source) const {
        mrs::client_options result(mrs.url(), "p1", std::move(source));
        result.allow_plaintext_loopback(true);
        return result;
    }
    ending cancel_with(const credentials& source) {
        const mrs::client client(context, options(source));
        return cancel(context, client, "c1", "q1");
    }
    std::string refusal(const credentials& source) {
        try {
            const mrs::client client(context, options(source));
            return "accepted";
        } catch (const mrs::error& e) {
            BOOST_TEST((e.code() == errc::invalid_argument));
            return e.info().detail;
        }
    }
};

const std::string signed_by_env = "SDK-HMAC-SHA256 Access=AKENV, ";

/// Both shapes of services that give keys, on one peer.
scripted_peer key_service(int session_status = 200) {
    return scripted_peer([session_status](const peer_request& request, int) {
        if (request.target() == "/meta-data/latest/api/token") {
            const bool good = request.method_string() == "PUT" &&
                              field(request, "X-Metadata-Token-Ttl-Seconds") == "21600";
            return good ? peer_reply(session_status, session_status == 200 ? "session-1" : "")
                        : peer_reply(400);
        }
        if (request.target() == "/openstack/latest/securitykey") {
            const std::string session = session_status == 200 ? "session-1" : "";
            return field(request, "X-Metadata-Token") == session
                       ? peer_reply(200, R"({"credential":{"access":"AKMETA","secret":"sk-of-vm",)"
                                         R"("securitytoken":"st-of-vm",)"
                                         R"("expires_at":"2999-01-01T00:00:00.000000Z"}})")
                       : peer_reply(401);
        }
        if (request.target() == "/pod/credentials?v=1" && request.method_string() == "POST" &&
            field(request, "Authorization") == "Bearer pod-token")
            return peer_reply(200, R"({"credentials":{"accessKeyId":"AKPOD","secretAccessKey":)"
                                   R"("sk-of-pod","securityToken":"st-of-pod",)"
                                   R"("expiration":"2999-01-01T00:00:00Z"}})");
        return peer_reply(404, "no such thing here");
    });
}

/// Counts the fetches that failed.
class failed_fetches final : public mrs::observer {
public:
    void on_credentials_refreshed(const mrs::credentials_refreshed& event) override {
        count += event.error ? 1 : 0;
    }
    int count = 0;
};

} // namespace
} // namespace credential_sources

BOOST_FIXTURE_TEST_SUITE(credential_sources, fixture)

BOOST_AUTO_TEST_CASE(the_environment_gives_a_token_first) {
    environment.set("MRS_AUTH_TOKEN", "token-1");
    environment.set("HUAWEICLOUD_SDK_AK", "AKENV");
    environment.set("HUAWEICLOUD_SDK_SK", "sk-of-env");
    BOOST_TEST(cancel_with(credentials::environment()).result.succeeded());
    BOOST_TEST(seen() == "token-1");
    environment.set("MRS_AUTH_TOKEN", "");
    write("token-1\n");
    environment.set("MRS_AUTH_TOKEN_FILE", path());
    BOOST_TEST(cancel_with(credentials::default_chain()).result.succeeded());
    BOOST_TEST(seen() == "token-1");
    environment.set("MRS_AUTH_TOKEN_FILE", "");
    environment.set("HUAWEICLOUD_SDK_SECURITY_TOKEN", "st-of-env");
    BOOST_TEST(cancel_with(credentials::default_chain()).result.succeeded());
    BOOST_TEST(seen() == signed_by_env + "st-of-env");
}

BOOST_AUTO_TEST_CASE(the_environment_is_read_when_the_client_is_made) {
    environment.set("MRS_AUTH_TOKEN", "token-1");
    const mrs::client client(context, options(credentials::environment()));
    environment.set("MRS_AUTH_TOKEN", "token-2");
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    BOOST_TEST(seen() == "token-1");
}

BOOST_AUTO_TEST_CASE(I2_half_of_a_pair_of_variables_is_refused) {
    environment.set("HUAWEICLOUD_SDK_SK", "hunter2hunter2");
    BOOST_TEST(refusal(credentials::default_chain()) ==
               "credentials: of HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK only one is set");
    environment.set("HUAWEICLOUD_SDK_SK", "");
    environment.set("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", path());
    BOOST_TEST(refusal(credentials::default_chain()).find("HC_CONTAINER") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_chain_says_what_each_source_lacked) {
    const auto [ec, result] = cancel_with(credentials::default_chain());
    BOOST_TEST(ec == errc::credentials_failed);
    for (const char* const part :
         {"no source has credentials", "MRS_AUTH_TOKEN_FILE", "HUAWEICLOUD_SDK_AK",
          "/nonexistent/.huaweicloud/credentials", "HC_CONTAINER_CREDENTIALS_FULL_URI"})
        BOOST_TEST(result.info()->detail.find(part) != std::string::npos, part);
    BOOST_TEST(mrs.requests() == 0);
}

BOOST_AUTO_TEST_CASE(a_profile_gives_keys) {
    write("[basic]\nak = AKENV\nsk = sk-of-profile\n");
    BOOST_TEST(cancel_with(credentials::profile(path())).result.succeeded());
    BOOST_TEST(seen() == signed_by_env);
    environment.set("HUAWEICLOUD_SDK_CREDENTIALS_FILE", path());
    BOOST_TEST(cancel_with(credentials::default_chain()).result.succeeded());
    BOOST_TEST(seen() == signed_by_env);
    remove();
    const auto [ec, result] = cancel_with(credentials::default_chain());
    BOOST_TEST(ec == errc::credentials_failed);
    BOOST_TEST(result.info()->detail.find("No such file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_file_is_read_again_when_its_token_is_refused) {
    write("token-1");
    const mrs::client client(context, options(credentials::token_file(path())));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    write("token-2");
    accept("token-2");
    const auto [ec, result] = cancel(context, client, "c1", "q1");
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(mrs.requests() <= 3);
    accept("token-3");
    const auto again = cancel(context, client, "c1", "q1");
    BOOST_TEST(again.ec == errc::unauthorized);
    BOOST_TEST(again.result.info()->attempts == 1);
}

/// Its last token stays in use. Where the service does not take that any more, the error says what
/// is wrong with the file.
BOOST_AUTO_TEST_CASE(a_token_file_that_went_bad_is_told_and_read_again) {
    const auto failed = std::make_shared<credential_sources::failed_fetches>();
    write("token-1");
    accept("token-1");
    const mrs::client client(context, options(credentials::token_file(path())).observer(failed));
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
    write("two\nlines");
    for (int i = 0; i < 3000 && failed->count == 0; ++i) {
        BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    BOOST_TEST_REQUIRE(failed->count == 1);
    accept("token-3");
    const auto refused = cancel(context, client, "c1", "q1");
    BOOST_TEST(refused.ec == errc::unauthorized);
    const std::string& detail = refused.result.info()->detail;
    BOOST_TEST(detail.find("; not renewed: the token file \"" + path()) != std::string::npos,
               detail);
    BOOST_TEST(detail.find("cannot be used") != std::string::npos, detail);
    write("token-3");
    BOOST_TEST(cancel(context, client, "c1", "q1").result.succeeded());
}

BOOST_AUTO_TEST_CASE(metadata_give_temporary_keys) {
    for (const int session : {200, 404, 405, 503}) {
        const scripted_peer service = key_service(session);
        const auto [ec, result] =
            cancel_with(credentials::metadata(mrs::metadata_options().endpoint(service.url())));
        BOOST_TEST(!ec, ec.message());
        BOOST_TEST(seen() == "SDK-HMAC-SHA256 Access=AKMETA,st-of-vm");
        BOOST_TEST(service.requests() == 2);
    }
}

BOOST_AUTO_TEST_CASE(metadata_of_another_kind_of_machine_are_an_error) {
    const scripted_peer service([](const peer_request&, int) { return peer_reply(404, "what?"); });
    const auto [ec, result] =
        cancel_with(credentials::metadata(mrs::metadata_options().endpoint(service.url())));
    BOOST_TEST(ec == errc::not_found);
    BOOST_TEST(result.info()->detail.find("the metadata service at " + service.url()) !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pod_gets_temporary_keys) {
    const scripted_peer service = key_service();
    write("Bearer pod-token\n");
    environment.set("HC_CONTAINER_CREDENTIALS_FULL_URI", service.url() + "/pod/credentials?v=1");
    environment.set("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", path());
    const auto [ec, result] = cancel_with(credentials::default_chain());
    BOOST_TEST(!ec, ec.message());
    BOOST_TEST(seen() == "SDK-HMAC-SHA256 Access=AKPOD, st-of-pod");
    write("another");
    const auto wrong = cancel_with(credentials::default_chain());
    BOOST_TEST(wrong.ec == errc::not_found);
    BOOST_TEST(wrong.result.info()->detail.find("no such thing here") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keys_travel_in_clear_text_to_the_machine_itself_alone) {
    for (const char* const url : {"http://192.0.2.1", "http://metadata.test", "ftp://127.0.0.1",
                                  "http://user@127.0.0.1", "http://127.0.0.1/path", "nonsense"})
        BOOST_TEST(refusal(credentials::metadata(mrs::metadata_options().endpoint(url)))
                       .starts_with("credentials.metadata: "),
                   url);
    BOOST_TEST(refusal(credentials::metadata()) == "accepted");
    environment.set("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/x");
    environment.set("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", path());
    BOOST_TEST(refusal(credentials::pod_identity())
                   .starts_with("credentials.HC_CONTAINER_CREDENTIALS_FULL_URI: "));
}

BOOST_AUTO_TEST_CASE(I2_a_password_needs_names_and_a_place) {
    const auto with = [](const char* account, const char* user, const char* password) {
        return mrs::iam_password(account, user, mrs::secret(password));
    };
    const auto at = [](mrs::iam_password user, const char* url) {
        return credentials::password(user.endpoint(url));
    };
    const char* const good = "https://iam.test";
    BOOST_TEST(refusal(at(with("a", "u", "p"), good)) == "accepted");
    BOOST_TEST(refusal(at(with("", "u", "p"), good)).starts_with("credentials.account"));
    BOOST_TEST(refusal(at(with("a", "u\n", "p"), good)).starts_with("credentials.user"));
    BOOST_TEST(refusal(at(with("a", "u", ""), good)) == "credentials.password is empty");
    BOOST_TEST(refusal(at(with("a", "u", "p").project_name("\x01"), good))
                   .starts_with("credentials.project_name"));
    BOOST_TEST(refusal(at(with("a", "u", "p"), "http://iam.test"))
                   .starts_with("credentials.endpoint: http:// would"));
    BOOST_TEST(refusal(at(with("a", "u", "p"), "")).starts_with("credentials.endpoint: not given"));
    environment.set("HUAWEICLOUD_SDK_IAM_ENDPOINT", "iam.test");
    BOOST_TEST(refusal(at(with("a", "u", "p"), "")) == "accepted");
    BOOST_TEST(refusal(credentials::chain({})) == "credentials: the chain is empty");
    BOOST_TEST(refusal(credentials::token_file("")).starts_with("credentials.token_file"));
}

BOOST_AUTO_TEST_SUITE_END()
