// SPDX-License-Identifier: BSL-1.0
// A test's own client may verify as it likes.
auto verify = boost::asio::ssl::host_name_verification("a");
