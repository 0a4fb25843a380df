/* game_plugin.h - the whole contract between Tesuji and a game in a library of its own.
 *
 * SPDX-License-Identifier: MIT
 *
 * A library exports one function, `game_plugin_v1`, which returns a table of functions. Nothing but C
 * crosses the border: integers of fixed width, floats, pointers that only their owner looks into. No
 * exception, no longjmp and no exit() crosses it either.
 *
 * Threads: a game is immutable and shared by all threads. Functions that take a `const gp_state *` may
 * be called for one state by several threads at once, the others by one thread at a time; different
 * states are independent of one another.
 *
 * Strings that the library returns live until the process ends. Texts that it writes into a buffer of
 * the host end with a zero byte, cut off if the buffer is too small; the length returned is that of the
 * whole text without the zero byte. The host never unloads a library.
 *
 * The host keeps no stacks of past observations or actions: what a player should see of the past is part
 * of the observation, and the game draws it, as the plugin for the Atari 2600 does.
 */
#ifndef GAME_PLUGIN_H
#define GAME_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The major number must be equal on both sides. A minor number adds fields at the end of the structs
 * that begin with `struct_size`; what a side does not have counts as zero. */
#define GP_ABI_MAJOR 1u
#define GP_ABI_MINOR 0u

/* What a game can do beyond the required functions; each bit promises the functions named. */
#define GP_CAN_CLONE (1ull << 0)       /* state_clone, state_copy_from */
#define GP_CAN_SERIALIZE (1ull << 1)   /* state_serialize, state_deserialize */
#define GP_CAN_PARSE (1ull << 2)       /* state_text, state_parse */
#define GP_CAN_NAME_ACTIONS (1ull << 3) /* action_text, action_parse */
#define GP_CAN_TURN (1ull << 4)        /* symmetry_count, symmetry_cell, symmetry_action */
#define GP_CAN_DRAW (1ull << 5)        /* action_draw */
/* What a game is. */
#define GP_HAS_CHANCE (1ull << 16)     /* steps draw random numbers; promises state_reseed */
#define GP_HAS_REWARDS (1ull << 17)    /* any step may have a reward, not only the last one */
#define GP_HAS_COST (1ull << 18)       /* steps have costs */
#define GP_IS_CONTINUOUS (1ull << 19)  /* actions are floats; promises state_step_f */
#define GP_IS_SLOW (1ull << 20)        /* a step takes tens of microseconds or more */

/* Types of observation elements. */
#define GP_FLOAT32 0u /* as they are */
#define GP_UINT8 1u   /* 0 to 255, which the network sees as 0 to 1 */
#define GP_BITS 2u    /* eight elements a byte, the most significant bit first, zero bits at the end */

/* Rules and options; made by game_create and never changed. */
typedef struct gp_game gp_game;

/* One position, with everything of its past that rules or observations need. */
typedef struct gp_state gp_state;

/* What the host offers. It lives until the process ends. */
typedef struct gp_host_v1 {
  uint32_t struct_size;
  uint32_t abi_minor;
  void *context;
  void (*log)(void *context, int32_t level, const char *message); /* 0 error, 1 warning, 2 note */
} gp_host_v1;

/* The facts of a game. The host clears the struct and sets struct_size before the call. */
typedef struct gp_spec_v1 {
  uint32_t struct_size;
  uint32_t rules_version;     /* from 1; raised whenever play, observation or encoding changes */
  uint32_t players;           /* 1 or 2 */
  uint32_t action_count;      /* discrete actions; 0 if continuous */
  uint32_t action_dimensions; /* floats of an action; 0 if discrete */
  uint32_t channels, height, width; /* of an observation, channel by channel and row by row */
  uint32_t observation_type;  /* GP_FLOAT32, GP_UINT8 or GP_BITS */
  /* Planes of height x width that draw an action; without GP_CAN_DRAW at least as many as it takes for a
   * cell of each action but the last, which is drawn as nothing if there is none for it. */
  uint32_t action_planes;
  uint32_t step_limit;        /* the most steps of a game; 0 if the rules themselves end it */
  float discount;             /* of one step, above 0 and at most 1; 0 counts as 1 */
  float value_min, value_max; /* bounds of a return of either player; equal if they are not known */
  uint64_t capabilities;      /* GP_CAN_..., GP_HAS_... and GP_IS_... */
} gp_spec_v1;

/* What a step brought, and how the game stands after it. These 12 bytes are fixed for version 1, so
 * that steps can lie in arrays. */
typedef struct gp_step_v1 {
  float reward;      /* of the player who moved */
  float cost;        /* at least 0 */
  uint8_t terminal;  /* 1: the rules ended the game */
  uint8_t truncated; /* 1: a step limit cut it off */
  uint8_t to_move;   /* the player whose turn it is now, from 0 */
  uint8_t flags;     /* bit 0: a life was lost */
} gp_step_v1;

