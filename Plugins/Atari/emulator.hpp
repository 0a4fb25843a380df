// One Atari 2600, and a position of it that can be saved and put back exactly.
//
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace atari {

// Codes of the emulator's actions, 0 (no-op) to 17.
using Action = uint8_t;
inline constexpr int actionCount = 18;

// What the television shows: one byte a pixel, a colour of the palette.
struct Screens {
  uint32_t width = 0, height = 0;
  // The last frame, and the one before it.
  std::vector<uint8_t> current, earlier;
  // The chip's other buffer, where that is not the frame before: a frame that took the chip more than
  // one call to finish is drawn over in the same buffer.
  std::vector<uint8_t> behind;
};

// Everything that decides how a game goes on. Never changed once it is made.
struct Saved {
  // Differs between any two positions of one process.
  uint64_t id = 0;
  // The registers of the chips and the game's own account, as the emulator writes them.
  std::string chips;
  // What the emulator forgets to write, and the position of the paddles.
  std::string rest;
  std::shared_ptr<const Screens> screens;

  Saved();
};

class Emulator;

// A cartridge: its facts, and the emulators that play it.
class Rom {
 public:
  // Looks a game up by the name of its file without the ending.
  explicit Rom(const char *name);
  ~Rom();
  Rom(const Rom &) = delete;

  const std::string &name() const { return name_; }

  // What is wrong with the file, or nothing.
  std::optional<std::string> fault() const;

  // The actions that do anything in this game.
  const std::vector<Action> &minimalActions() const { return minimal_; }

  // The start of a game, before any no-ops.
  struct Start {
    std::shared_ptr<const Saved> saved;
    int lives;
  };
  const Start &start() const;

  // Red, green and blue (from the lowest byte up) of the brighter of two pixels, by colour and channel:
  // entry 256 · a + b.
  const std::vector<uint32_t> &brighterColours() const;

  // The grey of the brighter of two pixels.
  const std::vector<uint8_t> &brighterGreys() const;

  // An emulator for the time of one step, in a given position.
  class Lease {
   public:
    Lease(const Rom &rom, const Saved &position);
    ~Lease();
    Lease(const Lease &) = delete;
    Emulator &operator*() const { return *emulator_; }
    Emulator *operator->() const { return emulator_.get(); }

   private:
    const Rom &rom_;
    std::unique_ptr<Emulator> emulator_;
  };

 private:
  std::string path() const;
  void prepare() const;

  std::string name_;
  std::vector<Action> minimal_;
  mutable std::once_flag prepared_;
  mutable Start start_;
  mutable std::vector<uint32_t> colours_;
  mutable std::vector<uint8_t> greys_;
  // Emulators that nobody uses at the moment, the last used one at the end.
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Emulator>> idle_;
};

// A running emulator; used by one thread at a time.
class Emulator {
 public:
  explicit Emulator(const std::string &path);
  ~Emulator();

  // Takes one frame and returns its reward.
  int frame(Action action);

  // Whether the rules have ended the game.
  bool isOver() const;

  int lives() const;

  // The 128 bytes of memory.
  void memory(uint8_t *out) const;

  std::shared_ptr<const Saved> save();
  void restore(const Saved &saved);

  // The position that it is in, if no frame has been taken since it was saved or restored.
  uint64_t holds = 0;

 private:
  friend class Rom;
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

// All 104 cartridges for one player, by name.
const std::vector<std::unique_ptr<Rom>> &allRoms();

}  // namespace atari
