// Games by the rules of the options.
//
// SPDX-License-Identifier: MIT

#include "play.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace atari {

uint64_t Chance::next() {
  // Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
  uint64_t bits = seed + ++drawn * 0x9E3779B97F4A7C15ull;
  bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9ull;
  bits = (bits ^ bits >> 27) * 0x94D049BB133111EBull;
  return bits ^ bits >> 31;
}

Play Play::starting(const Rules &rules, uint64_t seed) {
  Play play;
  play.chance.seed = seed;
  play.saved = rules.rom->start().saved;
  play.lives = rules.rom->start().lives;
  const Options &options = rules.options;
  uint32_t wanted =
      options.noOps == 0 ? 0 : 1 + static_cast<uint32_t>(play.chance.unit() * options.noOps);
  if (options.frameLimit != 0) wanted = std::min(wanted, options.frameLimit - 1);
  if (wanted > 0) {
    Rom::Lease emulator(*rules.rom, *play.saved);
    uint32_t frame = 0;
    while (frame < wanted && !emulator->isOver()) {
      emulator->frame(0);
      frame++;
    }
    // A game that is lost by waiting starts without.
    if (!emulator->isOver()) {
      play.saved = emulator->save();
      play.frames = frame;
      play.lives = emulator->lives();
    }
  }
  auto picture = std::make_shared<Picture>(*rules.rom, options.observation, play.saved->screens);
  for (uint32_t index = 0; index < options.history; index++) play.pictures[index] = picture;
  return play;
}

Play::Result Play::step(const Rules &rules, Action action) {
  const Options &options = rules.options;
  int reward = 0;
  int livesBefore = lives;
  {
    Rom::Lease emulator(*rules.rom, *saved);
    for (uint32_t frame = 0; frame < options.frameSkip && !isOver(); frame++) {
      bool isStuck = options.stickyActions > 0 && chance.unit() < options.stickyActions;
      if (!isStuck) executed = action;
      reward += emulator->frame(executed);
      frames++;
      isTerminal = emulator->isOver();
      isTruncated = !isTerminal && options.frameLimit != 0 && frames >= options.frameLimit;
    }
    lives = emulator->lives();
    saved = emulator->save();
  }
  bool isLifeLost = lives < livesBefore;
  if (isLifeLost && options.lifeLossEnds) {
    isTerminal = true;
    isTruncated = false;
  }
  for (uint32_t index = options.history - 1; index > 0; index--) {
    pictures[index] = std::move(pictures[index - 1]);
    actions[index] = actions[index - 1];
  }
  pictures[0] = std::make_shared<Picture>(*rules.rom, options.observation, saved->screens);
  actions[0] = action;
  if (options.clipRewards) reward = (reward > 0) - (reward < 0);
  total += reward;
  return {static_cast<float>(reward), isLifeLost};
}

void Play::observe(const Rules &rules, uint8_t *out) const {
  const Options &options = rules.options;
  for (uint32_t index = options.history; index-- > 0;) {
    const std::vector<uint8_t> &pixels = pictures[index]->pixels();
    std::memcpy(out, pixels.data(), pixels.size());
    out += pixels.size();
  }
  if (!options.historyActions) return;
  size_t plane = size_t(side(options.observation)) * side(options.observation);
  for (uint32_t index = options.history; index-- > 0;) {
    // The paper's a / 18, as close as a byte comes to it.
    std::memset(out, static_cast<int>(std::lround(actions[index] * 255.0 / actionCount)), plane);
    out += plane;
  }
}

uint64_t Play::hash(const Rules &rules) const {
  const Options &options = rules.options;
  uint64_t hash = hashOf(saved->chips.data(), saved->chips.size());
  hash = hashOf(saved->rest.data(), saved->rest.size(), hash);
  auto add = [&hash](uint64_t word) { hash = hashOf(&word, sizeof word, hash); };
  for (uint32_t index = 0; index < options.history; index++) {
    add(pictures[index]->hash());
    if (options.historyActions) add(actions[index]);
  }
  if (options.stickyActions > 0) add(executed);
  add(options.frameLimit == 0 ? 0 : frames);
  add(isTerminal | isTruncated << 1);
  return hash;
}

namespace {

constexpr char mark[8] = {'a', 't', 'a', 'r', 'i', ' ', '1', '\n'};

// The head of saved bytes.
struct Head {
  char mark[8];
  uint64_t hash;  // of all that follows
  uint32_t game, format, history, pictures;
  Chance chance;
  double total;
  uint32_t frames;
  int32_t lives;
  uint32_t width, height, chips, rest;
  uint8_t executed, isTerminal, isTruncated, hasBehind;
  Action actions[32];
  uint8_t unused[4];
};
static_assert(sizeof(Head) == 8 + 8 + 16 + 16 + 8 + 8 + 16 + 4 + 32 + 4, "a head without gaps");

constexpr size_t hashed = offsetof(Head, game);

void append(std::string &bytes, const std::vector<uint8_t> &more) {
  bytes.append(reinterpret_cast<const char *>(more.data()), more.size());
}

}  // namespace