/* An option of a game. The host clears the struct and sets struct_size before the call. */
typedef struct gp_option_v1 {
  uint32_t struct_size;
  uint32_t type;        /* 0 yes or no, 1 a whole number, 2 any number, 3 a text */
  const char *name;     /* such as "size" */
  const char *summary;  /* what it does, in one line */
  const char *fallback; /* the value unless another is given, as JSON without quotes */
} gp_option_v1;

/* The table. Functions without a note are required. */
typedef struct gp_plugin_v1 {
  uint32_t struct_size; /* sizeof when the library was compiled: fields past it are absent */
  uint32_t abi_major, abi_minor;
  uint32_t game_count;
  const char *name, *version, *license;

  /* Games, numbered from 0. Names are of a-z, 0-9 and hyphens. */
  const char *(*game_name)(uint32_t game);
  const char *(*game_summary)(uint32_t game);
  /* Describes an option, 0 if there is one of this number. May be absent: no options. */
  int32_t (*game_option)(uint32_t game, uint32_t option, gp_option_v1 *out);
  /* Makes a game. The options are a JSON object of given options only; for anything else, and for a
   * value out of range, returns NULL and writes a sentence into `error`. */
  gp_game *(*game_create)(uint32_t game, const char *options, char *error, size_t capacity);
  void (*game_destroy)(gp_game *);
  void (*game_spec)(const gp_game *, gp_spec_v1 *out);

  /* States. The seed decides the start and all chance to come. */
  gp_state *(*state_create)(const gp_game *, uint64_t seed);
  void (*state_destroy)(gp_state *);
  gp_state *(*state_clone)(const gp_state *);                       /* GP_CAN_CLONE */
  void (*state_copy_from)(gp_state *to, const gp_state *from);      /* GP_CAN_CLONE; no allocation */
  void (*state_reseed)(gp_state *, uint64_t seed);                  /* GP_HAS_CHANCE */

  /* How the game stands; the reward and the cost are 0. */
  void (*state_status)(const gp_state *, gp_step_v1 *out);
  /* Takes an action, 0 if it is legal. An illegal one changes nothing and returns less than 0. */
  int32_t (*state_step)(gp_state *, int32_t action, gp_step_v1 *out);
  int32_t (*state_step_f)(gp_state *, const float *action, uint32_t dimensions,
                          gp_step_v1 *out);                         /* GP_IS_CONTINUOUS */
  /* Writes the legal actions by ascending index and returns how many there are; none after the end. */
  uint32_t (*state_legal)(const gp_state *, int32_t *out, uint32_t capacity);
  /* Writes the observation of a player, of the type that the specification says. */
  void (*state_observe)(const gp_state *, uint32_t player, void *out);
  /* What a player got so far: its rewards, less those of its opponent if there is one. */
  float (*state_return)(const gp_state *, uint32_t player);
  /* A number that differs, with near certainty, between positions that play on or look differently. The
   * random numbers to come do not count. */
  uint64_t (*state_hash)(const gp_state *);

  size_t (*state_serialize)(const gp_state *, uint8_t *out, size_t capacity); /* GP_CAN_SERIALIZE */
  int32_t (*state_deserialize)(gp_state *, const uint8_t *bytes, size_t count); /* 0 if it could */
  size_t (*state_text)(const gp_state *, char *out, size_t capacity);         /* GP_CAN_PARSE */
  int32_t (*state_parse)(gp_state *, const char *text, char *error, size_t capacity); /* 0 if */

  /* Actions as text, in a state where they are legal. */
  size_t (*action_text)(const gp_state *, int32_t action, char *out, size_t capacity);
  int32_t (*action_parse)(const gp_state *, const char *text); /* less than 0 if it names none */
  /* Draws an action into planes of zeros: action_planes x height x width. */
  void (*action_draw)(const gp_game *, int32_t action, float *planes);        /* GP_CAN_DRAW */

  /* Transformations of the board that leave the game as it is; number 0 is the identity. */
  uint32_t (*symmetry_count)(const gp_game *);                                /* GP_CAN_TURN */
  uint32_t (*symmetry_cell)(const gp_game *, uint32_t symmetry, uint32_t cell);
  int32_t (*symmetry_action)(const gp_game *, uint32_t symmetry, int32_t action);

  /* One call for many states of one game; either may be absent, then they are asked one by one. The states
   * of step_batch all differ, the actions are legal, and `out` has room for `count` steps. observe_batch
   * may get a state twice; it writes one observation every `stride` bytes, and nothing between them. */
  void (*step_batch)(gp_state *const *, const int32_t *actions, uint32_t count, gp_step_v1 *out);
  void (*observe_batch)(const gp_state *const *, uint32_t count, uint32_t player, void *out,
                        size_t stride);
} gp_plugin_v1;

/* The one exported function: NULL if the library cannot serve this host. */
#define GP_ENTRY_SYMBOL "game_plugin_v1"
typedef const gp_plugin_v1 *(*gp_entry_v1)(const gp_host_v1 *host);

#ifdef __cplusplus
}
#endif

#endif
