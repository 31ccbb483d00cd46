enum class errc {
    invalid_argument = 1, ///< A word.
    not_tls, ///< Another.
};
