// The kernels that oneDNN is not used for: dense layers and the cheap operations between layers;
// for convolutions see direct.h.
//
// They are compiled once for each instruction set (kernels.inc) and chosen when the program starts.
// Every sum has one fixed order, whatever the number of rows, so a row's bits never depend on the
// batch.
#pragma once

#include <cstdint>

namespace plan {

/// A dense layer over `rows` rows: out = activation(bias + addend + in · weights).
struct DenseCall {
  const float *input;
  int64_t input_stride;
  const float *packed;  // panels of `panel` outputs, each [inputs][panel]
  const float *bias;    // padded to whole panels
  const int32_t *bias_choice;  // per row: which row of `bias`; null: the first
  int64_t bias_stride;
  const float *addend;  // laid out as the output; null: none
  float *output;
  int64_t output_stride;
  int64_t rows, inputs, outputs;
  bool relu;
};

struct Kernels {
  int64_t panel;
  void (*dense)(const DenseCall &call);
  void (*widen)(const uint16_t *from, float *to, int64_t count);
  void (*narrow)(const float *from, uint16_t *to, int64_t count);
  /// The sum of two rows, or the first alone where `b` is null.
  void (*sum)(const float *a, const float *b, float *to, int64_t count, bool relu);
  void (*min_max)(const float *from, float *to, int64_t count, float epsilon);
  /// Normalises `count` numbers; gain and shift repeat after `channels` numbers.
  void (*normalise)(const float *from, const float *gain, const float *shift, float *to,
                    int64_t count, int64_t channels, float epsilon);
  /// The expectation of integer atoms from `low` on under the softmax of the logits.
  double (*expectation)(const float *logits, int64_t count, int64_t low);
};

/// The kernels for this processor.
const Kernels &kernels();

}  // namespace plan
