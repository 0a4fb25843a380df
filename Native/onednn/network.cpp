#include "network.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace plan {

/// Activations of a chunk stay in the second-level cache: at most this many bytes in a buffer.
constexpr int64_t CHUNK_BYTES = 384 << 10;

/// A convolution of single cells to fewer planes than this is cheaper as a dense layer.
constexpr int64_t FEW_PLANES = 16;

static bool is_pointwise(const onednn_op &op) {
  return op.kernel == 1 && op.stride == 1 && op.padding == 0 && op.addend < 0;
}

static void require(bool condition, const std::string &text) {
  if (!condition) throw std::runtime_error(text);
}

Network::Network(const onednn_description &description)
    : is_bf16_(description.precision == ONEDNN_BF16) {
  const OneThread scope;
  for (int32_t b = 0; b < description.buffer_count; b++) {
    const onednn_buffer &buffer = description.buffers[b];
    require(buffer.channels > 0 && buffer.height > 0 && buffer.width > 0,
            "buffer " + std::to_string(b) + " is empty");
    buffers.push_back({buffer.channels, buffer.height, buffer.width, false});
  }
  for (int32_t o = 0; o < description.op_count; o++) {
    const onednn_op &op = description.ops[o];
    for (const int32_t buffer : {op.source, op.destination, op.addend}) {
      require(buffer < description.buffer_count,
              "operation " + std::to_string(o) + " names a buffer that does not exist");
    }
  }
  for (int32_t e = 0; e < description.entry_count; e++) {
    entries.emplace_back(description.entry_ops + description.entry_starts[e],
                         description.entry_ops + description.entry_starts[e + 1]);
  }
  choose_formats(description);
  choose_chunks(description);
  read_actions(description.actions);
  operations.reserve(static_cast<size_t>(description.op_count));
  for (int32_t o = 0; o < description.op_count; o++) prepare(description.ops[o]);
  find_following();
}

/// In bf16 plans every buffer that a oneDNN convolution reads or writes is bf16.
void Network::choose_formats(const onednn_description &description) {
  bool changed = is_bf16_;
  while (changed) {
    changed = false;
    for (int32_t o = 0; o < description.op_count; o++) {
      const onednn_op &op = description.ops[o];
      if (op.kind != ONEDNN_CONVOLUTION || route_of(op) != Route::onednn) continue;
      for (const int32_t buffer : {op.source, op.destination}) {
        changed = changed || !buffers[buffer].narrow;
        buffers[buffer].narrow = true;
      }
    }
  }
}

Network::Route Network::route_of(const onednn_op &op) const {
  const Buffer &destination = buffers[op.destination];
  if (is_pointwise(op) && !destination.narrow && destination.channels < FEW_PLANES)
    return Route::dense;
  return !is_bf16_ && fits_direct(shape_of(op)) ? Route::direct : Route::onednn;
}

ConvolutionShape Network::shape_of(const onednn_op &op) const {
  const Buffer &source = buffers[op.source], &destination = buffers[op.destination];
  const ConvolutionShape shape{source.channels, destination.channels, source.height,
                               source.width,    op.kernel,            op.stride,
                               op.padding,      op.activation,        op.addend >= 0,
                               source.narrow,   destination.narrow};
  require(shape.result_height() == destination.height && shape.result_width() == destination.width,
          "a convolution does not fit its destination");
  return shape;
}

void Network::choose_chunks(const onednn_description &description) {
  int64_t largest = 1;
  for (const Buffer &buffer : buffers)
    largest = std::max(largest, buffer.count() * buffer.element());
  std::vector<ConvolutionShape> shapes;
  bool has_convolutions = false;
  for (int32_t o = 0; o < description.op_count; o++) {
    const onednn_op &op = description.ops[o];
    if (op.kind != ONEDNN_CONVOLUTION) continue;
    has_convolutions = has_convolutions || route_of(op) != Route::dense;
    if (route_of(op) == Route::onednn) shapes.push_back(shape_of(op));
  }
  uses_onednn = !shapes.empty();
  if (!uses_onednn) {
    chunks = {std::clamp<int64_t>(CHUNK_BYTES / largest, has_convolutions ? 1 : 16, 256)};
    return;
  }
  int64_t chunk = 64;
  while (chunk > 1 && chunk * largest > CHUNK_BYTES) chunk /= 2;
  for (; chunk > 1; chunk /= 2) {
    if (std::all_of(shapes.begin(), shapes.end(),
                    [&](const ConvolutionShape &shape) { return keeps_bits(shape, chunk); }))
      chunks.push_back(chunk);
  }
  chunks.push_back(1);
}

