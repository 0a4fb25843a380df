// The function table of the oneDNN inference plan.
//
// The library behind it is built by the set-up script and opened at run time, so that the package
// builds without oneDNN. Rules for changing this file: entries are only ever appended to
// `onednn_table`; `ONEDNN_ABI` is raised on any other change.
//
// A network is a list of operations over buffers. A buffer holds one row per position; a row is
// [height][width][channels], and weights follow that order. The bits of a row never depend on the
// other rows of a call.
#ifndef TESUJI_ONEDNN_PLAN_H
#define TESUJI_ONEDNN_PLAN_H

#include <stdint.h>

#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define ONEDNN_ABI 1u

// Number formats of the tensors between convolutions; everything else is always fp32.
enum { ONEDNN_FP32 = 0, ONEDNN_BF16 = 1 };

// Functions applied to the result of an operation.
enum { ONEDNN_IDENTITY = 0, ONEDNN_RELU = 1, ONEDNN_TANH = 2 };

// Where an output goes.
enum { ONEDNN_LOGITS = 0, ONEDNN_VALUE = 1, ONEDNN_REWARD = 2 };

// Kinds of operations, with the fields of `onednn_op` that each reads besides source and
// destination.
enum {
  // destination; the call's row is [channels][height][width].
  ONEDNN_LOAD_OBSERVATION = 1,
  // destination; size: the slot's channels, behind which the drawn action's planes are put.
  ONEDNN_LOAD_HIDDEN = 2,
  // source.
  ONEDNN_STORE_HIDDEN = 3,
  // kernel, stride, padding, weights [out][in][k][k], bias [out], activation; the addend is the
  // destination itself or none.
  ONEDNN_CONVOLUTION = 4,
  // weights [out][in + size], bias [out], addend, activation. The call's action chooses one of the
  // last `size` columns, which is added.
  ONEDNN_DENSE = 5,
  // Over the whole row; weights and bias [channels], epsilon, addend, activation.
  ONEDNN_LAYER_NORM = 6,
  // kernel, stride, padding; cells outside count as zeros.
  ONEDNN_AVERAGE_POOL = 7,
  // Over the whole row; epsilon is added to the range.
  ONEDNN_MIN_MAX = 8,
  // addend or none, activation.
  ONEDNN_SUM = 9,
  // source; size: ONEDNN_LOGITS …
  ONEDNN_OUTPUT = 10,
  // As above, from (-1, 1) to low … high.
  ONEDNN_OUTPUT_RANGE = 11,
  // As above; the row holds logits over the atoms low, low + 1, …, whose mean goes through the
  // inverse of the value transform with slope epsilon.
  ONEDNN_OUTPUT_EXPECTATION = 12,
};

typedef struct onednn_buffer {
  int32_t channels, height, width;
} onednn_buffer;

typedef struct onednn_op {
  int32_t kind;
  int32_t source, destination, addend;  // buffers; -1: none
  int32_t activation;
  int32_t kernel, stride, padding;
  int32_t size;
  float low, high;
  float epsilon;
  const float *_Nullable weights;
  const float *_Nullable bias;
} onednn_op;

// The planes that draw the actions, as the places that are not zero: those of action `a` are
// `places[offsets[a]] ..< places[offsets[a + 1]]`, a place being plane · cells + cell.
typedef struct onednn_actions {
  int32_t count;
  int32_t planes, cells;
  const int32_t *_Nullable offsets;
  const int32_t *_Nullable places;
  const float *_Nullable values;
} onednn_actions;

typedef struct onednn_description {
  int32_t precision;
  int32_t buffer_count;
  const onednn_buffer *_Nonnull buffers;
  int32_t op_count;
  const onednn_op *_Nonnull ops;
  int32_t entry_count;                   // programs that can be called
  const int32_t *_Nonnull entry_starts;  // [entry_count + 1], into entry_ops
  const int32_t *_Nonnull entry_ops;     // operations in order; programs may share some
  onednn_actions actions;
} onednn_description;

// One call of a program for `count` positions. Pointers that the program does not use may be null.
typedef struct onednn_call {
  int32_t count;
  const float *_Nullable observations;
  const int32_t *_Nullable from;
  const int32_t *_Nullable actions;
  const int32_t *_Nullable to;
  float *_Nullable logits;
  float *_Nullable values;
  float *_Nullable rewards;
} onednn_call;

typedef struct onednn_network_s *onednn_network;  // packed weights and code; immutable, shared
typedef struct onednn_session_s *onednn_session;  // activations and slots; for one thread at a time

// Results: a null handle or a status other than 0 is a failure, whose text is in `last_error`.
typedef struct onednn_table {
  uint32_t abi, size;
  const char *_Nonnull (*_Nonnull version)(void);
  const char *_Nonnull (*_Nonnull last_error)(void);  // of the calling thread
  int32_t (*_Nonnull has_bf16)(void);                 // does the processor multiply bf16 itself?

  onednn_network _Nullable (*_Nonnull network_create)(const onednn_description *_Nonnull description);
  void (*_Nonnull network_free)(onednn_network _Nonnull network);  // sessions keep it alive

  onednn_session _Nullable (*_Nonnull session_create)(onednn_network _Nonnull network);
  void (*_Nonnull session_free)(onednn_session _Nonnull session);
  int32_t (*_Nonnull session_reserve)(onednn_session _Nonnull session, int64_t slots);
  int32_t (*_Nonnull session_run)(onednn_session _Nonnull session, int32_t entry,
                                  const onednn_call *_Nonnull call);

  // Billions of floating point operations a second of a bare loop of the widest multiply-add
  // instructions on one core; one figure per run. Status 1: this processor has none for `precision`.
  int32_t (*_Nonnull measure_peak)(int32_t precision, int32_t runs, double *_Nonnull figures);
  double (*_Nonnull thread_seconds)(void);  // processor time of the calling thread
} onednn_table;

// Opens the library at `path`; null on failure, with the reason in `error`.
const onednn_table *_Nullable onednn_load(const char *_Nonnull path, char *_Nonnull error,
                                          int32_t error_size);

#ifdef __cplusplus
}
#endif
#endif
