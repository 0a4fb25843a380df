// A network: operations with packed weights, shared by sessions; and a session: activations, slots.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "convolution.h"
#include "direct.h"
#include "kernels.h"
#include "memory.h"
#include "onednn_plan.h"

namespace plan {

struct Buffer {
  int64_t channels = 0, height = 0, width = 0;
  bool narrow = false;  // bf16 instead of fp32

  int64_t cells() const { return height * width; }
  int64_t count() const { return channels * cells(); }
  int64_t element() const { return narrow ? 2 : 4; }
};

/// The weights of a dense layer as the kernels read them.
struct PackedDense {
  int64_t inputs, outputs;
  Memory<float> panels;
  Memory<float> bias;  // padded to whole panels; with action columns one row for each action
  int64_t bias_stride = 0;
};

struct Operation {
  int32_t kind, source, destination, addend, activation;
  int64_t kernel, stride, padding, size;
  float low, high, epsilon;
  std::optional<Convolution> convolution;  // where oneDNN does it
  std::optional<PackedWindows> windows;    // where the direct kernel does it
  std::optional<PackedDense> dense;
  Memory<float> scale, shift;  // of a layer normalisation
};

/// Where an action is not zero, as places in a row of hidden state and action planes.
struct DrawnActions {
  int64_t count = 0, planes = 0;
  std::vector<int32_t> offsets, cells, channels;
  std::vector<float> values;
};

class Network {
 public:
  explicit Network(const onednn_description &description);

  std::vector<Buffer> buffers;
  std::vector<Operation> operations;
  std::vector<std::vector<int32_t>> entries;
  /// For each place in a program, the operation of the next direct convolution, from the program's
  /// end on at its start; −1 where there is none.
  std::vector<std::vector<int32_t>> following;
  DrawnActions actions;
  /// The numbers of positions that go through a program together, largest first. oneDNN compiles
  /// for each; without oneDNN there is one, and any smaller number may go too.
  std::vector<int64_t> chunks;
  bool uses_onednn = false;
  int32_t hidden_buffer = -1;  // what a slot holds
  int64_t scratch_bytes = 0;

 private:
  /// What computes a convolution.
  enum class Route { onednn, direct, dense };

  void read_actions(const onednn_actions &drawn);
  void choose_formats(const onednn_description &description);
  void choose_chunks(const onednn_description &description);
  void prepare(const onednn_op &op);
  void find_following();
  ConvolutionShape shape_of(const onednn_op &op) const;
  Route route_of(const onednn_op &op) const;
  PackedDense pack(const float *weights, const float *bias, int64_t outputs, int64_t inputs,
                   int64_t choices) const;

  bool is_bf16_ = false;
};

class Session {
 public:
  explicit Session(std::shared_ptr<const Network> network);

  void reserve(int64_t slots);
  void run(int32_t entry, const onednn_call &call);

 private:
  /// The arguments of one convolution at one batch size.
  using Arguments = std::vector<dnnl_exec_arg_t>;

  void run_chunk(int32_t entry, const onednn_call &call, size_t chunk, int64_t first,
                 int64_t rows);
  void load_observation(const Operation &op, const float *observations, int64_t rows);
  void load_hidden(const Operation &op, const int32_t *from, const int32_t *actions, int64_t rows);
  void store_hidden(const Operation &op, const int32_t *to, int64_t rows);
  void direct(const Operation &op, const Operation &next, int64_t rows);
  void dense(const Operation &op, const int32_t *actions, int64_t rows);
  void pool(const Operation &op, int64_t rows);
  void row_by_row(const Operation &op, int64_t rows);
  void output(const Operation &op, float *to, int64_t rows);
  const float *wide_row(int32_t buffer, int64_t row, float *scratch) const;
  void write_row(int32_t buffer, int64_t row, const float *from);
  char *row(int32_t buffer, int64_t row) const;
  void check_slots(const int32_t *slots, int64_t count) const;

  std::shared_ptr<const Network> network_;
  dnnl::stream stream_;
  std::vector<Memory<char>> data_;
  std::vector<dnnl::memory> memories_;  // kept for the arguments
  std::vector<std::vector<Arguments>> arguments_;
  Memory<char> scratch_;
  Memory<float> wide_, result_;
  Memory<char> slots_;
  int64_t slot_count_ = 0;
};

}  // namespace plan
