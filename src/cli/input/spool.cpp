// SPDX-License-Identifier: BSL-1.0
#include "cli/input/spool.hpp"

#include <cstring>

namespace mrs::cli {

namespace {

/// Before each row; its id and its cluster follow.
struct row_head {
    std::uint64_t line;
    std::uint32_t id_size;
    std::uint32_t cluster_size;
};

void append(std::string& out, const row& one) {
    const row_head head{one.line, static_cast<std::uint32_t>(one.id.size()),
                        static_cast<std::uint32_t>(one.cluster.size())};
    char bytes[sizeof head];
    std::memcpy(bytes, &head, sizeof head);
    out.append(bytes, sizeof head);
    out += one.id;
    out += one.cluster;
}

} // namespace

void spool::push(const row& last) {
    if (back_.size() >= block_size)
        store_back();
    append(back_, last);
    ++size_;
}

std::optional<row> spool::pop() {
    if (popped_ == front_.size())
        load_front();
    if (popped_ == front_.size())
        return std::nullopt;
    row_head head;
    std::memcpy(&head, front_.data() + popped_, sizeof head);
    popped_ += sizeof head;
    row first;
    first.id.assign(front_, popped_, head.id_size);
    popped_ += head.id_size;
    first.cluster.assign(front_, popped_, head.cluster_size);
    popped_ += head.cluster_size;
    first.line = head.line;
    --size_;
    return first;
}

void spool::store_back() {
    if (!file_)
        file_.emplace();
    const std::uint64_t size = back_.size();
    file_->write(written_, &size, sizeof size);
    file_->write(written_ + sizeof size, back_.data(), back_.size());
    written_ += sizeof size + size;
    back_.clear();
}

void spool::load_front() {
    if (read_ == written_) {
        front_.swap(back_);
        back_.clear();
        popped_ = 0;
        return;
    }
    std::uint64_t size = 0;
    file_->read(read_, &size, sizeof size);
    front_.resize(size);     // In place, so that a million rows leave no holes in the heap.
    popped_ = front_.size(); // Nothing, should the file not be read.
    file_->read(read_ + sizeof size, front_.data(), front_.size());
    popped_ = 0;
    read_ += sizeof size + size;
    if (read_ == written_)
        read_ = written_ = 0; // so that the file does not grow while it is read as fast as written
    else
        file_->forget_before(read_);
}

} // namespace mrs::cli
