// The options of a game.
//
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

#include "picture.hpp"

namespace atari {

struct Options {
  bool allActions = false;
  uint32_t frameSkip = 4;
  uint32_t noOps = 30;
  double stickyActions = 0;
  bool lifeLossEnds = false;
  bool clipRewards = false;
  Format observation = Format::colour;
  uint32_t history = 4;
  bool historyActions = true;
  uint32_t frameLimit = 108000;

  // Reads a JSON object; throws `std::invalid_argument` with a sentence for anything else.
  static Options reading(const std::string &json);

  // One option for people, or `nullptr` past the last.
  struct Description {
    uint32_t type;
    const char *name, *summary, *fallback;
  };
  static const Description *description(uint32_t index);
};

}  // namespace atari
