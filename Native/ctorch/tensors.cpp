// Making, reading, layout, layers, arithmetic and losses.
#include "shim.h"

#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/amin.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clone.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/div.h>
#include <ATen/ops/full.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/index_copy.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/permute.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/reshape.h>
#include <ATen/ops/select.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros_like.h>
#include <ATen/TensorOperators.h>

namespace shim {

namespace {

at::Tensor reduced(const at::Tensor &a, const int64_t *dimensions, int32_t count, bool keep,
                   at::Tensor (*function)(const at::Tensor &, at::IntArrayRef, bool)) {
  if (count > 0) return function(a, sizes(dimensions, count), keep);
  std::vector<int64_t> all(a.dim());
  for (int64_t i = 0; i < a.dim(); i++) all[i] = i;
  return function(a, all, keep);
}

}  // namespace

void fill_tensors(ctorch_table &t) {
  t.from_floats = [](const float *values, const int64_t *shape, int32_t rank) {
    return make([&] {
      return at::from_blob(const_cast<float *>(values), sizes(shape, rank), at::kFloat).clone();
    });
  };
  t.from_indices = [](const int64_t *values, const int64_t *shape, int32_t rank) {
    return make([&] {
      return at::from_blob(const_cast<int64_t *>(values), sizes(shape, rank), at::kLong).clone();
    });
  };
  t.full = [](double value, const int64_t *shape, int32_t rank) {
    return make([&] { return at::full(sizes(shape, rank), value, at::kFloat); });
  };
  t.zeros_like = [](ct_tensor x) {
    return make([&] {
      c10::NoGradGuard off;
      return at::zeros_like(tensor(x));
    });
  };
  t.free = [](ct_tensor x) { delete &tensor(x); };

  t.rank = [](ct_tensor x) { return static_cast<int32_t>(tensor(x).dim()); };
  t.size_of = [](ct_tensor x, int32_t dimension) { return tensor(x).sizes()[dimension]; };
  t.item = [](ct_tensor x, double *value) {
    return run([&] { *value = tensor(x).item<double>(); });
  };
  t.to_floats = [](ct_tensor x, float *values, int64_t count) {
    return run([&] {
      c10::NoGradGuard off;
      TORCH_CHECK(tensor(x).numel() == count, "the tensor has ", tensor(x).numel(),
                  " numbers, expected ", count);
      at::from_blob(values, tensor(x).sizes(), at::kFloat).copy_(tensor(x));
    });
  };

  t.reshape = [](ct_tensor x, const int64_t *shape, int32_t rank) {
    return make([&] { return tensor(x).reshape(sizes(shape, rank)); });
  };
  t.permute = [](ct_tensor x, const int64_t *order, int32_t rank) {
    return make([&] { return tensor(x).permute(sizes(order, rank)); });
  };
  t.narrow = [](ct_tensor x, int32_t dimension, int64_t start, int64_t length) {
    return make([&] { return tensor(x).narrow(dimension, start, length); });
  };
  t.select = [](ct_tensor x, int32_t dimension, int64_t index) {
    return make([&] { return tensor(x).select(dimension, index); });
  };
  t.concatenate = [](const ct_tensor *parts, int32_t count, int32_t dimension) {
    return make([&] { return at::cat(tensors(parts, count), dimension); });
  };
  t.stack = [](const ct_tensor *parts, int32_t count, int32_t dimension) {
    return make([&] { return at::stack(tensors(parts, count), dimension); });
  };
  t.channels_last = [](ct_tensor x) {
    return make([&] { return tensor(x).contiguous(at::MemoryFormat::ChannelsLast); });
  };
  t.index_select = [](ct_tensor x, int32_t dimension, ct_tensor indices) {
    return make([&] { return at::index_select(tensor(x), dimension, tensor(indices)); });
  };
  t.gather = [](ct_tensor x, int32_t dimension, ct_tensor indices) {
    return make([&] { return at::gather(tensor(x), dimension, tensor(indices)); });
  };
  t.clone = [](ct_tensor x) { return make([&] { return tensor(x).clone(); }); };
  t.copy_into = [](ct_tensor target, ct_tensor source) {
    return run([&] {
      c10::NoGradGuard off;
      TORCH_CHECK(tensor(target).sizes() == tensor(source).sizes(), "a tensor of shape ",
                  tensor(source).sizes(), " does not fit into one of shape ",
                  tensor(target).sizes());
      tensor(target).copy_(tensor(source));
    });
  };
  t.copy_rows = [](ct_tensor target, ct_tensor indices, ct_tensor source) {
    return run([&] {
      c10::NoGradGuard off;
      tensor(target).index_copy_(0, tensor(indices), tensor(source));
    });
  };

  t.convolution = [](ct_tensor x, ct_tensor weight, ct_tensor bias, int64_t stride,
                     int64_t padding) {
    return make(
        [&] { return at::conv2d(tensor(x), tensor(weight), optional(bias), stride, padding); });
  };
  t.linear = [](ct_tensor x, ct_tensor weight, ct_tensor bias) {
    return make([&] { return at::linear(tensor(x), tensor(weight), optional(bias)); });
  };
  t.batch_norm = [](ct_tensor x, ct_tensor scale, ct_tensor shift, ct_tensor mean,
                    ct_tensor variance, int32_t training, double momentum, double epsilon) {
    return make([&] {
      return at::batch_norm(tensor(x), tensor(scale), tensor(shift), tensor(mean),
                            tensor(variance), training != 0, momentum, epsilon, false);
    });
  };
  t.group_norm = [](ct_tensor x, int64_t groups, ct_tensor scale, ct_tensor shift,
                    double epsilon) {
    return make([&] {
      return at::group_norm(tensor(x), groups, tensor(scale), tensor(shift), epsilon, false);
    });
  };
  t.average_pool = [](ct_tensor x, int64_t kernel, int64_t stride, int64_t padding) {
    return make([&] {
      return at::avg_pool2d(tensor(x), {kernel, kernel}, {stride, stride}, {padding, padding},
                            false, true);
    });
  };
  t.relu = [](ct_tensor x) { return make([&] { return at::relu(tensor(x)); }); };
  t.relu_in_place = [](ct_tensor x) { return make([&] { return at::relu_(tensor(x)); }); };
  t.tanh = [](ct_tensor x) { return make([&] { return at::tanh(tensor(x)); }); };
  t.sigmoid = [](ct_tensor x) { return make([&] { return at::sigmoid(tensor(x)); }); };
  t.softmax = [](ct_tensor x, int32_t dimension) {
    return make([&] { return at::softmax(tensor(x), dimension); });
  };
  t.log_softmax = [](ct_tensor x, int32_t dimension) {
    return make([&] { return at::log_softmax(tensor(x), dimension); });
  };

  t.add = [](ct_tensor a, ct_tensor b) { return make([&] { return tensor(a) + tensor(b); }); };
  t.subtract = [](ct_tensor a, ct_tensor b) {
    return make([&] { return tensor(a) - tensor(b); });
  };
  t.multiply = [](ct_tensor a, ct_tensor b) {
    return make([&] { return tensor(a) * tensor(b); });
  };
  t.divide = [](ct_tensor a, ct_tensor b) { return make([&] { return tensor(a) / tensor(b); }); };
  t.add_number = [](ct_tensor a, double b) { return make([&] { return tensor(a) + b; }); };
  t.multiply_number = [](ct_tensor a, double b) { return make([&] { return tensor(a) * b; }); };
  t.square_root = [](ct_tensor a) { return make([&] { return at::sqrt(tensor(a)); }); };
  t.absolute = [](ct_tensor a) { return make([&] { return at::abs(tensor(a)); }); };
  t.clamp = [](ct_tensor a, double lowest, double highest) {
    return make([&] { return at::clamp(tensor(a), lowest, highest); });
  };
  t.matrix_product = [](ct_tensor a, ct_tensor b) {
    return make([&] { return at::matmul(tensor(a), tensor(b)); });
  };
  t.sum = [](ct_tensor a, const int64_t *dimensions, int32_t count, int32_t keep) {
    return make([&] {
      return reduced(tensor(a), dimensions, count, keep != 0,
                     [](const at::Tensor &x, at::IntArrayRef d, bool k) { return x.sum(d, k); });
    });
  };
  t.mean = [](ct_tensor a, const int64_t *dimensions, int32_t count, int32_t keep) {
    return make([&] {
      return reduced(tensor(a), dimensions, count, keep != 0,
                     [](const at::Tensor &x, at::IntArrayRef d, bool k) { return x.mean(d, k); });
    });
  };
  t.smallest = [](ct_tensor a, const int64_t *dimensions, int32_t count, int32_t keep) {
    return make([&] {
      return reduced(tensor(a), dimensions, count, keep != 0,
                     [](const at::Tensor &x, at::IntArrayRef d, bool k) { return x.amin(d, k); });
    });
  };
  t.largest = [](ct_tensor a, const int64_t *dimensions, int32_t count, int32_t keep) {
    return make([&] {
      return reduced(tensor(a), dimensions, count, keep != 0,
                     [](const at::Tensor &x, at::IntArrayRef d, bool k) { return x.amax(d, k); });
    });
  };

  t.cross_entropy = [](ct_tensor logits, ct_tensor targets, int32_t reduction) {
    return make([&] {
      return at::cross_entropy_loss(tensor(logits), tensor(targets), std::nullopt, reduction);
    });
  };
  t.squared_error = [](ct_tensor x, ct_tensor targets, int32_t reduction) {
    return make([&] {
      TORCH_CHECK(tensor(x).sizes() == tensor(targets).sizes(), "predictions have shape ",
                  tensor(x).sizes(), ", targets ", tensor(targets).sizes());
      return at::mse_loss(tensor(x), tensor(targets), reduction);
    });
  };
}

}  // namespace shim
