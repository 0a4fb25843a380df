// Libraries that are broken, each in its own way: compiled by the tests with -DFAULT=n.

#define game_plugin_v1 sound_plugin
#include NIM
#undef game_plugin_v1

#include <unistd.h>

enum { SOUND, WRONG_VERSION, SHORT_TABLE, TINY_TABLE, MISSING_FUNCTION, BROKEN_PROMISE, NO_ACTIONS,
       TOO_MANY_LEGAL, REFUSES, UPPER_CASE, NOT_A_NUMBER, LEGAL_LATER, SHARED_CLONE, CONTINUOUS, CRASHING_STEP,
       ABORTING_SIGHT, LEAVING, CRASHING_LOAD, HANGING, HOME_BYTES, DRIFTING_CLONE, UNSTEADY,
       SOUND_BATCHES, HASTY_STEPS, BLIND_BATCH, FLOAT_BATCHES, BYTE_BATCHES, REFUSING_LATER, IDLE_LATER,
       OUT_OF_RANGE_LATER, NOBODYS_TURN_LATER, NO_REWARD_LATER, BLURRED_LATER, NO_COPY, OVERRUN_FLOATS,
       OVERRUN_BYTES, OVERRUN_BITS, NO_ROOM_TO_DRAW, ODD_START };

static void spec(const gp_game *game, gp_spec_v1 *out) {
  game_spec(game, out);
  if (FAULT == NO_ACTIONS) out->action_count = 0;
  if (FAULT == BROKEN_PROMISE) out->capabilities |= GP_HAS_CHANCE;
  if (FAULT == NOT_A_NUMBER || FAULT == ABORTING_SIGHT) out->observation_type = GP_FLOAT32;
  if (FAULT == FLOAT_BATCHES) out->observation_type = GP_FLOAT32;
  if (FAULT == BYTE_BATCHES) out->observation_type = GP_UINT8;
  if (FAULT == CONTINUOUS) out->action_dimensions = 2;
  if (FAULT == BLURRED_LATER || FAULT == OVERRUN_FLOATS) out->observation_type = GP_FLOAT32;
  if (FAULT == OVERRUN_BYTES) out->observation_type = GP_UINT8;
  if (FAULT == NO_ROOM_TO_DRAW) out->action_count = 420000;
}

static uint32_t legal(const gp_state *state, int32_t *out, uint32_t capacity) {
  uint32_t count = state_legal(state, out, capacity);
  if (FAULT == TOO_MANY_LEGAL) return 1000;
  if (FAULT == LEAVING && count < 10) exit(3);
  if (FAULT == LEGAL_LATER && count < 10) return 1000;
  if (FAULT == IDLE_LATER && count < 10) return 0;
  if (FAULT == OUT_OF_RANGE_LATER && count < 10 && count > 0 && out) out[count - 1] = ACTIONS + 4;
  return count;
}

static void observe(const gp_state *state, uint32_t player, void *out) {
  (void)state, (void)player;
  float *planes = out;
  for (int cell = 0; cell < ACTIONS; cell++) planes[cell] = cell == 4 ? 0.0f / 0.0f : 0;
}

static int is_late(const gp_state *state);

static void observe_blurred(const gp_state *state, uint32_t player, void *out) {
  (void)player;
  for (int cell = 0; cell < ACTIONS; cell++) ((float *)out)[cell] = cell == 4 && is_late(state) ? 0.0f / 0.0f : 0;
}

// Writes an element more than there are.
static void overrun(const gp_state *state, uint32_t player, void *out) {
  (void)state, (void)player;
  size_t size = FAULT == OVERRUN_FLOATS ? 4 * ACTIONS : FAULT == OVERRUN_BYTES ? ACTIONS : (ACTIONS + 7) / 8;
  memset(out, 0, size + 1);
}

static gp_state *no_copy(const gp_state *state) { return is_late(state) ? NULL : state_clone(state); }

static void odd_start(const gp_state *state, gp_step_v1 *out) {
  state_status(state, out);
  out->to_move = 2;
}

// Of the faults in play, the state of the board says when they come: after some moves.
static int is_late(const gp_state *state) { return state->heap[0] + state->heap[1] < 6; }

static int32_t step(gp_state *state, int32_t action, gp_step_v1 *out) {
  if (FAULT == CRASHING_STEP && is_late(state)) *(volatile int *)16 = 1;
  while (FAULT == HANGING && is_late(state)) usleep(1000);
  // Now and then a match more is gone, whatever the seed.
  static int32_t asked;
  if (FAULT == REFUSING_LATER && is_late(state)) return -7;
  int32_t code = state_step(state, action, out);
  if (FAULT == NOBODYS_TURN_LATER && is_late(state)) out->to_move = 9;
  if (FAULT == NO_REWARD_LATER && is_late(state)) out->reward = 0.0f / 0.0f;
  if (FAULT == UNSTEADY && ++asked % 701 == 0 && code == 0 && state->heap[2] > 0) state->heap[2]--;
  return code;
}

