// The games of the Atari 2600 as a library for Tesuji.
//
// SPDX-License-Identifier: MIT
//
// The emulator that this is linked with is under the GNU General Public License, version 2, and so is the
// library as a whole.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "game_plugin.h"
#include "play.hpp"

using atari::Action;
using atari::Options;
using atari::Play;
using atari::Rules;

struct gp_game {
  Rules rules;
};

struct gp_state {
  const Rules &rules;
  uint64_t seed;
  // The emulator takes its time to start, so a state begins when it is first looked into.
  mutable std::mutex mutex;
  mutable std::atomic<bool> isBegun{false};
  mutable Play play;
  // Set by a failure in the middle of a change: the state takes no more steps.
  bool isBroken = false;

  gp_state(const Rules &rules, uint64_t seed) : rules(rules), seed(seed) {}

  Play &begun() const {
    if (!isBegun.load(std::memory_order_acquire)) {
      std::lock_guard<std::mutex> lock(mutex);
      if (!isBegun.load(std::memory_order_relaxed)) {
        play = Play::starting(rules, seed);
        isBegun.store(true, std::memory_order_release);
      }
    }
    return play;
  }

  void set(Play other) {
    play = std::move(other);
    isBroken = false;
    isBegun.store(true, std::memory_order_release);
  }

  bool isOver() const { return isBegun.load(std::memory_order_acquire) && play.isOver(); }
};

namespace {

// The names and summaries that live for ever.
struct Listing {
  std::vector<std::string> names, summaries;

