// Nim, as an example of a game in a library of its own.
//
// Three heaps of 3, 5 and 7 matches; a move takes any number of matches from one heap, and who takes the
// last match wins. Action 7 · heap + n − 1 takes n matches.

#include "game_plugin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAPS = 3, WIDTH = 7, ACTIONS = HEAPS * WIDTH };

static const uint8_t START[HEAPS] = {3, 5, 7};

struct gp_game {
  char unused;
};

struct gp_state {
  uint8_t heap[HEAPS];
  uint8_t to_move;
};

static struct gp_game the_game;

static const char *game_name(uint32_t game) { return game == 0 ? "nim" : NULL; }

static const char *game_summary(uint32_t game) {
  return game == 0 ? "three heaps of matches, who takes the last one wins" : NULL;
}

static gp_game *game_create(uint32_t game, const char *options, char *error, size_t capacity) {
  if (game == 0 && strcmp(options, "{}") == 0) return &the_game;
  snprintf(error, capacity, "nim has no options, found %s", options);
  return NULL;
}

static void game_destroy(gp_game *game) { (void)game; }

static void game_spec(const gp_game *game, gp_spec_v1 *out) {
  (void)game;
  out->rules_version = 1;
  out->players = 2;
  out->action_count = ACTIONS;
  out->channels = 1;
  out->height = HEAPS;
  out->width = WIDTH;
  out->observation_type = GP_BITS;
  out->step_limit = 3 + 5 + 7;
  out->value_min = -1;
  out->value_max = 1;
  out->capabilities = GP_CAN_CLONE | GP_CAN_SERIALIZE | GP_CAN_PARSE | GP_CAN_NAME_ACTIONS;
}

static gp_state *state_create(const gp_game *game, uint64_t seed) {
  (void)game, (void)seed;
  gp_state *state = malloc(sizeof *state);
  if (state) {
    memcpy(state->heap, START, HEAPS);
    state->to_move = 0;
  }
  return state;
}

static void state_destroy(gp_state *state) { free(state); }

static void state_copy_from(gp_state *to, const gp_state *from) { *to = *from; }

static gp_state *state_clone(const gp_state *state) {
  gp_state *copy = malloc(sizeof *copy);
  if (copy) *copy = *state;
  return copy;
}

static int is_over(const gp_state *state) {
  return state->heap[0] == 0 && state->heap[1] == 0 && state->heap[2] == 0;
}

static void state_status(const gp_state *state, gp_step_v1 *out) {
  *out = (gp_step_v1){.terminal = is_over(state), .to_move = state->to_move};
}

static int is_legal(const gp_state *state, int32_t action) {
  return 0 <= action && action < ACTIONS && action % WIDTH < state->heap[action / WIDTH];
}

static int32_t state_step(gp_state *state, int32_t action, gp_step_v1 *out) {
  if (!is_legal(state, action)) return -1;
  state->heap[action / WIDTH] -= action % WIDTH + 1;
  state->to_move ^= 1;
  state_status(state, out);
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
  // Both players see the same matches.
  (void)player;
  uint8_t *bytes = out;
  memset(bytes, 0, (ACTIONS + 7) / 8);
  for (int cell = 0; cell < ACTIONS; cell++) {
    if (cell % WIDTH < state->heap[cell / WIDTH]) bytes[cell / 8] |= 0x80 >> cell % 8;
  }
}

static float state_return(const gp_state *state, uint32_t player) {
  if (!is_over(state)) return 0;
  return player == state->to_move ? -1 : 1;
}

static uint64_t state_hash(const gp_state *state) {
  uint64_t number = state->heap[0] | state->heap[1] << 4 | state->heap[2] << 8 | state->to_move << 12;
  return (number + 1) * 0x9E3779B97F4A7C15ull;
}

static size_t state_serialize(const gp_state *state, uint8_t *out, size_t capacity) {
  if (capacity >= sizeof *state) memcpy(out, state, sizeof *state);
  return sizeof *state;
}

static int is_possible(const gp_state *state) {
  for (int heap = 0; heap < HEAPS; heap++) {
    if (state->heap[heap] > START[heap]) return 0;
  }
  return state->to_move <= 1;
}

static int32_t state_deserialize(gp_state *state, const uint8_t *bytes, size_t count) {
  gp_state read;
  if (count != sizeof read) return -1;
  memcpy(&read, bytes, sizeof read);
  if (!is_possible(&read)) return -1;
  *state = read;
  return 0;
}

static size_t state_text(const gp_state *state, char *out, size_t capacity) {
  return snprintf(out, capacity, "%d-%d-%d %c", state->heap[0], state->heap[1], state->heap[2],
                  state->to_move ? 'o' : 'x');
}

static int32_t state_parse(gp_state *state, const char *text, char *error, size_t capacity) {
  int heap[HEAPS], end = 0;
  char side = 0;
  if (sscanf(text, "%1d-%1d-%1d %c%n", &heap[0], &heap[1], &heap[2], &side, &end) == 4 &&
      text[end] == 0 && (side == 'x' || side == 'o')) {
    gp_state read = {{heap[0], heap[1], heap[2]}, side == 'o'};
    char again[16];
    state_text(&read, again, sizeof again);
    if (is_possible(&read) && strcmp(text, again) == 0) {
      *state = read;
      return 0;
    }
  }
  snprintf(error, capacity, "heaps of at most 3-5-7 and the side to move, such as '3-5-7 x'");
  return -1;
}

static size_t action_text(const gp_state *state, int32_t action, char *out, size_t capacity) {
  (void)state;
  return snprintf(out, capacity, "%c%d", 'a' + action / WIDTH, action % WIDTH + 1);
}

static int32_t action_parse(const gp_state *state, const char *text) {
  if (strlen(text) != 2 || text[0] < 'a' || text[0] >= 'a' + HEAPS) return -1;
  if (text[1] < '1' || text[1] > '0' + WIDTH) return -1;
  int32_t action = (text[0] - 'a') * WIDTH + (text[1] - '1');
  return is_legal(state, action) ? action : -1;
}

static const gp_plugin_v1 table = {
    .struct_size = sizeof table,
    .abi_major = GP_ABI_MAJOR,
    .abi_minor = GP_ABI_MINOR,
    .game_count = 1,
    .name = "nim",
    .version = "1.0",
    .license = "MIT",
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
    .state_text = state_text,
    .state_parse = state_parse,
    .action_text = action_text,
    .action_parse = action_parse,
};

__attribute__((visibility("default"))) const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *host) {
  (void)host;
  return &table;
}
