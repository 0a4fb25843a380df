// Options from a JSON object without nesting.
//
// SPDX-License-Identifier: MIT

#include "options.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>
#include <stdexcept>
#include <variant>

namespace atari {
namespace {

using Value = std::variant<bool, double, std::string>;

// Reads one object, whose values are plain.
class Reader {
 public:
  explicit Reader(const std::string &text) : text_(text) {}

  std::map<std::string, Value> object() {
    std::map<std::string, Value> members;
    expect('{');
    if (!isNext('}')) {
      do {
        std::string name = string();
        expect(':');
        if (!members.emplace(name, value()).second) {
          throw std::invalid_argument("option '" + name + "' is given twice");
        }
      } while (isNext(','));
      expect('}');
    }
    skipBlanks();
    if (place_ != text_.size()) fail();
    return members;
  }

 private:
  [[noreturn]] void fail() const {
    throw std::invalid_argument("options are a JSON object of plain values, found " + text_);
  }

  void skipBlanks() {
    while (place_ < text_.size() && std::string(" \t\r\n").find(text_[place_]) != std::string::npos) {
      place_++;
    }
  }

  bool isNext(char wanted) {
    skipBlanks();
    if (place_ >= text_.size() || text_[place_] != wanted) return false;
    place_++;
    return true;
  }

  void expect(char wanted) {
    if (!isNext(wanted)) fail();
  }

  bool isWord(const std::string &word) {
    if (text_.compare(place_, word.size(), word) != 0) return false;
    place_ += word.size();
    return true;
  }

  std::string string() {
    expect('"');
    std::string read;
    while (place_ < text_.size() && text_[place_] != '"') {
      // No option and no value of one needs an escape.
      if (text_[place_] == '\\') fail();
      read += text_[place_++];
    }
    expect('"');
    return read;
  }

  Value value() {
    skipBlanks();
    if (place_ < text_.size() && text_[place_] == '"') return string();
    if (isWord("true")) return true;
    if (isWord("false")) return false;
    const char *start = text_.data() + place_;
    double number = 0;
    // Unlike `strtod` this reads the same in every locale.
    auto [end, fault] = std::from_chars(start, text_.data() + text_.size(), number);
    if (fault != std::errc() || !std::isfinite(number)) fail();
    place_ += end - start;
    return number;
  }

  const std::string &text_;
  size_t place_ = 0;
};

[[noreturn]] void refuse(const std::string &name, const std::string &expected) {
  throw std::invalid_argument("option '" + name + "': expected " + expected);
}

bool flag(const std::string &name, const Value &value) {
  if (auto found = std::get_if<bool>(&value)) return *found;
  refuse(name, "true or false");
}

double number(const std::string &name, const Value &value, double least, double most) {
  auto found = std::get_if<double>(&value);
  if (found && *found >= least && *found <= most) return *found;
  char range[80];
  snprintf(range, sizeof range, "a number from %g to %g", least, most);
  refuse(name, range);
}

uint32_t whole(const std::string &name, const Value &value, uint32_t least, uint32_t most) {
  auto found = std::get_if<double>(&value);
  if (found && *found >= least && *found <= most && std::floor(*found) == *found) {
    return static_cast<uint32_t>(*found);
  }
  refuse(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

const Options::Description descriptions[] = {
    {0, "allActions", "all 18 actions of the joystick instead of those that the game needs", "false"},
    {1, "frameSkip", "frames for which an action is held, 1 to 60", "4"},
    {1, "noOps", "the most frames that pass before the first action, drawn from the seed", "30"},
    {2, "stickyActions", "the chance of a frame to repeat the action of the one before", "0"},
    {0, "lifeLossEnds", "whether a lost life ends the game", "false"},
    {0, "clipRewards", "whether rewards are cut to -1, 0 and 1", "false"},
    {3, "observation", "'colour' for 96 x 96 in three colours, 'grey' for 84 x 84 in grey", "colour"},
    {1, "history", "frames that are seen at once, 1 to 32", "4"},
    {0, "historyActions", "whether the action before each frame is seen, too", "true"},
    {1, "frameLimit", "frames after which a game is cut off, 0 for no limit", "108000"},
};

}  // namespace

const Options::Description *Options::description(uint32_t index) {
  return index < std::size(descriptions) ? &descriptions[index] : nullptr;
}

Options Options::reading(const std::string &json) {
  Options options;
  for (const auto &[name, value] : Reader(json).object()) {
    if (name == "allActions") {
      options.allActions = flag(name, value);
    } else if (name == "frameSkip") {
      options.frameSkip = whole(name, value, 1, 60);
    } else if (name == "noOps") {
      options.noOps = whole(name, value, 0, 1000);
    } else if (name == "stickyActions") {
      options.stickyActions = number(name, value, 0, 1);
    } else if (name == "lifeLossEnds") {
      options.lifeLossEnds = flag(name, value);
    } else if (name == "clipRewards") {
      options.clipRewards = flag(name, value);
    } else if (name == "observation") {
      auto text = std::get_if<std::string>(&value);
      if (!text || (*text != "colour" && *text != "grey")) refuse(name, "'colour' or 'grey'");
      options.observation = *text == "colour" ? Format::colour : Format::grey;
    } else if (name == "history") {
      options.history = whole(name, value, 1, 32);
    } else if (name == "historyActions") {
      options.historyActions = flag(name, value);
    } else if (name == "frameLimit") {
      options.frameLimit = whole(name, value, 0, 100000000);
    } else {
      throw std::invalid_argument("there is no option '" + name + "'");
    }
  }
  return options;
}

}  // namespace atari