  Listing() {
    for (const auto &rom : atari::allRoms()) {
      std::string name = rom->name(), title = rom->name();
      std::replace(name.begin(), name.end(), '_', '-');
      std::replace(title.begin(), title.end(), '_', ' ');
      names.push_back("atari-" + name);
      summaries.push_back("the Atari 2600 game " + title);
    }
  }
};

const Listing &listing() {
  static const Listing listing;
  return listing;
}

std::atomic<const gp_host_v1 *> host{nullptr};

// Tells the host of a failure that a function has no other way to tell.
void report(const char *where, const char *what) noexcept {
  const gp_host_v1 *listener = host.load(std::memory_order_acquire);
  if (!listener || listener->struct_size < sizeof(gp_host_v1) || !listener->log) return;
  char message[400];
  snprintf(message, sizeof message, "atari: %s: %s", where, what);
  listener->log(listener->context, 0, message);
}

// Calls `body`, and returns `fallback` if it throws anything: no exception crosses the border.
template <class Result, class Body>
Result guarded(const char *where, Result fallback, Body body) noexcept {
  try {
    return body();
  } catch (const std::exception &fault) {
    report(where, fault.what());
  } catch (...) {
    report(where, "an error of unknown kind");
  }
  return fallback;
}

size_t copyText(const std::string &text, char *out, size_t capacity) {
  if (out && capacity > 0) snprintf(out, capacity, "%s", text.c_str());
  return text.size();
}

const char *gameName(uint32_t game) noexcept {
  return game < listing().names.size() ? listing().names[game].c_str() : nullptr;
}

const char *gameSummary(uint32_t game) noexcept {
  return game < listing().summaries.size() ? listing().summaries[game].c_str() : nullptr;
}

int32_t gameOption(uint32_t game, uint32_t option, gp_option_v1 *out) noexcept {
  const Options::Description *found = Options::description(option);
  if (!found || !out || game >= listing().names.size()) return -1;
  out->type = found->type;
  out->name = found->name;
  out->summary = found->summary;
  out->fallback = found->fallback;
  return 0;
}

gp_game *gameCreate(uint32_t number, const char *options, char *error, size_t capacity) noexcept {
  try {
    if (number >= atari::allRoms().size()) {
      throw std::invalid_argument("there is no game " + std::to_string(number));
    }
    if (!options) throw std::invalid_argument("options are a JSON object, found nothing");
    const atari::Rom &rom = *atari::allRoms()[number];
    Options read = Options::reading(options);
    if (auto fault = rom.fault()) throw std::runtime_error(*fault);
    std::vector<Action> actions = rom.minimalActions();
    if (read.allActions) {
      actions.clear();
      for (int action = 0; action < atari::actionCount; action++) actions.push_back(action);
    }
    return new gp_game{{&rom, number, read, actions}};
  } catch (const std::exception &fault) {
    copyText(fault.what(), error, capacity);
  } catch (...) {
    copyText("an error of unknown kind", error, capacity);
  }
  return nullptr;
}

void gameDestroy(gp_game *game) noexcept { delete game; }

void gameSpec(const gp_game *game, gp_spec_v1 *out) noexcept {
  if (!game || !out) return;
  const Options &options = game->rules.options;
  out->rules_version = 1;
  out->players = 1;
  out->action_count = static_cast<uint32_t>(game->rules.actions.size());
  out->channels = game->rules.observationChannels();
  out->height = out->width = side(options.observation);
  out->observation_type = GP_UINT8;
  out->action_planes = out->action_count;
  out->step_limit = (options.frameLimit + options.frameSkip - 1) / options.frameSkip;
  out->discount = 0.997f;
  out->capabilities = GP_CAN_CLONE | GP_CAN_SERIALIZE | GP_CAN_DRAW | GP_HAS_REWARDS | GP_IS_SLOW |
                      (options.stickyActions > 0 ? GP_HAS_CHANCE : 0);
}

gp_state *stateCreate(const gp_game *game, uint64_t seed) noexcept {
  return game ? new (std::nothrow) gp_state(game->rules, seed) : nullptr;
}

void stateDestroy(gp_state *state) noexcept { delete state; }

gp_state *stateClone(const gp_state *state) noexcept {
  if (!state || state->isBroken) return nullptr;
  return guarded("clone", static_cast<gp_state *>(nullptr), [&] {
    auto copy = std::make_unique<gp_state>(state->rules, state->seed);
    copy->set(state->begun());
    return copy.release();
  });
}

// Whether states of one game can be put over those of the other.
bool isAlike(const Rules &one, const Rules &other) {
  return one.number == other.number && one.options.observation == other.options.observation &&
         one.options.history == other.options.history;
}

void stateCopyFrom(gp_state *to, const gp_state *from) noexcept {
  if (!to || !from || to == from) return;
  bool isDone = guarded("copy", false, [&] {
    if (!isAlike(to->rules, from->rules)) throw std::invalid_argument("a state of another game");
    if (from->isBroken) throw std::invalid_argument("a state that failed");
    to->set(from->begun());
    return true;
  });
  if (!isDone) to->isBroken = true;
}

void stateReseed(gp_state *state, uint64_t seed) noexcept {
  if (!state) return;
  guarded("reseed", false, [&] {
    state->begun().chance = {seed, 0};
    return true;
  });
}

void stateStatus(const gp_state *state, gp_step_v1 *out) noexcept {
  if (!out) return;
  *out = {};
  // A game that has not begun is not over.
  if (!state || !state->isBegun.load(std::memory_order_acquire)) return;
  out->terminal = state->play.isTerminal;
  out->truncated = state->play.isTruncated;
}

int32_t stateStep(gp_state *state, int32_t action, gp_step_v1 *out) noexcept {
  if (!state || !out) return -1;
  const std::vector<Action> &actions = state->rules.actions;
  if (action < 0 || static_cast<size_t>(action) >= actions.size() || state->isOver()) return -1;
  if (state->isBroken) return -2;
  return guarded("step", int32_t(-2), [&] {
    Play &play = state->begun();
    // From here on a failure leaves a state between two positions.
    state->isBroken = true;
    Play::Result result = play.step(state->rules, actions[action]);
    state->isBroken = false;
    stateStatus(state, out);
    out->reward = result.reward;
    out->flags = result.isLifeLost;
    return int32_t(0);
  });
}

uint32_t stateLegal(const gp_state *state, int32_t *out, uint32_t capacity) noexcept {
  if (!state || state->isBroken || state->isOver()) return 0;
  uint32_t count = static_cast<uint32_t>(state->rules.actions.size());
  for (uint32_t action = 0; out && action < std::min(count, capacity); action++) {
    out[action] = static_cast<int32_t>(action);
  }
  return count;
}

void stateObserve(const gp_state *state, uint32_t, void *out) noexcept {
  if (!state || !out) return;
  guarded("observe", false, [&] {
    state->begun().observe(state->rules, static_cast<uint8_t *>(out));
    return true;
  });
}

float stateReturn(const gp_state *state, uint32_t player) noexcept {
  if (!state || player != 0 || !state->isBegun.load(std::memory_order_acquire)) return 0;
  return static_cast<float>(state->play.total);
}

uint64_t stateHash(const gp_state *state) noexcept {
  if (!state) return 0;
  return guarded("hash", uint64_t(0), [&] { return state->begun().hash(state->rules); });
}

// No bytes if the state cannot be written.
size_t stateSerialize(const gp_state *state, uint8_t *out, size_t capacity) noexcept {
  if (!state || state->isBroken) return 0;
  return guarded("serialize", size_t(0), [&] {
    std::string bytes = state->begun().bytes(state->rules);
    if (out && capacity >= bytes.size()) std::memcpy(out, bytes.data(), bytes.size());
    return bytes.size();
  });
}

// Bytes of anything else are refused without a report: the host asks so as to find out.
int32_t stateDeserialize(gp_state *state, const uint8_t *bytes, size_t count) noexcept {
  if (!state || !bytes) return -1;
  try {
    state->set(Play::reading(state->rules, bytes, count));
    return 0;
  } catch (...) {
    return -1;
  }
}

// As the paper has it: one plane for each action, all ones for the action taken.
void actionDraw(const gp_game *game, int32_t action, float *planes) noexcept {
  if (!game || !planes || action < 0 || static_cast<size_t>(action) >= game->rules.actions.size()) return;
  size_t plane = size_t(side(game->rules.options.observation)) * side(game->rules.options.observation);
  std::fill_n(planes + action * plane, plane, 1.0f);
}

const gp_plugin_v1 &table() {
  static const gp_plugin_v1 table = [] {
    gp_plugin_v1 table = {};
    table.struct_size = sizeof table;
    table.abi_major = GP_ABI_MAJOR;
    table.abi_minor = GP_ABI_MINOR;
    table.game_count = static_cast<uint32_t>(listing().names.size());
    table.name = "atari";
    table.version = "1.0 (ALE 0.12.1)";
    table.license = "GPL-2.0-only";
    table.game_name = gameName;
    table.game_summary = gameSummary;
    table.game_option = gameOption;
    table.game_create = gameCreate;
    table.game_destroy = gameDestroy;
    table.game_spec = gameSpec;
    table.state_create = stateCreate;
    table.state_destroy = stateDestroy;
    table.state_clone = stateClone;
    table.state_copy_from = stateCopyFrom;
    table.state_reseed = stateReseed;
    table.state_status = stateStatus;
    table.state_step = stateStep;
    table.state_legal = stateLegal;
    table.state_observe = stateObserve;
    table.state_return = stateReturn;
    table.state_hash = stateHash;
    table.state_serialize = stateSerialize;
    table.state_deserialize = stateDeserialize;
    table.action_draw = actionDraw;
    return table;
  }();
  return table;
}

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *caller) noexcept {
  host.store(caller, std::memory_order_release);
  return guarded("start", static_cast<const gp_plugin_v1 *>(nullptr), [] { return &table(); });
}

// For compare.py: the 128 bytes of memory of a state, 0 if it could.
EXPORTED int32_t atari_memory(const gp_state *state, uint8_t *out) noexcept {
  if (!state || !out) return -1;
  return guarded("memory", int32_t(-1), [&] {
    atari::Rom::Lease emulator(*state->rules.rom, *state->begun().saved);
    emulator->memory(out);
    return int32_t(0);
  });
}

// For compare.py: the last screen of a state, or the one before it; returns the number of pixels.
EXPORTED size_t atari_screen(const gp_state *state, int32_t before, uint8_t *out) noexcept {
  if (!state) return 0;
  return guarded("screen", size_t(0), [&] {
    const atari::Screens &screens = *state->begun().saved->screens;
    const std::vector<uint8_t> &pixels = before ? screens.earlier : screens.current;
    if (out) std::copy(pixels.begin(), pixels.end(), out);
    return pixels.size();
  });
}
