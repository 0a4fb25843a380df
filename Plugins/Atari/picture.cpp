// Pictures by a separable area filter in whole numbers, so that every processor draws the same ones.
//
// SPDX-License-Identifier: MIT

#include "picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>

namespace atari {
namespace {

// Weights add up to this for each pixel: two passes of 11 bits over 8 bits fit 32.
constexpr uint32_t one = 1 << 11;
static_assert(one * one == 1 << 22, "a product of two weights is taken off by a shift");

// How an axis of `from` pixels shrinks to `to`: each pixel is the mean of what it covers.
struct Axis {
  // The most cells that a pixel covers: no side is made smaller by more than a factor of three.
  static constexpr uint32_t most = 4;

  struct Pixel {
    uint32_t start, count;
    std::array<uint32_t, most> weights;
  };
  std::vector<Pixel> pixels;

  Axis(uint32_t from, uint32_t to) {
    double scale = double(from) / to;
    for (uint32_t index = 0; index < to; index++) {
      double begin = index * scale, end = std::min<double>(from, (index + 1) * scale);
      Pixel pixel{static_cast<uint32_t>(begin), 0, {}};
      uint32_t sum = 0, largest = 0;
      while (pixel.count < most) {
        uint32_t cell = pixel.start + pixel.count;
        double covered = std::min<double>(end, cell + 1) - std::max<double>(begin, cell);
        if (covered <= 1e-9) break;
        uint32_t weight = static_cast<uint32_t>(std::lround(covered / scale * one));
        if (pixel.count == 0 || weight > pixel.weights[largest]) largest = pixel.count;
        pixel.weights[pixel.count++] = weight;
        sum += weight;
      }
      pixel.weights[largest] += one - sum;
      pixels.push_back(pixel);
    }
  }
};

const Axis &axis(uint32_t from, uint32_t to) {
  static std::mutex mutex;
  static std::map<std::pair<uint32_t, uint32_t>, Axis> made;
  std::lock_guard<std::mutex> lock(mutex);
  return made.try_emplace({from, to}, from, to).first->second;
}

// Four sums side by side: those of red, green, blue and nothing.
typedef uint32_t Four __attribute__((vector_size(16)));

// Adds `count` rows of sums by weight, and rounds to bytes.
template <uint32_t count>
void blend(const uint32_t *const *rows, const uint32_t *weights, uint32_t cells, uint8_t *out) {
  for (uint32_t cell = 0; cell < cells; cell++) {
    uint32_t sum = one * one / 2;
    for (uint32_t row = 0; row < count; row++) sum += weights[row] * rows[row][cell];
    out[cell] = static_cast<uint8_t>(sum >> 22);
  }
}

// Draws from colours of `lanes` bytes, of which the first `channels` are kept. `Sums` holds a sum for each.
//
// A row of the screen is made narrower first, unless it is the same as the row above, as it is in most
// games more often than not. A row of the picture adds up a few of those. All is rounded once at the end.
template <uint32_t lanes, uint32_t channels, class Colour, class Sums>
void draw(const Screens &screens, const std::vector<Colour> &brighter, uint32_t side, uint8_t *out) {
  static_assert(sizeof(Colour) == lanes && sizeof(Sums) == 4 * lanes, "a sum for each byte");
  constexpr uint32_t width = 160, widest = 96;
  const Axis &columns = axis(width, side), &rows = axis(screens.height, side);
  alignas(64) Colour line[width];
  // A few more than there are, so that weights of 0 may reach beyond the end.
  alignas(64) Sums wide[width + 8] = {};
  // The last distinct rows made narrower; distinct row `n` lies at n modulo the most that a pixel covers.
  alignas(64) Sums narrow[Axis::most][widest];
  alignas(64) uint8_t bytes[4 * widest];
  const uint8_t *lastNow = nullptr, *lastBefore = nullptr;
  uint32_t distinct = UINT32_MAX;
  // The distinct row that the row of the picture above was made of, if it was only one.
  uint32_t above = UINT32_MAX;
  for (uint32_t y = 0; y < side; y++) {
    const Axis::Pixel &row = rows.pixels[y];
    const uint32_t *parts[Axis::most];
    uint32_t weights[Axis::most];
    uint32_t count = 0, latest = UINT32_MAX;
    for (uint32_t part = 0; part < row.count; part++) {
      const uint8_t *now = &screens.current[(row.start + part) * width];
      const uint8_t *before = &screens.earlier[(row.start + part) * width];
      bool isSame = lastNow && (now == lastNow || (std::memcmp(now, lastNow, width) == 0 &&
                                                   std::memcmp(before, lastBefore, width) == 0));
      lastNow = now;
      lastBefore = before;
      if (!isSame) {
        distinct++;
        for (uint32_t x = 0; x < width; x++) line[x] = brighter[256u * now[x] + before[x]];
        for (uint32_t cell = 0; cell < width * lanes; cell++) {
          reinterpret_cast<uint32_t *>(wide)[cell] = reinterpret_cast<const uint8_t *>(line)[cell];
        }
        Sums *target = narrow[distinct % Axis::most];
        for (uint32_t x = 0; x < side; x++) {
          const Axis::Pixel &column = columns.pixels[x];
          const Sums *source = wide + column.start;
          // Less than three pixels wide, so there are three cells or fewer.
          target[x] = column.weights[0] * source[0] + column.weights[1] * source[1] +
                      column.weights[2] * source[2];
        }
      }
      if (distinct == latest) {
        weights[count - 1] += row.weights[part];
      } else {
        latest = distinct;
        parts[count] = reinterpret_cast<const uint32_t *>(narrow[distinct % Axis::most]);
        weights[count++] = row.weights[part];
      }
    }
    uint8_t *target = out + y * side;
    const size_t plane = size_t(side) * side;
    if (count == 1 && above == latest) {
      for (uint32_t channel = 0; channel < channels; channel++, target += plane) {
        std::memcpy(target, target - side, side);
      }
      continue;
    }
    above = count == 1 ? latest : UINT32_MAX;
    switch (count) {
      case 1: blend<1>(parts, weights, side * lanes, bytes); break;
      case 2: blend<2>(parts, weights, side * lanes, bytes); break;
      case 3: blend<3>(parts, weights, side * lanes, bytes); break;
      default: blend<4>(parts, weights, side * lanes, bytes);
    }
    for (uint32_t channel = 0; channel < channels; channel++, target += plane) {
      for (uint32_t x = 0; x < side; x++) target[x] = bytes[x * lanes + channel];
    }
  }
}

}  // namespace

Picture::Picture(const Rom &rom, Format format, std::shared_ptr<const Screens> screens)
    : format_(format), rom_(&rom), screens_(std::move(screens)) {}

Picture::Picture(Format format, const uint8_t *pixels)
    : format_(format), pixels_(pixels, pixels + size(format)) {}

const std::vector<uint8_t> &Picture::pixels() const {
  std::call_once(drawn_, [this] {
    if (screens_) {
      pixels_.resize(size(format_));
      if (format_ == Format::colour) {
        draw<4, 3, uint32_t, Four>(*screens_, rom_->brighterColours(), side(format_), pixels_.data());
      } else {
        draw<1, 1, uint8_t, uint32_t>(*screens_, rom_->brighterGreys(), side(format_), pixels_.data());
      }
      screens_ = nullptr;
    }
  });
  return pixels_;
}

uint64_t Picture::hash() const {
  std::call_once(hashed_, [this] { hash_ = hashOf(pixels().data(), pixels().size()); });
  return hash_;
}

uint64_t hashOf(const void *bytes, size_t count, uint64_t seed) {
  // Words are mixed by multiplication, as in FNV, but eight bytes at a time and with the high half
  // folded back.
  auto source = static_cast<const uint8_t *>(bytes);
  uint64_t hash = seed ^ 0x9E3779B97F4A7C15ull ^ count;
  auto mix = [&hash](uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash ^= hash >> 32;
  };
  for (; count >= 8; count -= 8, source += 8) {
    uint64_t word;
    std::memcpy(&word, source, 8);
    mix(word);
  }
  uint64_t last = 0;
  std::memcpy(&last, source, count);
  mix(last);
  return hash;
}

}  // namespace atari
