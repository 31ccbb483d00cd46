// SPDX-License-Identifier: BSL-1.0
#include "cli/id_source.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <unistd.h>

using mrs::cli::id_source;

namespace {

class pipe_pair {
public:
    pipe_pair() { BOOST_REQUIRE(::pipe(ends_) == 0); }
    ~pipe_pair() {
        ::close(ends_[0]);
        close_writer();
    }
    pipe_pair(const pipe_pair&) = delete;
    pipe_pair& operator=(const pipe_pair&) = delete;

    int reader() const { return ends_[0]; }
    void write(std::string_view text) const {
        BOOST_REQUIRE(::write(ends_[1], text.data(), text.size()) ==
                      static_cast<ssize_t>(text.size()));
    }
    void close_writer() {
        if (ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }

private:
    int ends_[2] = {-1, -1};
};

} // namespace

BOOST_AUTO_TEST_SUITE(ids)

BOOST_AUTO_TEST_CASE(of_a_list_come_in_its_order) {
    id_source ids({"a", "b"});
    BOOST_TEST(ids.descriptor() == -1);
    BOOST_TEST(!ids.ended());
    BOOST_TEST(ids.next().value() == "a");
    BOOST_TEST(ids.next().value() == "b");
    BOOST_TEST(!ids.next());
    BOOST_TEST(ids.ended());
}

BOOST_AUTO_TEST_CASE(of_a_descriptor_come_as_they_are_read) {
    pipe_pair input;
    id_source ids(input.reader());
    BOOST_TEST(!ids.next());
    BOOST_TEST(!ids.ended());

    input.write("a\nb");
    ids.read();
    BOOST_TEST(ids.next().value() == "a");
    BOOST_TEST(!ids.next());

    input.close_writer();
    ids.read();
    BOOST_TEST(ids.descriptor() == -1);
    BOOST_TEST(!ids.ended());
    BOOST_TEST(ids.next().value() == "b");
    BOOST_TEST(ids.ended());
    BOOST_TEST(!ids.error());
}

BOOST_AUTO_TEST_CASE(that_cannot_be_read_are_an_error) {
    id_source ids(-2);
    ids.read();
    BOOST_TEST(ids.ended());
    BOOST_TEST((ids.error() == boost::system::errc::bad_file_descriptor));
}

BOOST_AUTO_TEST_SUITE_END()
