// SPDX-License-Identifier: BSL-1.0
#include "soak_service.hpp"

#include "answers.hpp"

#include <charconv>
#include <string_view>

namespace mrs_test {

namespace {

/// The number in a request's id.
std::optional<std::size_t> index_of(const std::string& request) {
    static constexpr std::string_view name = "/id-";
    const auto at = request.find(name);
    std::size_t index = 0;
    if (at == std::string::npos ||
        std::from_chars(request.data() + at + name.size(), request.data() + request.size(), index)
                .ec != std::errc())
        return std::nullopt;
    return index;
}

const std::string& half_answer() {
    static const std::string whole = succeed_answer();
    static const std::string half = whole.substr(0, whole.size() - succeed_body.size() / 2);
    return half;
}

} // namespace

void soak_service::serve(fault_peer& peer) {
    const std::optional<misdeed> owed = take_owed();
    if (owed == misdeed::cut_next_handshake) {
        peer.read_some(); // The ClientHello.
        if (count(*owed) % 2 == 0)
            peer.rst();
        return;
    }
    if (!peer.tls())
        return;
    if (owed) {
        if (peer.read_request().empty())
            return;
        count(*owed);
        if (*owed == misdeed::rst_on_next)
            peer.rst();
        return;
    }
    while (serve_one(peer)) {
    }
}

bool soak_service::serve_one(fault_peer& peer) {
    const std::string request = peer.read_request();
    if (request.empty())
        return false;
    const std::optional<misdeed> what = draw();
    return what ? misbehave(peer, request, *what) : answer_well(peer, request);
}

bool soak_service::answer_well(fault_peer& peer, const std::string& request) {
    const std::optional<std::size_t> index = index_of(request);
    if (!index || *index >= answers_.size()) {
        peer.complain("not an id of the soak: " + request);
        return false;
    }
    {
        const std::lock_guard lock(mutex_);
        ++answers_[*index];
    }
    return peer.write(succeed_answer());
}

bool soak_service::misbehave(fault_peer& peer, const std::string& request, misdeed what) {
    static constexpr std::array<int, 4> errors = {500, 502, 503, 504};
    switch (what) {
    case misdeed::cut_next_handshake:
    case misdeed::fin_on_next:
    case misdeed::rst_on_next:
        owe(what); // And this connection ends, so that there is a next one.
        answer_well(peer, request);
        return false;
    case misdeed::close_idle:
        count(what);
        answer_well(peer, request);
        return false;
    case misdeed::server_error:
        return peer.write(answer(errors[count(what) % errors.size()], ""));
    case misdeed::throttled:
        count(what);
        return peer.write(answer(429, ""));
    case misdeed::retry_after:
        count(what);
        return peer.write(answer(429, "", "Retry-After: 0\r\n"));
    default:
        count(what);
        break_off(peer, what);
        return false;
    }
}

/// Ends the connection before the answer or in it; by FIN, where not otherwise.
void soak_service::break_off(fault_peer& peer, misdeed what) {
    if (what == misdeed::half_header)
        peer.write("HTTP/1.1 200 OK\r\nContent-Le");
    if (what == misdeed::stall_in_body || what == misdeed::fin_in_body ||
        what == misdeed::rst_in_body)
        peer.write(half_answer());
    if (what == misdeed::stall_in_body)
        peer.stall();
    if (what == misdeed::rst_before_answer || what == misdeed::rst_in_body)
        peer.rst();
}

/// One of a hundred is a misdeed, each as likely as the others.
std::optional<misdeed> soak_service::draw() {
    const std::lock_guard lock(mutex_);
    const std::uint64_t number = random_() % (100 * all_misdeeds);
    return number < all_misdeeds ? std::optional(static_cast<misdeed>(number)) : std::nullopt;
}

std::optional<misdeed> soak_service::take_owed() {
    const std::lock_guard lock(mutex_);
    if (owed_.empty())
        return std::nullopt;
    const misdeed what = owed_.front();
    owed_.pop_front();
    return what;
}

void soak_service::owe(misdeed what) {
    const std::lock_guard lock(mutex_);
    owed_.push_back(what);
}

std::size_t soak_service::count(misdeed what) {
    const std::lock_guard lock(mutex_);
    return ++times_[static_cast<std::size_t>(what)];
}

std::size_t soak_service::times(misdeed what) const {
    const std::lock_guard lock(mutex_);
    return times_[static_cast<std::size_t>(what)];
}

std::vector<std::uint8_t> soak_service::answers() const {
    const std::lock_guard lock(mutex_);
    return answers_;
}

} // namespace mrs_test
