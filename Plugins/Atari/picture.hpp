// What a network sees of a frame: the brighter of its last two screens, made smaller.
//
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "emulator.hpp"

namespace atari {

// 96 × 96 pixels in red, green and blue as in the MuZero paper, or 84 × 84 in grey as in the DQN paper.
enum class Format { colour, grey };

inline uint32_t side(Format format) { return format == Format::colour ? 96 : 84; }
inline uint32_t channels(Format format) { return format == Format::colour ? 3 : 1; }
inline size_t size(Format format) { return size_t(channels(format)) * side(format) * side(format); }

// A picture, computed when it is first looked at, by any thread.
class Picture {
 public:
  Picture(const Rom &rom, Format format, std::shared_ptr<const Screens> screens);

  // A picture whose pixels are known.
  Picture(Format format, const uint8_t *pixels);

  // Channel by channel and row by row.
  const std::vector<uint8_t> &pixels() const;

  uint64_t hash() const;

 private:
  Format format_;
  const Rom *rom_ = nullptr;
  mutable std::shared_ptr<const Screens> screens_;
  mutable std::once_flag drawn_, hashed_;
  mutable std::vector<uint8_t> pixels_;
  mutable uint64_t hash_ = 0;
};

// A hash of bytes.
uint64_t hashOf(const void *bytes, size_t count, uint64_t seed = 0);

}  // namespace atari
