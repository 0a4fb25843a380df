// The functions of libctorch.so, the library that speaks to LibTorch.
//
// Rules of this table: entries are only ever appended, so that `size` grows. A change of an existing
// entry raises CTORCH_ABI. The loader refuses another `abi` or a smaller `size`.
//
// Conventions: a function that makes a tensor returns NULL on failure, any other fallible function
// returns 0 for success. The reason is in `last_error`, one text for each thread. Nothing throws.
// Numbers are 32-bit floats unless a name says otherwise. Sizes are outermost first.
#ifndef CTORCH_TABLE_H
#define CTORCH_TABLE_H

#include <stdint.h>

#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define CTORCH_ABI 1u

// An owned handle of a tensor.
typedef struct ct_tensor_s *ct_tensor;

enum ct_reduction { CT_NONE = 0, CT_MEAN = 1, CT_SUM = 2 };

typedef struct ctorch_table {
  uint32_t abi, size;

  // The library. A thread count is the number of OpenMP threads inside one call.
  const char *_Nonnull (*_Nonnull version)(void);
  const char *_Nonnull (*_Nonnull last_error)(void);
  void (*_Nonnull set_thread_count)(int32_t count);
  int32_t (*_Nonnull thread_count)(void);
  int (*_Nonnull set_deterministic)(int32_t on);
  int32_t (*_Nonnull has_native_bfloat16)(void);

  // Making and freeing. `from_floats` and `from_indices` copy.
  ct_tensor _Nullable (*_Nonnull from_floats)(const float *_Nonnull values,
                                              const int64_t *_Nonnull shape, int32_t rank);
  ct_tensor _Nullable (*_Nonnull from_indices)(const int64_t *_Nonnull values,
                                               const int64_t *_Nonnull shape, int32_t rank);
  ct_tensor _Nullable (*_Nonnull full)(double value, const int64_t *_Nonnull shape, int32_t rank);
  ct_tensor _Nullable (*_Nonnull zeros_like)(ct_tensor _Nonnull t);
  void (*_Nonnull free)(ct_tensor _Nonnull t);

  // Reading. `to_floats` writes row-major order, whatever the layout in memory.
  int32_t (*_Nonnull rank)(ct_tensor _Nonnull t);
  int64_t (*_Nonnull size_of)(ct_tensor _Nonnull t, int32_t dimension);
  int (*_Nonnull item)(ct_tensor _Nonnull t, double *_Nonnull value);
  int (*_Nonnull to_floats)(ct_tensor _Nonnull t, float *_Nonnull values, int64_t count);

  // Layout.
  ct_tensor _Nullable (*_Nonnull reshape)(ct_tensor _Nonnull t, const int64_t *_Nonnull shape,
                                          int32_t rank);
  ct_tensor _Nullable (*_Nonnull permute)(ct_tensor _Nonnull t, const int64_t *_Nonnull order,
                                          int32_t rank);
  ct_tensor _Nullable (*_Nonnull narrow)(ct_tensor _Nonnull t, int32_t dimension, int64_t start,
                                         int64_t length);
  ct_tensor _Nullable (*_Nonnull select)(ct_tensor _Nonnull t, int32_t dimension, int64_t index);
  ct_tensor _Nullable (*_Nonnull concatenate)(const ct_tensor _Nonnull *_Nonnull parts,
                                              int32_t count, int32_t dimension);
  ct_tensor _Nullable (*_Nonnull stack)(const ct_tensor _Nonnull *_Nonnull parts, int32_t count,
                                        int32_t dimension);
  ct_tensor _Nullable (*_Nonnull channels_last)(ct_tensor _Nonnull t);
  ct_tensor _Nullable (*_Nonnull index_select)(ct_tensor _Nonnull t, int32_t dimension,
                                               ct_tensor _Nonnull indices);
  ct_tensor _Nullable (*_Nonnull gather)(ct_tensor _Nonnull t, int32_t dimension,
                                         ct_tensor _Nonnull indices);
  ct_tensor _Nullable (*_Nonnull clone)(ct_tensor _Nonnull t);
  int (*_Nonnull copy_into)(ct_tensor _Nonnull target, ct_tensor _Nonnull source);
  int (*_Nonnull copy_rows)(ct_tensor _Nonnull target, ct_tensor _Nonnull indices,
                            ct_tensor _Nonnull source);

  // Layers.
  ct_tensor _Nullable (*_Nonnull convolution)(ct_tensor _Nonnull x, ct_tensor _Nonnull weight,
                                              ct_tensor _Nullable bias, int64_t stride,
                                              int64_t padding);
  ct_tensor _Nullable (*_Nonnull linear)(ct_tensor _Nonnull x, ct_tensor _Nonnull weight,
                                         ct_tensor _Nullable bias);
  ct_tensor _Nullable (*_Nonnull batch_norm)(ct_tensor _Nonnull x, ct_tensor _Nonnull scale,
                                             ct_tensor _Nonnull shift, ct_tensor _Nonnull mean,
                                             ct_tensor _Nonnull variance, int32_t training,
                                             double momentum, double epsilon);
  ct_tensor _Nullable (*_Nonnull group_norm)(ct_tensor _Nonnull x, int64_t groups,
                                             ct_tensor _Nonnull scale, ct_tensor _Nonnull shift,
                                             double epsilon);
  ct_tensor _Nullable (*_Nonnull average_pool)(ct_tensor _Nonnull x, int64_t kernel,
                                               int64_t stride, int64_t padding);
  ct_tensor _Nullable (*_Nonnull relu)(ct_tensor _Nonnull x);
  ct_tensor _Nullable (*_Nonnull tanh)(ct_tensor _Nonnull x);
  ct_tensor _Nullable (*_Nonnull sigmoid)(ct_tensor _Nonnull x);
  ct_tensor _Nullable (*_Nonnull softmax)(ct_tensor _Nonnull x, int32_t dimension);
  ct_tensor _Nullable (*_Nonnull log_softmax)(ct_tensor _Nonnull x, int32_t dimension);

  // Arithmetic, with broadcasting. Reductions keep their dimensions as size 1 where `keep` is set;
  // no dimensions means all of them.
  ct_tensor _Nullable (*_Nonnull add)(ct_tensor _Nonnull a, ct_tensor _Nonnull b);
  ct_tensor _Nullable (*_Nonnull subtract)(ct_tensor _Nonnull a, ct_tensor _Nonnull b);
  ct_tensor _Nullable (*_Nonnull multiply)(ct_tensor _Nonnull a, ct_tensor _Nonnull b);
  ct_tensor _Nullable (*_Nonnull divide)(ct_tensor _Nonnull a, ct_tensor _Nonnull b);
  ct_tensor _Nullable (*_Nonnull add_number)(ct_tensor _Nonnull a, double b);
  ct_tensor _Nullable (*_Nonnull multiply_number)(ct_tensor _Nonnull a, double b);
  ct_tensor _Nullable (*_Nonnull square_root)(ct_tensor _Nonnull a);
  ct_tensor _Nullable (*_Nonnull absolute)(ct_tensor _Nonnull a);
  ct_tensor _Nullable (*_Nonnull clamp)(ct_tensor _Nonnull a, double lowest, double highest);
  ct_tensor _Nullable (*_Nonnull matrix_product)(ct_tensor _Nonnull a, ct_tensor _Nonnull b);
  ct_tensor _Nullable (*_Nonnull sum)(ct_tensor _Nonnull a, const int64_t *_Nonnull dimensions,
                                      int32_t count, int32_t keep);
  ct_tensor _Nullable (*_Nonnull mean)(ct_tensor _Nonnull a, const int64_t *_Nonnull dimensions,
                                       int32_t count, int32_t keep);
  ct_tensor _Nullable (*_Nonnull smallest)(ct_tensor _Nonnull a,
                                           const int64_t *_Nonnull dimensions, int32_t count,
                                           int32_t keep);
  ct_tensor _Nullable (*_Nonnull largest)(ct_tensor _Nonnull a,
                                          const int64_t *_Nonnull dimensions, int32_t count,
                                          int32_t keep);

  // Losses. Targets of the cross entropy are probabilities of the same shape as the logits [N, A],
  // or indices [N].
  ct_tensor _Nullable (*_Nonnull cross_entropy)(ct_tensor _Nonnull logits,
                                                ct_tensor _Nonnull targets, int32_t reduction);
  ct_tensor _Nullable (*_Nonnull squared_error)(ct_tensor _Nonnull x, ct_tensor _Nonnull targets,
                                                int32_t reduction);

  // Autograd. `grad` gives NULL without an error in `*found` = 0 where there is none yet. The
  // switches return what was before, and hold for the calling thread.
  int (*_Nonnull set_requires_grad)(ct_tensor _Nonnull t, int32_t on);
  int32_t (*_Nonnull requires_grad)(ct_tensor _Nonnull t);
  ct_tensor _Nullable (*_Nonnull detach)(ct_tensor _Nonnull t);
  ct_tensor _Nullable (*_Nonnull scale_grad)(ct_tensor _Nonnull t, double factor);
  int (*_Nonnull backward)(ct_tensor _Nonnull loss);
  ct_tensor _Nullable (*_Nonnull grad)(ct_tensor _Nonnull t, int32_t *_Nonnull found);
  int32_t (*_Nonnull set_grad_mode)(int32_t on);
  int32_t (*_Nonnull set_autocast)(int32_t on);

  // Optimizers. Parameters without a gradient are left as they are. Momenta start
  // at zero. `steps` are tensors of one number that count the updates.
  int (*_Nonnull clear_grads)(const ct_tensor _Nonnull *_Nonnull parameters, int32_t count);
  int (*_Nonnull clip_grads)(const ct_tensor _Nonnull *_Nonnull parameters, int32_t count,
                             double limit, double *_Nonnull norm);
  int (*_Nonnull sgd)(const ct_tensor _Nonnull *_Nonnull parameters,
                      const ct_tensor _Nonnull *_Nonnull momenta, int32_t count, double rate,
                      double momentum, double weight_decay);
  int (*_Nonnull adam)(const ct_tensor _Nonnull *_Nonnull parameters,
                       const ct_tensor _Nonnull *_Nonnull means,
                       const ct_tensor _Nonnull *_Nonnull squares,
                       const ct_tensor _Nonnull *_Nonnull steps, int32_t count, double rate,
                       double beta1, double beta2, double epsilon, double weight_decay,
                       int32_t decoupled);

  // The larger of each number and 0, written over `x`, which is returned.
  ct_tensor _Nullable (*_Nonnull relu_in_place)(ct_tensor _Nonnull x);
} ctorch_table;

#ifdef __cplusplus
}
#endif

#endif
