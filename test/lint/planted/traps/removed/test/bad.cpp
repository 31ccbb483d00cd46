// SPDX-License-Identifier: BSL-1.0
boost::asio::io_service service;        // refused
void run(boost::asio::io_service& one); // refused
bool read(boost::json::error_code& ec); // refused
urls::string_view text(part);           // refused
urls::make_pct_string_view(json::string_view(part));
