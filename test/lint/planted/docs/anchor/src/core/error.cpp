const char* text_of(errc code) noexcept {
    switch (code) {
    case errc::invalid_argument:
        return "invalid argument";
    case errc::not_tls:
        return "the peer does not speak TLS";
    }
    return "unknown error";
}
