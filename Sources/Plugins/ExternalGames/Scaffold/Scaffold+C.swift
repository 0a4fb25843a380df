extension Scaffold {
  /// A library in C.
  static let cTemplates: [(path: String, text: String)] = [
    ("⟨Type⟩/⟨name⟩.c", cSource),
    (
      "⟨Type⟩/Makefile",
      """
      # `make` builds the library, `make install` puts it where Tesuji looks for plugins.
      CFLAGS ?= -O2
      PLUGINS ?= .tesuji/plugins

      ⟨name⟩.so: ⟨name⟩.c game_plugin.h
      \t$(CC) -std=c11 -Wall -Wextra $(CFLAGS) -fPIC -shared -fvisibility=hidden -o $@ ⟨name⟩.c

      install: ⟨name⟩.so
      \tmkdir -p $(PLUGINS)
      \tcp ⟨name⟩.so $(PLUGINS)

      clean:
      \trm -f ⟨name⟩.so

      .PHONY: install clean

      """
    ),
    ("⟨Type⟩/game_plugin.h", pluginHeader),
  ]

  static let cSteps = [
    "make -C ⟨Type⟩",
    "tesuji plugin check ⟨Type⟩/⟨name⟩.so",
    "make -C ⟨Type⟩ install PLUGINS=\"$PWD/.tesuji/plugins\"",
    "tesuji play ⟨name⟩",
  ]

  private static let cSource = #"""
    // ⟨Type⟩: a race to 21. Players in turn add 1, 2 or 3 to a total, and who reaches 21 wins.
    //
    // Action a adds a + 1. Change the rules below into your own; game_plugin.h says what each function
    // has to do. Raise rules_version whenever play, observation or the meaning of actions changes.

    #include "game_plugin.h"

    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    enum { GOAL = 21, ACTIONS = 3 };

    // Rules and options; this game has none.
    struct gp_game {
      char unused;
    };

    // Plain data, so that a copy is an assignment and saving is a copy of its bytes.
    struct gp_state {
      int32_t total;
      int32_t to_move;
    };

    static struct gp_game the_game;

    static const char *game_name(uint32_t game) { return game == 0 ? "⟨name⟩" : NULL; }

    static const char *game_summary(uint32_t game) {
      return game == 0 ? "a race to 21 by adding 1, 2 or 3" : NULL;
    }

    static gp_game *game_create(uint32_t game, const char *options, char *error, size_t capacity) {
      if (game == 0 && strcmp(options, "{}") == 0) return &the_game;
      snprintf(error, capacity, "⟨name⟩ has no options, found %s", options);
      return NULL;
    }

    static void game_destroy(gp_game *game) { (void)game; }

    static void game_spec(const gp_game *game, gp_spec_v1 *out) {
      (void)game;
      out->rules_version = 1;
      out->players = 2;
      out->action_count = ACTIONS;
      // One row with a cell for each total.
      out->channels = 1;
      out->height = 1;
      out->width = GOAL + 1;
      out->observation_type = GP_FLOAT32;
      out->step_limit = GOAL;
      out->value_min = -1;
      out->value_max = 1;
      out->capabilities = GP_CAN_CLONE | GP_CAN_SERIALIZE;
    }

    static gp_state *state_create(const gp_game *game, uint64_t seed) {
      // Nothing is drawn, so the seed is not needed.
      (void)game, (void)seed;
      return calloc(1, sizeof(gp_state));
    }

    static void state_destroy(gp_state *state) { free(state); }

    static void state_copy_from(gp_state *to, const gp_state *from) { *to = *from; }

    static gp_state *state_clone(const gp_state *state) {
      gp_state *copy = malloc(sizeof *copy);
      if (copy) *copy = *state;
      return copy;
    }

    static void state_status(const gp_state *state, gp_step_v1 *out) {
      *out = (gp_step_v1){.terminal = state->total == GOAL, .to_move = (uint8_t)state->to_move};
    }

    static int is_legal(const gp_state *state, int32_t action) {
      return 0 <= action && action < ACTIONS && state->total + action + 1 <= GOAL;
    }

    static int32_t state_step(gp_state *state, int32_t action, gp_step_v1 *out) {
      if (!is_legal(state, action)) return -1;
      state->total += action + 1;
      state->to_move ^= 1;
      state_status(state, out);
      // The reward of the player who moved.
      out->reward = out->terminal ? 1 : 0;
      return 0;
    }

    static uint32_t state_legal(const gp_state *state, int32_t *out, uint32_t capacity) {
      uint32_t count = 0;
      for (int32_t action = 0; action < ACTIONS; action++) {
        if (!is_legal(state, action)) continue;
        if (count < capacity) out[count] = action;
        count++;
      }
      return count;
    }

    static void state_observe(const gp_state *state, uint32_t player, void *out) {
      // Both players see the same total.
      (void)player;
      float *cells = out;
      for (int32_t cell = 0; cell <= GOAL; cell++) cells[cell] = cell == state->total ? 1 : 0;
    }

    static float state_return(const gp_state *state, uint32_t player) {
      if (state->total < GOAL) return 0;
      return (int32_t)player == state->to_move ? -1 : 1;
    }

    static uint64_t state_hash(const gp_state *state) {
      return ((uint64_t)state->total * 2 + (uint64_t)state->to_move + 1) * 0x9E3779B97F4A7C15ull;
    }

    static size_t state_serialize(const gp_state *state, uint8_t *out, size_t capacity) {
      if (capacity >= sizeof *state) memcpy(out, state, sizeof *state);
      return sizeof *state;
    }

    static int32_t state_deserialize(gp_state *state, const uint8_t *bytes, size_t count) {
      gp_state read;
      if (count != sizeof read) return -1;
      memcpy(&read, bytes, sizeof read);
      if (read.total < 0 || read.total > GOAL || (read.to_move & ~1) != 0) return -1;
      *state = read;
      return 0;
    }

    static const gp_plugin_v1 table = {
        .struct_size = sizeof table,
        .abi_major = GP_ABI_MAJOR,
        .abi_minor = GP_ABI_MINOR,
        .game_count = 1,
        .name = "⟨name⟩",
        .version = "1.0",
        .license = "unlicensed",
        .game_name = game_name,
        .game_summary = game_summary,
        .game_create = game_create,
        .game_destroy = game_destroy,
        .game_spec = game_spec,
        .state_create = state_create,
        .state_destroy = state_destroy,
        .state_clone = state_clone,
        .state_copy_from = state_copy_from,
        .state_status = state_status,
        .state_step = state_step,
        .state_legal = state_legal,
        .state_observe = state_observe,
        .state_return = state_return,
        .state_hash = state_hash,
        .state_serialize = state_serialize,
        .state_deserialize = state_deserialize,
    };

    __attribute__((visibility("default"))) const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *host) {
      (void)host;
      return &table;
    }

    """#
}
