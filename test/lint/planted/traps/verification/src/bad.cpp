// SPDX-License-Identifier: BSL-1.0
#include <boost/asio/ssl/host_name_verification.hpp> // refused

void bad(context& ssl) {
    ssl.set_verify_callback(boost::asio::ssl::host_name_verification("a")); // refused
    ssl.set_verify_callback(boost::asio::ssl::rfc2818_verification("a"));   // refused
}
