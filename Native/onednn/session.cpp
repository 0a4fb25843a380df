#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "network.h"

namespace plan {

Session::Session(std::shared_ptr<const Network> network)
    : network_(std::move(network)), stream_(engine()) {
  const OneThread scope;
  const Network &net = *network_;
  const int64_t rows = net.chunks.front();
  int64_t largest = 1;
  for (const Buffer &buffer : net.buffers) {
    data_.emplace_back(rows * buffer.count() * buffer.element());
    largest = std::max(largest, buffer.count());
  }
  const bool narrow = std::any_of(net.buffers.begin(), net.buffers.end(),
                                  [](const Buffer &buffer) { return buffer.narrow; });
  wide_ = Memory<float>(narrow ? rows * largest : largest);
  result_ = Memory<float>(2 * largest);
  scratch_ = Memory<char>(net.scratch_bytes);

  arguments_.resize(net.operations.size());
  const auto add = [&](Arguments &arguments, int index, const dnnl::memory &memory) {
    memories_.push_back(memory);
    arguments.push_back({index, memory.get()});
  };
  for (size_t o = 0; o < net.operations.size(); o++) {
    const Operation &op = net.operations[o];
    if (!op.convolution) continue;
    for (size_t chunk = 0; chunk < net.chunks.size(); chunk++) {
      const ConvolutionCode &code = op.convolution->code(chunk);
      Arguments arguments;
      add(arguments, DNNL_ARG_SRC, {code.source, engine(), data_[op.source].get()});
      add(arguments, DNNL_ARG_WEIGHTS, op.convolution->weights(chunk));
      add(arguments, DNNL_ARG_BIAS, op.convolution->bias());
      add(arguments, DNNL_ARG_DST, {code.destination, engine(), data_[op.destination].get()});
      add(arguments, DNNL_ARG_SCRATCHPAD, {code.scratch, engine(), scratch_.get()});
      arguments_[o].push_back(std::move(arguments));
    }
  }
}

void Session::reserve(int64_t slots) {
  if (network_->hidden_buffer < 0) throw std::runtime_error("this network has no hidden states");
  if (slots <= slot_count_) return;
  const Buffer &hidden = network_->buffers[network_->hidden_buffer];
  Memory<char> grown(slots * hidden.count() * hidden.element());
  if (slot_count_ > 0)
    std::memcpy(grown.get(), slots_.get(), slot_count_ * hidden.count() * hidden.element());
  slots_ = std::move(grown);
  slot_count_ = slots;
}

void Session::run(int32_t entry, const onednn_call &call) {
  const OneThread scope;
  if (entry < 0 || entry >= static_cast<int32_t>(network_->entries.size()))
    throw std::runtime_error("there is no program " + std::to_string(entry));
  if (call.from) check_slots(call.from, call.count);
  if (call.to) check_slots(call.to, call.count);
  if (call.actions) {
    for (int32_t i = 0; i < call.count; i++) {
      if (call.actions[i] < 0 || call.actions[i] >= network_->actions.count)
        throw std::runtime_error("there is no action " + std::to_string(call.actions[i]));
    }
  }
  size_t chunk = 0;
  for (int64_t first = 0; first < call.count;) {
    const int64_t left = call.count - first;
    int64_t rows = network_->chunks[chunk];
    if (rows > left) {
      if (network_->uses_onednn) {
        chunk++;
        continue;
      }
      rows = left;
    }
    run_chunk(entry, call, chunk, first, rows);
    first += rows;
  }
}

void Session::run_chunk(int32_t entry, const onednn_call &call, size_t chunk, int64_t first,
                        int64_t rows) {
  const Network &net = *network_;
  const std::vector<int32_t> &program = net.entries[entry];
  const int32_t *actions = call.actions ? call.actions + first : nullptr;
  for (size_t place = 0; place < program.size(); place++) {
    const int32_t index = program[place];
    const Operation &op = net.operations[index];
    switch (op.kind) {
      case ONEDNN_LOAD_OBSERVATION:
        load_observation(op, call.observations + first * net.buffers[op.destination].count(), rows);
        break;
      case ONEDNN_LOAD_HIDDEN: load_hidden(op, call.from + first, actions, rows); break;
      case ONEDNN_STORE_HIDDEN: store_hidden(op, call.to + first, rows); break;
      case ONEDNN_CONVOLUTION:
        if (op.convolution) {
          const Arguments &arguments = arguments_[index][chunk];
          const dnnl_status_t status = dnnl_primitive_execute(
              op.convolution->code(chunk).primitive.get(), stream_.get(),
              static_cast<int>(arguments.size()), arguments.data());
          if (status != dnnl_success)
            throw std::runtime_error("a convolution failed with status " + std::to_string(status));
        } else if (op.windows) {
          direct(op, net.operations[net.following[entry][place]], rows);
        } else {
          dense(op, nullptr, rows * net.buffers[op.source].cells());
        }
        break;
      case ONEDNN_DENSE: dense(op, actions, rows); break;
      case ONEDNN_AVERAGE_POOL: pool(op, rows); break;
      case ONEDNN_OUTPUT:
      case ONEDNN_OUTPUT_RANGE:
      case ONEDNN_OUTPUT_EXPECTATION: {
        float *to = op.size == ONEDNN_LOGITS  ? call.logits
                    : op.size == ONEDNN_VALUE ? call.values
                                              : call.rewards;
        const int64_t width =
            op.kind == ONEDNN_OUTPUT_EXPECTATION ? 1 : net.buffers[op.source].count();
        output(op, to + first * width, rows);
        break;
      }
      default: row_by_row(op, rows);
    }
  }
}

char *Session::row(int32_t buffer, int64_t row) const {
  const Buffer &b = network_->buffers[buffer];
  return data_[buffer].get() + row * b.count() * b.element();
}

/// A row as fp32: the row itself, or a copy in `scratch` where the buffer is bf16.
const float *Session::wide_row(int32_t buffer, int64_t index, float *scratch) const {
  const Buffer &b = network_->buffers[buffer];
  char *from = row(buffer, index);
  if (!b.narrow) return reinterpret_cast<const float *>(from);
  kernels().widen(reinterpret_cast<const uint16_t *>(from), scratch, b.count());
  return scratch;
}

void Session::write_row(int32_t buffer, int64_t index, const float *from) {
  const Buffer &b = network_->buffers[buffer];
  char *to = row(buffer, index);
  if (b.narrow) {
    kernels().narrow(from, reinterpret_cast<uint16_t *>(to), b.count());
  } else if (reinterpret_cast<float *>(to) != from) {
    std::memcpy(to, from, b.count() * sizeof(float));
  }
}

static void apply_tanh(float *numbers, int64_t count) {
  for (int64_t i = 0; i < count; i++) numbers[i] = std::tanh(numbers[i]);
}

// MARK: Rows in and out

void Session::load_observation(const Operation &op, const float *observations, int64_t rows) {
  const Buffer &b = network_->buffers[op.destination];
  const int64_t cells = b.cells(), channels = b.channels;
  for (int64_t i = 0; i < rows; i++) {
    const float *from = observations + i * b.count();
    if (cells == 1) {
      write_row(op.destination, i, from);
      continue;
    }
    float *to = b.narrow ? result_.get() : reinterpret_cast<float *>(row(op.destination, i));
    for (int64_t cell = 0; cell < cells; cell++) {
      for (int64_t c = 0; c < channels; c++) to[cell * channels + c] = from[c * cells + cell];
    }
    write_row(op.destination, i, to);
  }
}

void Session::load_hidden(const Operation &op, const int32_t *from, const int32_t *actions,
                          int64_t rows) {
  const Buffer &b = network_->buffers[op.destination];
  const DrawnActions &drawn = network_->actions;
  const int64_t bytes = op.size * b.element(), stride = b.channels * b.element();
  const int64_t slot_bytes = bytes * b.cells();
  for (int64_t i = 0; i < rows; i++) {
    const char *slot = slots_.get() + from[i] * slot_bytes;
    char *to = row(op.destination, i);
    if (bytes == stride) {
      std::memcpy(to, slot, slot_bytes);
      continue;
    }
    for (int64_t cell = 0; cell < b.cells(); cell++) {
      std::memcpy(to + cell * stride, slot + cell * bytes, bytes);
      std::memset(to + cell * stride + bytes, 0, stride - bytes);
    }
    for (int32_t p = drawn.offsets[actions[i]]; p < drawn.offsets[actions[i] + 1]; p++) {
      char *place = to + drawn.cells[p] * stride + bytes + drawn.channels[p] * b.element();
      if (b.narrow) {
        kernels().narrow(&drawn.values[p], reinterpret_cast<uint16_t *>(place), 1);
      } else {
        std::memcpy(place, &drawn.values[p], sizeof(float));
      }
    }
  }
}

void Session::store_hidden(const Operation &op, const int32_t *to, int64_t rows) {
  const Buffer &b = network_->buffers[op.source];
  const int64_t bytes = b.count() * b.element();
  for (int64_t i = 0; i < rows; i++)
    std::memcpy(slots_.get() + to[i] * bytes, row(op.source, i), bytes);
}

void Session::check_slots(const int32_t *slots, int64_t count) const {
  for (int64_t i = 0; i < count; i++) {
    if (slots[i] < 0 || slots[i] >= slot_count_)
      throw std::runtime_error("slot " + std::to_string(slots[i]) + " is not reserved, only " +
                               std::to_string(slot_count_) + " are");
  }
}

/// x with h(x) = y for h(x) = sign(x) (sqrt(|x| + 1) - 1) + epsilon x, without cancellation.
///
/// Source: Pohlen et al., "Observe and look further", 2018, proposition A.2.
static double inverse_transform(double y, double epsilon) {
  const double size = std::fabs(y), linear = 1 + 2 * epsilon;
  const double shift = 2 * size / (std::sqrt(linear * linear + 4 * epsilon * size) + linear);
  const double value = shift * (shift + 2);
  return y < 0 ? -value : value;
}

void Session::output(const Operation &op, float *to, int64_t rows) {
  const int64_t count = network_->buffers[op.source].count();
  for (int64_t i = 0; i < rows; i++) {
    const float *from = wide_row(op.source, i, wide_.get());
    switch (op.kind) {
      case ONEDNN_OUTPUT: std::memcpy(to + i * count, from, count * sizeof(float)); break;
      case ONEDNN_OUTPUT_RANGE:
        for (int64_t j = 0; j < count; j++)
          to[i * count + j] = op.low + (from[j] + 1) / 2 * (op.high - op.low);
        break;
      default:
        to[i] = static_cast<float>(inverse_transform(
            kernels().expectation(from, count, static_cast<int64_t>(op.low)), op.epsilon));
    }
  }
}

// MARK: Layers

void Session::direct(const Operation &op, const Operation &next, int64_t rows) {
  const Buffer &source = network_->buffers[op.source];
  convolve_direct({.input = reinterpret_cast<const float *>(data_[op.source].get()),
                   .output = reinterpret_cast<float *>(data_[op.destination].get()),
                   .positions = rows,
                   .height = source.height,
                   .width = source.width,
                   .packed = &*op.windows,
                   .next = &*next.windows,
                   .adds = op.addend >= 0,
                   .relu = op.activation == ONEDNN_RELU});
}

/// A dense layer on rows, or a convolution of single cells on `rows` cells.
void Session::dense(const Operation &op, const int32_t *actions, int64_t rows) {
  const PackedDense &packed = *op.dense;
  const Buffer &source = network_->buffers[op.source];
  const float *input = reinterpret_cast<const float *>(data_[op.source].get());
  if (source.narrow) {
    kernels().widen(reinterpret_cast<const uint16_t *>(input), wide_.get(), rows * packed.inputs);
    input = wide_.get();
  }
  const auto *addend =
      op.addend < 0 ? nullptr : reinterpret_cast<const float *>(data_[op.addend].get());
  float *to = reinterpret_cast<float *>(data_[op.destination].get());
  kernels().dense({.input = input,
                   .input_stride = packed.inputs,
                   .packed = packed.panels.get(),
                   .bias = packed.bias.get(),
                   .bias_choice = op.size > 0 ? actions : nullptr,
                   .bias_stride = packed.bias_stride,
                   .addend = addend,
                   .output = to,
                   .output_stride = packed.outputs,
                   .rows = rows,
                   .inputs = packed.inputs,
                   .outputs = packed.outputs,
                   .relu = op.activation == ONEDNN_RELU});
  if (op.activation == ONEDNN_TANH) apply_tanh(to, rows * packed.outputs);
}

void Session::row_by_row(const Operation &op, int64_t rows) {
  const Buffer &source = network_->buffers[op.source];
  const Buffer &destination = network_->buffers[op.destination];
  const int64_t count = source.count();
  const bool relu = op.activation == ONEDNN_RELU;
  float *const spare = result_.get(), *const addend_copy = result_.get() + count;
  for (int64_t i = 0; i < rows; i++) {
    const float *from = wide_row(op.source, i, wide_.get());
    const float *addend = op.addend < 0 ? nullptr : wide_row(op.addend, i, addend_copy);
    float *to =
        destination.narrow ? spare : reinterpret_cast<float *>(row(op.destination, i));
    switch (op.kind) {
      case ONEDNN_LAYER_NORM:
        // Through `spare`, because the addend may be the destination.
        kernels().normalise(from, op.scale.get(), op.shift.get(), spare, count, source.channels,
                            op.epsilon);
        kernels().sum(spare, addend, to, count, relu);
        break;
      case ONEDNN_MIN_MAX: kernels().min_max(from, to, count, op.epsilon); break;
      default: kernels().sum(from, addend, to, count, relu);
    }
    if (op.activation == ONEDNN_TANH) apply_tanh(to, count);
    write_row(op.destination, i, to);
  }
}

void Session::pool(const Operation &op, int64_t rows) {
  const Buffer &source = network_->buffers[op.source];
  const Buffer &destination = network_->buffers[op.destination];
  const int64_t channels = source.channels;
  const float share = 1 / static_cast<float>(op.kernel * op.kernel);
  for (int64_t i = 0; i < rows; i++) {
    const float *from = wide_row(op.source, i, wide_.get());
    float *to = destination.narrow ? result_.get()
                                   : reinterpret_cast<float *>(row(op.destination, i));
    for (int64_t y = 0; y < destination.height; y++) {
      for (int64_t x = 0; x < destination.width; x++) {
        float *cell = to + (y * destination.width + x) * channels;
        std::fill_n(cell, channels, 0.0f);
        const int64_t top = y * op.stride - op.padding, left = x * op.stride - op.padding;
        for (int64_t v = std::max<int64_t>(top, 0); v < std::min(top + op.kernel, source.height);
             v++) {
          for (int64_t u = std::max<int64_t>(left, 0);
               u < std::min(left + op.kernel, source.width); u++) {
            const float *other = from + (v * source.width + u) * channels;
            for (int64_t c = 0; c < channels; c++) cell[c] += other[c];
          }
        }
        for (int64_t c = 0; c < channels; c++) cell[c] *= share;
      }
    }
    write_row(op.destination, i, to);
  }
}

}  // namespace plan
