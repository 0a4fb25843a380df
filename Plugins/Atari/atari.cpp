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
#include <string>

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
    isBegun.store(true, std::memory_order_release);
  }
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

size_t copyText(const std::string &text, char *out, size_t capacity) {
  if (capacity > 0) snprintf(out, capacity, "%s", text.c_str());
  return text.size();
}

const char *gameName(uint32_t game) {
  return game < listing().names.size() ? listing().names[game].c_str() : nullptr;
}

const char *gameSummary(uint32_t game) {
  return game < listing().summaries.size() ? listing().summaries[game].c_str() : nullptr;
}

int32_t gameOption(uint32_t, uint32_t option, gp_option_v1 *out) {
  const Options::Description *found = Options::description(option);
  if (!found) return -1;
  out->type = found->type;
  out->name = found->name;
  out->summary = found->summary;
  out->fallback = found->fallback;
  return 0;
}

gp_game *gameCreate(uint32_t number, const char *options, char *error, size_t capacity) {
  try {
    const atari::Rom &rom = *atari::allRoms().at(number);
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
    return nullptr;
  }
}

void gameDestroy(gp_game *game) { delete game; }

void gameSpec(const gp_game *game, gp_spec_v1 *out) {
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

gp_state *stateCreate(const gp_game *game, uint64_t seed) {
  return new (std::nothrow) gp_state(game->rules, seed);
}

void stateDestroy(gp_state *state) { delete state; }

gp_state *stateClone(const gp_state *state) {
  try {
    auto copy = std::make_unique<gp_state>(state->rules, state->seed);
    copy->set(state->begun());
    return copy.release();
  } catch (const std::exception &) {
    return nullptr;
  }
}

void stateCopyFrom(gp_state *to, const gp_state *from) { to->set(from->begun()); }

void stateReseed(gp_state *state, uint64_t seed) { state->begun().chance = {seed, 0}; }

void stateStatus(const gp_state *state, gp_step_v1 *out) {
  *out = {};
  // A game that has not begun is not over.
  if (!state->isBegun.load(std::memory_order_acquire)) return;
  out->terminal = state->play.isTerminal;
  out->truncated = state->play.isTruncated;
}

int32_t stateStep(gp_state *state, int32_t action, gp_step_v1 *out) {
  const std::vector<Action> &actions = state->rules.actions;
  if (action < 0 || action >= static_cast<int32_t>(actions.size())) return -1;
  try {
    Play &play = state->begun();
    if (play.isOver()) return -1;
    Play::Result result = play.step(state->rules, actions[action]);
    stateStatus(state, out);
    out->reward = result.reward;
    out->flags = result.isLifeLost;
    return 0;
  } catch (const std::exception &) {
    return -2;
  }
}

uint32_t stateLegal(const gp_state *state, int32_t *out, uint32_t capacity) {
  if (state->isBegun.load(std::memory_order_acquire) && state->play.isOver()) return 0;
  uint32_t count = static_cast<uint32_t>(state->rules.actions.size());
  for (uint32_t action = 0; action < std::min(count, capacity); action++) {
    out[action] = static_cast<int32_t>(action);
  }
  return count;
}

void stateObserve(const gp_state *state, uint32_t, void *out) {
  state->begun().observe(state->rules, static_cast<uint8_t *>(out));
}

float stateReturn(const gp_state *state, uint32_t) {
  return state->isBegun.load(std::memory_order_acquire) ? static_cast<float>(state->play.total) : 0;
}

uint64_t stateHash(const gp_state *state) { return state->begun().hash(state->rules); }

size_t stateSerialize(const gp_state *state, uint8_t *out, size_t capacity) {
  std::string bytes = state->begun().bytes(state->rules);
  if (capacity >= bytes.size()) std::memcpy(out, bytes.data(), bytes.size());
  return bytes.size();
}

int32_t stateDeserialize(gp_state *state, const uint8_t *bytes, size_t count) {
  try {
    state->set(Play::reading(state->rules, bytes, count));
    return 0;
  } catch (const std::exception &) {
    return -1;
  }
}

// As the paper has it: one plane for each action, all ones for the action taken.
void actionDraw(const gp_game *game, int32_t action, float *planes) {
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

EXPORTED const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *) {
  try {
    return &table();
  } catch (const std::exception &) {
    return nullptr;
  }
}

// For compare.py: the 128 bytes of memory of a state.
EXPORTED void atari_memory(const gp_state *state, uint8_t *out) {
  atari::Rom::Lease emulator(*state->rules.rom, *state->begun().saved);
  emulator->memory(out);
}

// For compare.py: the last screen of a state, or the one before it; returns the number of pixels.
EXPORTED size_t atari_screen(const gp_state *state, int32_t before, uint8_t *out) {
  const atari::Screens &screens = *state->begun().saved->screens;
  const std::vector<uint8_t> &pixels = before ? screens.earlier : screens.current;
  if (out) std::copy(pixels.begin(), pixels.end(), out);
  return pixels.size();
}