std::string Play::bytes(const Rules &rules) const {
  const Options &options = rules.options;
  const Screens &screens = *saved->screens;
  Head head = {};
  std::memcpy(head.mark, mark, sizeof mark);
  head.game = rules.number;
  head.format = static_cast<uint32_t>(options.observation);
  head.history = options.history;
  // Before the first steps the oldest pictures are one and the same.
  head.pictures = options.history;
  while (head.pictures > 1 && pictures[head.pictures - 1] == pictures[head.pictures - 2]) {
    head.pictures--;
  }
  head.chance = chance;
  head.total = total;
  head.frames = frames;
  head.lives = lives;
  head.width = screens.width;
  head.height = screens.height;
  head.chips = static_cast<uint32_t>(saved->chips.size());
  head.rest = static_cast<uint32_t>(saved->rest.size());
  head.executed = executed;
  head.isTerminal = isTerminal;
  head.isTruncated = isTruncated;
  head.hasBehind = !screens.behind.empty();
  std::copy(actions.begin(), actions.end(), head.actions);
  std::string bytes(reinterpret_cast<const char *>(&head), sizeof head);
  bytes += saved->chips;
  bytes += saved->rest;
  append(bytes, screens.current);
  append(bytes, screens.earlier);
  append(bytes, screens.behind);
  // The present picture is drawn from the screens.
  for (uint32_t index = 1; index < head.pictures; index++) append(bytes, pictures[index]->pixels());
  uint64_t hash = hashOf(bytes.data() + hashed, bytes.size() - hashed);
  std::memcpy(bytes.data() + offsetof(Head, hash), &hash, sizeof hash);
  return bytes;
}

Play Play::reading(const Rules &rules, const uint8_t *bytes, size_t count) {
  const Options &options = rules.options;
  Head head;
  auto check = [](bool isRight) {
    if (!isRight) throw std::runtime_error("these are not the bytes of a state of this game");
  };
  check(count >= sizeof head);
  std::memcpy(&head, bytes, sizeof head);
  const Screens &shape = *rules.rom->start().saved->screens;
  size_t screen = size_t(head.width) * head.height;
  check(std::memcmp(head.mark, mark, sizeof mark) == 0 && head.game == rules.number &&
        head.format == static_cast<uint32_t>(options.observation) &&
        head.history == options.history && head.pictures >= 1 && head.pictures <= head.history &&
        head.width == shape.width && head.height == shape.height && head.executed < actionCount &&
        head.isTerminal <= 1 && head.isTruncated <= 1 && head.hasBehind <= 1 &&
        std::isfinite(head.total) && head.hash == hashOf(bytes + hashed, count - hashed));
  for (Action action : head.actions) check(action < actionCount);
  check(count == sizeof head + size_t(head.chips) + head.rest + screen * (2 + head.hasBehind) +
                     (head.pictures - 1) * size(options.observation));
  const uint8_t *next = bytes + sizeof head;
  auto text = [&next](size_t size) {
    std::string read(reinterpret_cast<const char *>(next), size);
    next += size;
    return read;
  };
  auto pixels = [&next](size_t size) {
    std::vector<uint8_t> read(next, next + size);
    next += size;
    return read;
  };
  auto saved = std::make_shared<Saved>();
  saved->chips = text(head.chips);
  saved->rest = text(head.rest);
  auto screens = std::make_shared<Screens>();
  screens->width = head.width;
  screens->height = head.height;
  screens->current = pixels(screen);
  screens->earlier = pixels(screen);
  if (head.hasBehind) screens->behind = pixels(screen);
  saved->screens = screens;
  // What the emulator refuses is refused here and not at the next step.
  Rom::Lease(*rules.rom, *saved);

  Play play;
  play.saved = saved;
  play.pictures[0] = std::make_shared<Picture>(*rules.rom, options.observation, screens);
  for (uint32_t index = 1; index < head.history; index++) {
    if (index < head.pictures) {
      play.pictures[index] = std::make_shared<Picture>(options.observation, next);
      next += size(options.observation);
    } else {
      play.pictures[index] = play.pictures[head.pictures - 1];
    }
  }
  std::copy(std::begin(head.actions), std::end(head.actions), play.actions.begin());
  play.chance = head.chance;
  play.executed = head.executed;
  play.frames = head.frames;
  play.lives = head.lives;
  play.total = head.total;
  play.isTerminal = head.isTerminal;
  play.isTruncated = head.isTruncated;
  return play;
}

}  // namespace atari
