// SPDX-License-Identifier: BSL-1.0
boost::asio::io_service service;        // refused
void run(boost::asio::io_service& one); // refused
