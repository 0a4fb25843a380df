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
  struct Pixel {
    uint32_t start, count;
    std::array<uint32_t, 8> weights;
  };
  std::vector<Pixel> pixels;

  Axis(uint32_t from, uint32_t to) {
    double scale = double(from) / to;
    for (uint32_t index = 0; index < to; index++) {
      double begin = index * scale, end = std::min<double>(from, (index + 1) * scale);
      Pixel pixel{static_cast<uint32_t>(begin), 0, {}};
      uint32_t sum = 0, largest = 0;
      while (pixel.count < 8) {
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

// Draws from colours of `lanes` bytes, of which the first `channels` are kept. `Sums` holds one sum for
// each lane.
template <uint32_t lanes, uint32_t channels, class Colour, class Sums>
void draw(const Screens &screens, const std::vector<Colour> &brighter, uint32_t side, uint8_t *out) {
  static_assert(sizeof(Colour) == lanes && sizeof(Sums) == 4 * lanes, "a sum for each byte");
  constexpr uint32_t width = 160, most = 96;
  const Axis &columns = axis(width, side), &rows = axis(screens.height, side);
  alignas(64) Colour line[width];
  // A few more than there are, so that weights of 0 may reach beyond the end.
  alignas(64) Sums sums[width + 8] = {};
  alignas(64) Sums means[most];
  auto bytes = reinterpret_cast<const uint8_t *>(line);
  auto cells = reinterpret_cast<uint32_t *>(sums);
  uint32_t looked = UINT32_MAX;
  for (uint32_t y = 0; y < side; y++) {
    const Axis::Pixel &row = rows.pixels[y];
    for (uint32_t part = 0; part < row.count; part++) {
      uint32_t source = row.start + part;
      const uint8_t *now = &screens.current[source * width], *before = &screens.earlier[source * width];
      // Games often draw a row twice, and then it need not be looked up again.
      bool isSame = looked == source ||
                    (looked != UINT32_MAX &&
                     std::memcmp(now, &screens.current[looked * width], width) == 0 &&
                     std::memcmp(before, &screens.earlier[looked * width], width) == 0);
      looked = source;
      if (!isSame) {
        for (uint32_t x = 0; x < width; x++) line[x] = brighter[256u * now[x] + before[x]];
      }
      uint32_t weight = row.weights[part];
      if (part == 0) {
        for (uint32_t cell = 0; cell < width * lanes; cell++) cells[cell] = weight * bytes[cell];
      } else {
        for (uint32_t cell = 0; cell < width * lanes; cell++) cells[cell] += weight * bytes[cell];
      }
    }
    for (uint32_t x = 0; x < side; x++) {
      const Axis::Pixel &column = columns.pixels[x];
      const Sums *source = sums + column.start;
      // Less than three pixels wide, so there are three cells or fewer.
      means[x] = (column.weights[0] * source[0] + column.weights[1] * source[1] +
                  column.weights[2] * source[2] + one * one / 2) >>
                 22;
    }
    auto small = reinterpret_cast<const uint32_t *>(means);
    for (uint32_t channel = 0; channel < channels; channel++) {
      uint8_t *target = out + (channel * side + y) * side;
      for (uint32_t x = 0; x < side; x++) {
        target[x] = static_cast<uint8_t>(small[x * lanes + channel]);
      }
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