void Network::find_following() {
  for (const std::vector<int32_t> &program : entries) {
    std::vector<int32_t> next(program.size(), -1);
    int32_t last = -1;
    // Twice from the back: the first time finds what follows the end.
    for (int time = 0; time < 2; time++) {
      for (size_t place = program.size(); place-- > 0;) {
        next[place] = last;
        if (operations[program[place]].windows) last = program[place];
      }
    }
    following.push_back(std::move(next));
  }
}

void Network::read_actions(const onednn_actions &drawn) {
  actions.count = drawn.count;
  actions.planes = drawn.planes;
  if (!drawn.offsets) return;
  actions.offsets.assign(drawn.offsets, drawn.offsets + drawn.count + 1);
  actions.values.assign(drawn.values, drawn.values + actions.offsets.back());
  for (int32_t place = 0; place < actions.offsets.back(); place++) {
    actions.cells.push_back(drawn.places[place] % drawn.cells);
    actions.channels.push_back(drawn.places[place] / drawn.cells);
  }
}

/// Rows of `inputs + choices` weights become panels of outputs; the last columns join the bias.
PackedDense Network::pack(const float *weights, const float *bias, int64_t outputs, int64_t inputs,
                          int64_t choices) const {
  const int64_t panel = kernels().panel;
  const int64_t padded = (outputs + panel - 1) / panel * panel;
  const int64_t columns = inputs + choices;
  PackedDense packed{inputs, outputs, Memory<float>(padded * inputs),
                     Memory<float>(padded * std::max<int64_t>(choices, 1)), padded};
  for (int64_t o = 0; o < outputs; o++) {
    const float *row = weights + o * columns;
    float *to = packed.panels.get() + o / panel * panel * inputs + o % panel;
    for (int64_t i = 0; i < inputs; i++) to[i * panel] = row[i];
    const float shift = bias ? bias[o] : 0;
    if (choices == 0) packed.bias[o] = shift;
    for (int64_t c = 0; c < choices; c++) packed.bias[c * padded + o] = shift + row[inputs + c];
  }
  return packed;
}

void Network::prepare(const onednn_op &op) {
  Operation made{op.kind, op.source,  op.destination, op.addend, op.activation, op.kernel,
                 op.stride, op.padding, op.size,        op.low,    op.high,       op.epsilon,
                 {},      {},         {},             {},        {}};
  switch (op.kind) {
    case ONEDNN_CONVOLUTION: {
      require(op.addend < 0 || op.addend == op.destination,
              "a convolution adds to another place than its destination");
      switch (route_of(op)) {
        case Route::onednn:
          made.convolution.emplace(shape_of(op), op.weights, op.bias, chunks);
          for (size_t chunk = 0; chunk < chunks.size(); chunk++) {
            scratch_bytes = std::max<int64_t>(scratch_bytes,
                                              made.convolution->code(chunk).scratch.get_size());
          }
          break;
        case Route::direct:
          require(op.source != op.destination, "a convolution writes over what it reads");
          made.windows.emplace(shape_of(op), op.weights, op.bias);
          break;
        case Route::dense:
          made.dense = pack(op.weights, op.bias, buffers[op.destination].channels,
                            buffers[op.source].channels, 0);
      }
      break;
    }
    case ONEDNN_DENSE:
      require(!buffers[op.destination].narrow, "a dense layer writes a bf16 buffer");
      made.dense = pack(op.weights, op.bias, buffers[op.destination].count(),
                        buffers[op.source].count(), op.size);
      break;
    case ONEDNN_LAYER_NORM: {
      const int64_t channels = buffers[op.source].channels;
      made.scale = Memory<float>(channels);
      made.shift = Memory<float>(channels);
      std::copy_n(op.weights, channels, made.scale.get());
      std::copy_n(op.bias, channels, made.shift.get());
      break;
    }
    case ONEDNN_STORE_HIDDEN: hidden_buffer = op.source; break;
    case ONEDNN_LOAD_OBSERVATION:
    case ONEDNN_LOAD_HIDDEN:
    case ONEDNN_AVERAGE_POOL:
    case ONEDNN_MIN_MAX:
    case ONEDNN_SUM:
    case ONEDNN_OUTPUT:
    case ONEDNN_OUTPUT_RANGE:
    case ONEDNN_OUTPUT_EXPECTATION: break;
    default: throw std::runtime_error("unknown operation " + std::to_string(op.kind));
  }
  operations.push_back(std::move(made));
}

}  // namespace plan
