// Libraries that are broken, each in its own way: compiled by the tests with -DFAULT=n.

#define game_plugin_v1 sound_plugin
#include NIM
#undef game_plugin_v1

enum { SOUND, WRONG_VERSION, SHORT_TABLE, TINY_TABLE, MISSING_FUNCTION, BROKEN_PROMISE, NO_ACTIONS,
       TOO_MANY_LEGAL, REFUSES, UPPER_CASE, NOT_A_NUMBER, LEGAL_LATER, SHARED_CLONE, CONTINUOUS };

static void spec(const gp_game *game, gp_spec_v1 *out) {
  game_spec(game, out);
  if (FAULT == NO_ACTIONS) out->action_count = 0;
  if (FAULT == BROKEN_PROMISE) out->capabilities |= GP_HAS_CHANCE;
  if (FAULT == NOT_A_NUMBER) out->observation_type = GP_FLOAT32;
  if (FAULT == CONTINUOUS) out->action_dimensions = 2;
}

static uint32_t legal(const gp_state *state, int32_t *out, uint32_t capacity) {
  uint32_t count = state_legal(state, out, capacity);
  if (FAULT == TOO_MANY_LEGAL) return 1000;
  if (FAULT == LEGAL_LATER && count < 10) return 1000;
  return count;
}

static void observe(const gp_state *state, uint32_t player, void *out) {
  (void)state, (void)player;
  float *planes = out;
  for (int cell = 0; cell < ACTIONS; cell++) planes[cell] = cell == 4 ? 0.0f / 0.0f : 0;
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
  if (FAULT == UPPER_CASE) broken.game_name = upper_case;
  if (FAULT == NOT_A_NUMBER) broken.state_observe = observe;
  if (FAULT == SHARED_CLONE) { broken.state_clone = clone; broken.state_destroy = keep; }
  return &broken;
}
