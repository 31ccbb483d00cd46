// SPDX-License-Identifier: BSL-1.0

/// A class that says what it is.
class planted {
public:
    void bare();
};
