// A game under way: a position of the emulator, what was seen before it, and the chance to come.
//
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "emulator.hpp"
#include "options.hpp"
#include "picture.hpp"

namespace atari {

// Draws by counting: the n-th draw of a seed is a function of both.
struct Chance {
  uint64_t seed = 0, drawn = 0;

  uint64_t next();

  // A number in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
};

// The facts that the states of a game share.
struct Rules {
  const Rom *rom;
  uint32_t number;
  Options options;
  std::vector<Action> actions;

  uint32_t observationChannels() const {
    return options.history * (channels(options.observation) + (options.historyActions ? 1 : 0));
  }
};

// Cheap to copy: what is large is shared.
struct Play {
  std::shared_ptr<const Saved> saved;
  // What was seen, the present first, and the actions that led there.
  std::array<std::shared_ptr<const Picture>, 32> pictures;
  std::array<Action, 32> actions = {};
  Chance chance;
  // The action of the frame before, which a sticky frame repeats.
  Action executed = 0;
  uint32_t frames = 0;
  int32_t lives = 0;
  double total = 0;
  bool isTerminal = false, isTruncated = false;

  bool isOver() const { return isTerminal || isTruncated; }

  // The start of a game.
  static Play starting(const Rules &rules, uint64_t seed);

  struct Result {
    float reward;
    bool isLifeLost;
  };

  // Holds an action, a code of the emulator, for the frames of a step.
  Result step(const Rules &rules, Action action);

  void observe(const Rules &rules, uint8_t *out) const;
  uint64_t hash(const Rules &rules) const;
  std::string bytes(const Rules &rules) const;

  // Reads what `bytes` wrote; throws for anything else.
  static Play reading(const Rules &rules, const uint8_t *bytes, size_t count);
};

}  // namespace atari
