// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_JSON_ANSWER_HPP
#define MRS_EMULATOR_JSON_ANSWER_HPP

#include "http_message.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace mrs_emulator {

/// The object in one line of JSON, which is valid whatever bytes its texts were made of.
std::string json_text(const boost::json::object& object);

/// An answer whose body is such a line.
http_answer json_answer(unsigned status, const boost::json::object& body);

} // namespace mrs_emulator

#endif
