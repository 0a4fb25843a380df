// Convolutions through oneDNN: compiled for a few fixed batch sizes, weights packed once.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace plan {

/// What a convolution computes, without its weights.
struct ConvolutionShape {
  int64_t inputs, outputs, height, width, kernel, stride, padding;
  int activation;
  bool adds;             // to what the destination holds
  bool narrow;           // bf16 weights and source; otherwise fp32
  bool narrow_result;    // bf16 destination

  int64_t result_height() const { return (height + 2 * padding - kernel) / stride + 1; }
  int64_t result_width() const { return (width + 2 * padding - kernel) / stride + 1; }
  auto operator<=>(const ConvolutionShape &) const = default;
};

dnnl::engine &engine();

/// A compiled convolution of a fixed number of positions.
struct ConvolutionCode {
  dnnl::convolution_forward primitive;
  dnnl::memory::desc source, weights, bias, destination, scratch;

  ConvolutionCode(const ConvolutionShape &shape, int64_t batch);
};

/// Whether the code for `batch` positions gives a position the same bits as the code for one.
///
/// Found out by running both, once per process for each shape.
bool keeps_bits(const ConvolutionShape &shape, int64_t batch);

/// A convolution with its weights, compiled for each of the given batch sizes.
class Convolution {
 public:
  Convolution(const ConvolutionShape &shape, const float *weights, const float *bias,
              const std::vector<int64_t> &batches);

  const ConvolutionCode &code(size_t batch_index) const { return *codes_[batch_index]; }
  const dnnl::memory &weights(size_t batch_index) const {
    return packed_[packing_of_[batch_index]];
  }
  const dnnl::memory &bias() const { return bias_; }

 private:
  std::vector<std::shared_ptr<const ConvolutionCode>> codes_;
  std::vector<dnnl::memory> packed_;  // one per layout, usually one in all
  std::vector<size_t> packing_of_;
  dnnl::memory bias_;
};

}  // namespace plan
