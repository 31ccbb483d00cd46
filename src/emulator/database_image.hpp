// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_EMULATOR_DATABASE_IMAGE_HPP
#define MRS_EMULATOR_DATABASE_IMAGE_HPP

#include <cstdint>
#include <memory>

struct sqlite3;

namespace mrs_emulator {

struct engine_memory_freer {
    void operator()(unsigned char* memory) const noexcept;
};

/// Throws std::runtime_error for a code of SQLite that is an error.
void require_success(int code);

/// A database at one moment, which any number of connections can read at once.
struct database_image {
    std::unique_ptr<unsigned char, engine_memory_freer> bytes;
    std::int64_t size = 0;
};

/// Null stands for the empty database.
using image_ptr = std::shared_ptr<const database_image>;

/// Takes the image of a connection's database; throws std::runtime_error.
image_ptr take_image(sqlite3* connection);

/// Gives a fresh connection the database of the image, which has to outlive the connection, or a
/// copy of it that can be changed. Throws std::runtime_error.
void show_image(sqlite3* connection, const database_image& image);
void copy_image(sqlite3* connection, const database_image& image);

} // namespace mrs_emulator

#endif
