class pace_options {
public:
    /// A wait. Default: 50 s.
    pace_options& first(duration wait) { // refused
        first_ = wait;
        return *this;
    }
    /// A wait, in
    /// words. Default: 5 s, as a rule.
    pace_options& second(duration wait) {
        second_ = wait;
        return *this;
    }
    /// A number. 3.
    pace_options& third(int count) { // refused
        third_ = count;
        return *this;
    }
    /// A number. Default: 4 tries.
    pace_options& fourth(int count) {
        fourth_ = count;
        return *this;
    }
    /// A choice. Default: on.
    pace_options& fifth(bool yes) { // refused
        fifth_ = yes;
        return *this;
    }
    /// A text. Default: none.
    pace_options& sixth(std::string text) {
        sixth_ = std::move(text);
        return *this;
    }
    pace_options& seventh(int count) { // refused
        seventh_ = count;
        return *this;
    }

private:
    duration first_ = std::chrono::seconds(5);
    duration second_ = std::chrono::seconds(5);
    int third_ = 3;
    int fourth_ = 4;
    bool fifth_ = false;
    std::string sixth_;
    int seventh_ = 7;
};
