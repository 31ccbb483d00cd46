// SPDX-License-Identifier: BSL-1.0
#include "database_image.hpp"

#include <sqlite3.h>

#include <cstring>
#include <stdexcept>

namespace mrs_emulator {

void require_success(int code) {
    if (code != SQLITE_OK)
        throw std::runtime_error(sqlite3_errstr(code));
}

void engine_memory_freer::operator()(unsigned char* memory) const noexcept {
    sqlite3_free(memory);
}

image_ptr take_image(sqlite3* connection) {
    // What is done here for a statement is not the statement's doing.
    sqlite3_set_authorizer(connection, nullptr, nullptr);
    sqlite3_progress_handler(connection, 0, nullptr, nullptr);
    auto image = std::make_shared<database_image>();
    sqlite3_int64 size = 0;
    image->bytes.reset(sqlite3_serialize(connection, "main", &size, 0));
    image->size = size;
    if (size == 0)
        return nullptr;
    require_success(image->bytes == nullptr ? SQLITE_NOMEM : SQLITE_OK);
    return image;
}

void show_image(sqlite3* connection, const database_image& image) {
    require_success(sqlite3_deserialize(connection, "main", image.bytes.get(), image.size,
                                        image.size, SQLITE_DESERIALIZE_READONLY));
}

void copy_image(sqlite3* connection, const database_image& image) {
    auto* const copy =
        static_cast<unsigned char*>(sqlite3_malloc64(static_cast<sqlite3_uint64>(image.size)));
    require_success(copy == nullptr ? SQLITE_NOMEM : SQLITE_OK);
    std::memcpy(copy, image.bytes.get(), static_cast<std::size_t>(image.size));
    // SQLite frees the copy, also where it refuses it.
    require_success(
        sqlite3_deserialize(connection, "main", copy, image.size, image.size,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE));
}

} // namespace mrs_emulator
