// SPDX-License-Identifier: BSL-1.0
#include "cli/input/block_store.hpp"

namespace mrs::cli {

block_store::block_store(std::size_t count)
    : count_(count), loaded_(count <= most_in_memory ? count : 1) {
    if (count <= most_in_memory)
        return;
    file_.emplace();
    file_->resize(count * block_size);
}

const block_store::block& block_store::read(std::size_t index) {
    return load(index);
}

block_store::block& block_store::change(std::size_t index) {
    block& changing = load(index);
    changed_ = true;
    return changing;
}

block_store::block& block_store::load(std::size_t index) {
    if (!file_)
        return loaded_[index];
    block& loaded = loaded_.front();
    if (index == at_)
        return loaded;
    if (changed_)
        file_->write(at_ * block_size, loaded.data(), loaded.size());
    changed_ = false;
    at_ = count_; // none, until it has been read
    file_->read(index * block_size, loaded.data(), loaded.size());
    at_ = index;
    return loaded;
}

} // namespace mrs::cli
