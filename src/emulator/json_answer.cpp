// SPDX-License-Identifier: BSL-1.0
#include "json_answer.hpp"

#include "text.hpp"

#include <boost/json/serialize.hpp>

namespace mrs_emulator {

std::string json_text(const boost::json::object& object) {
    // Only within a text can there be a byte that is not ASCII.
    return valid_utf8(boost::json::serialize(object));
}

http_answer json_answer(unsigned status, const boost::json::object& body) {
    http_answer answer;
    answer.status = status;
    answer.body = json_text(body);
    return answer;
}

} // namespace mrs_emulator
