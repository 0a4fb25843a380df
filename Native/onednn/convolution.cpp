#include "convolution.h"

#include <cstring>
#include <map>
#include <mutex>

#include "memory.h"
#include "onednn_plan.h"

namespace plan {

using dnnl::memory;

dnnl::engine &engine() {
  // Never destroyed: sessions may outlive static objects.
  static auto *shared = new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return *shared;
}

// Debian 12 has oneDNN 2, Debian 13 oneDNN 3, which dropped the scale of a fused activation and the
// operation descriptors.
static void append_activation(dnnl::post_ops &operations, dnnl::algorithm algorithm) {
#if DNNL_VERSION_MAJOR >= 3
  operations.append_eltwise(algorithm, 0, 0);
#else
  operations.append_eltwise(1, algorithm, 0, 0);
#endif
}

static dnnl::convolution_forward::primitive_desc describe(const ConvolutionShape &s, int64_t batch) {
  using type = memory::data_type;
  using tag = memory::format_tag;
  const auto wide = s.narrow ? type::bf16 : type::f32;
  const memory::desc source({batch, s.inputs, s.height, s.width}, wide, tag::nhwc);
  const memory::desc weights({s.outputs, s.inputs, s.kernel, s.kernel}, wide, tag::any);
  const memory::desc bias({s.outputs}, type::f32, tag::x);
  const memory::desc destination({batch, s.outputs, s.result_height(), s.result_width()},
                                 s.narrow_result ? type::bf16 : type::f32, tag::nhwc);
  dnnl::post_ops operations;
  if (s.adds) operations.append_sum(1);
  if (s.activation == ONEDNN_RELU)
    append_activation(operations, dnnl::algorithm::eltwise_relu);
  if (s.activation == ONEDNN_TANH)
    append_activation(operations, dnnl::algorithm::eltwise_tanh);
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(operations);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  const memory::dims strides{s.stride, s.stride}, padding{s.padding, s.padding};
  // The far side is padded only as far as windows reach.
  const memory::dims far{(s.result_height() - 1) * s.stride + s.kernel - s.height - s.padding,
                         (s.result_width() - 1) * s.stride + s.kernel - s.width - s.padding};
  const auto kind = dnnl::prop_kind::forward_inference;
  const auto algorithm = dnnl::algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
  return {engine(), kind,    algorithm, source, weights,   bias, destination,
          strides,  padding, far,       attributes};
#else
  return {{kind, algorithm, source, weights, bias, destination, strides, padding, far},
          attributes,
          engine()};
#endif
}

ConvolutionCode::ConvolutionCode(const ConvolutionShape &shape, int64_t batch) {
  const auto description = describe(shape, batch);
  primitive = dnnl::convolution_forward(description);
  source = description.src_desc();
  weights = description.weights_desc();
  bias = description.bias_desc();
  destination = description.dst_desc();
  scratch = description.scratchpad_desc();
}

/// The code for a shape and a number of positions, made once per process: layers of one shape share
/// it, and so do the networks that follow one another in training.
static std::shared_ptr<const ConvolutionCode> shared_code(const ConvolutionShape &shape,
                                                          int64_t batch) {
  static std::mutex mutex;
  static auto *known = new std::map<std::pair<ConvolutionShape, int64_t>,
                                    std::shared_ptr<const ConvolutionCode>>();
  const std::lock_guard<std::mutex> lock(mutex);
  std::shared_ptr<const ConvolutionCode> &code = (*known)[{shape, batch}];
  if (!code) code = std::make_shared<const ConvolutionCode>(shape, batch);
  return code;
}

static memory pack(const ConvolutionShape &s, const float *weights, const memory::desc &layout,
                   dnnl::stream &stream) {
  const memory::desc plain({s.outputs, s.inputs, s.kernel, s.kernel}, memory::data_type::f32,
                           memory::format_tag::oihw);
  memory from(plain, engine(), const_cast<float *>(weights));
  memory to(layout, engine());
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  return to;
}

static memory make_bias(const ConvolutionShape &shape, const float *bias,
                        const memory::desc &layout) {
  memory made(layout, engine());
  const size_t bytes = static_cast<size_t>(shape.outputs) * sizeof(float);
  if (bias) {
    std::memcpy(made.get_data_handle(), bias, bytes);
  } else {
    std::memset(made.get_data_handle(), 0, bytes);
  }
  return made;
}

Convolution::Convolution(const ConvolutionShape &shape, const float *weights, const float *bias,
                         const std::vector<int64_t> &batches) {
  dnnl::stream stream(engine());
  std::vector<memory::desc> layouts;
  for (const int64_t batch : batches) {
    codes_.push_back(shared_code(shape, batch));
    const memory::desc &layout = codes_.back()->weights;
    size_t packing = 0;
    while (packing < layouts.size() && layouts[packing] != layout) packing++;
    if (packing == layouts.size()) {
      layouts.push_back(layout);
      packed_.push_back(pack(shape, weights, layout, stream));
    }
    packing_of_.push_back(packing);
  }
  bias_ = make_bias(shape, bias, codes_.front()->bias);
}

// Numbers in -1 ... 1 that differ from place to place, from a linear congruence.
static void fill(float *numbers, int64_t count) {
  uint32_t state = 1;
  for (int64_t i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    numbers[i] = static_cast<float>(static_cast<int32_t>(state)) * 0x1p-31f;
  }
}

/// Runs a convolution on `rows` positions and gives the bytes of the result.
static std::vector<char> trial(const ConvolutionShape &s, int64_t rows, const float *weights,
                               const float *source) {
  dnnl::stream stream(engine());
  const ConvolutionCode code(s, rows);
  const memory packed = pack(s, weights, code.weights, stream);
  const memory bias = make_bias(s, nullptr, code.bias);
  const memory::desc plain({rows, s.inputs, s.height, s.width}, memory::data_type::f32,
                           memory::format_tag::nhwc);
  memory wide(plain, engine(), const_cast<float *>(source)), from(code.source, engine());
  memory to(code.destination, engine()), scratch(code.scratch, engine());
  dnnl::reorder(wide, from).execute(stream, wide, from);
  std::memset(to.get_data_handle(), 0, code.destination.get_size());
  code.primitive.execute(stream, {{DNNL_ARG_SRC, from},
                                  {DNNL_ARG_WEIGHTS, packed},
                                  {DNNL_ARG_BIAS, bias},
                                  {DNNL_ARG_DST, to},
                                  {DNNL_ARG_SCRATCHPAD, scratch}});
  stream.wait();
  const char *bytes = static_cast<const char *>(to.get_data_handle());
  return {bytes, bytes + code.destination.get_size()};
}

bool keeps_bits(const ConvolutionShape &shape, int64_t batch) {
  if (batch == 1) return true;
  static std::mutex mutex;
  static auto *known = new std::map<std::pair<ConvolutionShape, int64_t>, bool>();
  const std::lock_guard<std::mutex> lock(mutex);
  const auto key = std::make_pair(shape, batch);
  if (const auto found = known->find(key); found != known->end()) return found->second;

  const int64_t size = shape.inputs * shape.height * shape.width;
  Memory<float> weights(shape.outputs * shape.inputs * shape.kernel * shape.kernel);
  Memory<float> source(batch * size);
  fill(weights.get(), weights.count());
  fill(source.get(), source.count());
  const std::vector<char> together = trial(shape, batch, weights.get(), source.get());
  const size_t row = together.size() / static_cast<size_t>(batch);
  bool same = true;
  for (const int64_t position : {int64_t{0}, batch / 2, batch - 1}) {
    const std::vector<char> alone =
        trial(shape, 1, weights.get(), source.get() + position * size);
    same = same && std::memcmp(alone.data(), together.data() + position * row, row) == 0;
  }
  return (*known)[key] = same;
}

}  // namespace plan