static void observe_or_not(const gp_state *state, uint32_t player, void *out) {
  if (is_late(state)) abort();
  (void)player;
  memset(out, 0, ACTIONS * sizeof(float));
}

// Bytes that only the process understands that wrote them.
static size_t serialize(const gp_state *state, uint8_t *out, size_t capacity) {
  if (capacity >= 8) {
    state_serialize(state, out, 4);
    int32_t process = getpid();
    memcpy(out + 4, &process, 4);
  }
  return 8;
}

static int32_t deserialize(gp_state *state, const uint8_t *bytes, size_t count) {
  int32_t process;
  if (count != 8) return -1;
  memcpy(&process, bytes + 4, 4);
  return process == getpid() ? state_deserialize(state, bytes, 4) : -1;
}

// A copy of the start has a match less in the last heap once the first is empty.
static gp_state *drifting(const gp_state *state) {
  gp_state *copy = state_clone(state);
  if (copy && state->heap[0] == 0 && state->heap[1] == 0 && copy->heap[2] > 1) copy->heap[2]--;
  return copy;
}

// Many at once: a hasty library forgets the last one, a blind one looks at the first only.
static void step_batch(gp_state *const *states, const int32_t *actions, uint32_t count, gp_step_v1 *out) {
  for (uint32_t index = 0; index < count; index++)
    if (FAULT != HASTY_STEPS || index == 0 || index < count - 1)
      state_step(states[index], actions[index], out + index);
}

// What the bits show, as numbers or bytes.
static void observe_wide(const gp_state *state, uint32_t player, void *out) {
  uint8_t bits[(ACTIONS + 7) / 8];
  state_observe(state, player, bits);
  for (int cell = 0; cell < ACTIONS; cell++) {
    int is_set = bits[cell / 8] >> (7 - cell % 8) & 1;
    if (FAULT == FLOAT_BATCHES) ((float *)out)[cell] = is_set;
    else ((uint8_t *)out)[cell] = is_set ? 255 : 0;
  }
}

static void observe_batch(const gp_state *const *states, uint32_t count, uint32_t player, void *out,
                          size_t stride) {
  for (uint32_t index = 0; index < count; index++)
    (FAULT == FLOAT_BATCHES || FAULT == BYTE_BATCHES ? observe_wide : state_observe)(
        states[FAULT == BLIND_BATCH ? 0 : index], player, (char *)out + index * stride);
}

static gp_state *clone(const gp_state *state) { return (gp_state *)state; }
static void keep(gp_state *state) { (void)state; }
static const char *upper_case(uint32_t game) { (void)game; return "Nim!"; }

__attribute__((visibility("default"))) const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *host);

const gp_plugin_v1 *game_plugin_v1(const gp_host_v1 *host) {
  static gp_plugin_v1 broken;
  broken = *sound_plugin(host);
  broken.game_spec = spec;
  broken.state_legal = legal;
  if (FAULT == WRONG_VERSION) broken.abi_major = 7;
  if (FAULT == SHORT_TABLE) broken.struct_size = offsetof(gp_plugin_v1, state_step) + 4;
  if (FAULT == TINY_TABLE) broken.struct_size = 8;
  if (FAULT == MISSING_FUNCTION) broken.state_hash = NULL;
  if (FAULT == REFUSES) return NULL;
  if (FAULT == CRASHING_LOAD) *(volatile int *)16 = 1;
  broken.state_step = step;
  if (FAULT == ABORTING_SIGHT) broken.state_observe = observe_or_not;
  if (FAULT == HOME_BYTES) { broken.state_serialize = serialize; broken.state_deserialize = deserialize; }
  if (FAULT == DRIFTING_CLONE) broken.state_clone = drifting;
  if (FAULT == UPPER_CASE) broken.game_name = upper_case;
  if (FAULT == NOT_A_NUMBER) broken.state_observe = observe;
  if (FAULT == SHARED_CLONE) { broken.state_clone = clone; broken.state_destroy = keep; }
  if (FAULT == SOUND_BATCHES || FAULT == HASTY_STEPS) broken.step_batch = step_batch;
  if (FAULT == BLURRED_LATER) broken.state_observe = observe_blurred;
  if (FAULT >= OVERRUN_FLOATS && FAULT <= OVERRUN_BITS) broken.state_observe = overrun;
  if (FAULT == NO_COPY) broken.state_clone = no_copy;
  if (FAULT == ODD_START) broken.state_status = odd_start;
  if (FAULT >= SOUND_BATCHES && FAULT <= BYTE_BATCHES && FAULT != HASTY_STEPS) broken.observe_batch = observe_batch;
  if (FAULT == FLOAT_BATCHES || FAULT == BYTE_BATCHES) broken.state_observe = observe_wide;
  return &broken;
}
