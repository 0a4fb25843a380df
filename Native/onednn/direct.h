// Convolutions of 3 × 3 windows that oneDNN is not used for: fp32 on processors with AVX-512.
//
// oneDNN cannot know which weights the layer after the next call will need. At one position the
// weights of a tower no longer fit into the second-level cache, and every layer waits for its own.
// This kernel fetches the next weights while it multiplies, and multiplies no padding.
//
// Every sum has one fixed order, whatever the number of positions.
#pragma once

#include <cstdint>

#include "convolution.h"
#include "memory.h"

namespace plan {

/// The weights of a convolution in the order in which the kernel reads them.
struct PackedWindows {
  int64_t inputs, outputs;
  Memory<float> panels;  // panels of two vectors of outputs (the last may have one), each
                         // [row of the window][inputs][column of the window][outputs of the panel]
  Memory<float> bias;

  PackedWindows(const ConvolutionShape &shape, const float *weights, const float *bias);
};

/// A convolution of `positions` boards: output = activation(bias + output? + windows · weights).
struct DirectCall {
  const float *input;  // [positions][height][width][inputs]
  float *output;       // [positions][height][width][outputs]
  int64_t positions, height, width;
  const PackedWindows *packed;
  const PackedWindows *next;  // what is multiplied by after this call; its first panel is fetched
  bool adds, relu;
};

/// Whether the kernel computes such a convolution on this processor.
bool fits_direct(const ConvolutionShape &shape);

void convolve_direct(const DirectCall &call);

}  // namespace plan
