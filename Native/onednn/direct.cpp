#include "direct.h"

#include <algorithm>

#include "onednn_plan.h"
#include "unroll.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace plan {

constexpr int64_t WIDTH = 16, PANEL = 2 * WIDTH, WINDOW = 3;

PackedWindows::PackedWindows(const ConvolutionShape &shape, const float *weights,
                             const float *bias)
    : inputs(shape.inputs),
      outputs(shape.outputs),
      panels(shape.outputs * shape.inputs * WINDOW * WINDOW),
      bias(shape.outputs) {
  if (bias) std::copy_n(bias, outputs, this->bias.get());
  float *to = panels.get();
  for (int64_t first = 0; first < outputs; first += PANEL) {
    const int64_t count = std::min(PANEL, outputs - first);
    for (int64_t row = 0; row < WINDOW; row++) {
      for (int64_t i = 0; i < inputs; i++) {
        for (int64_t column = 0; column < WINDOW; column++) {
          for (int64_t o = first; o < first + count; o++)
            *to++ = weights[((o * inputs + i) * WINDOW + row) * WINDOW + column];
        }
      }
    }
  }
}

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx512f")))

/// The most neighbouring cells whose sums of two vectors fit into the registers, beside the weights
/// of a row of the window.
constexpr int MOST_CELLS = 12;

bool fits_direct(const ConvolutionShape &shape) {
  static const bool wide = __builtin_cpu_supports("avx512f");
  return wide && !shape.narrow && !shape.narrow_result && shape.kernel == WINDOW &&
         shape.stride == 1 && shape.padding == 1 && shape.outputs % WIDTH == 0 &&
         shape.activation != ONEDNN_TANH;
}

/// The cache lines that are fetched next.
struct Fetch {
  const char *line, *end;
};

/// `CELLS` neighbouring cells of a row of the board times the `VECTORS` vectors of a panel.
///
/// `input` and `output` are those of the position, `output` from the panel on. An input cell is
/// read once for the three cells whose windows it lies in.
template <int CELLS, int VECTORS>
TARGET static Fetch convolve_cells(const DirectCall &call, const float *input,
                                   const float *weights, const float *bias, float *output,
                                   int64_t y, int64_t x, Fetch fetch) {
  const int64_t inputs = call.packed->inputs, outputs = call.packed->outputs;
  const bool has_left = x > 0, has_right = x + CELLS < call.width;
  float *to = output + (y * call.width + x) * outputs;
  __m512 sum[CELLS][VECTORS];
  UNROLL
  for (int c = 0; c < CELLS; c++) {
    UNROLL
    for (int v = 0; v < VECTORS; v++) {
      sum[c][v] = _mm512_loadu_ps(bias + v * WIDTH);
      if (call.adds)
        sum[c][v] = _mm512_add_ps(sum[c][v], _mm512_loadu_ps(to + c * outputs + v * WIDTH));
    }
  }
  const int64_t top = std::max<int64_t>(y - 1, 0), bottom = std::min(y + 1, call.height - 1);
  for (int64_t row = top; row <= bottom; row++) {
    const float *from = input + (row * call.width + x) * inputs;
    const float *column = weights + (row - y + 1) * inputs * WINDOW * VECTORS * WIDTH;
    for (int64_t i = 0; i < inputs; i++, from++, column += WINDOW * VECTORS * WIDTH) {
      __m512 weight[WINDOW][VECTORS];
      UNROLL
      for (int w = 0; w < WINDOW; w++) {
        UNROLL
        for (int v = 0; v < VECTORS; v++)
          weight[w][v] = _mm512_loadu_ps(column + (w * VECTORS + v) * WIDTH);
      }
      UNROLL
      for (int c = -1; c <= CELLS; c++) {
        if (c == -1 && !has_left) continue;
        if (c == CELLS && !has_right) continue;
        const __m512 cell = _mm512_set1_ps(from[c * inputs]);
        UNROLL
        for (int w = 0; w < WINDOW; w++) {
          const int target = c + 1 - w;
          if (target < 0 || target >= CELLS) continue;
          UNROLL
          for (int v = 0; v < VECTORS; v++)
            sum[target][v] = _mm512_fmadd_ps(cell, weight[w][v], sum[target][v]);
        }
      }
      _mm_prefetch(fetch.line, _MM_HINT_T1);
      fetch.line = fetch.line + 64 < fetch.end ? fetch.line + 64 : fetch.end;
    }
  }
  UNROLL
  for (int c = 0; c < CELLS; c++) {
    UNROLL
    for (int v = 0; v < VECTORS; v++) {
      const __m512 result =
          call.relu ? _mm512_max_ps(sum[c][v], _mm512_setzero_ps()) : sum[c][v];
      _mm512_storeu_ps(to + c * outputs + v * WIDTH, result);
    }
  }
  return fetch;
}

template <int VECTORS>
TARGET static void convolve_panel(const DirectCall &call, const float *weights, int64_t first,
                                  Fetch next) {
  using Cells = Fetch (*)(const DirectCall &, const float *, const float *, const float *, float *,
                          int64_t, int64_t, Fetch);
  static constexpr Cells some[] = {
      nullptr,
      convolve_cells<1, VECTORS>, convolve_cells<2, VECTORS>, convolve_cells<3, VECTORS>,
      convolve_cells<4, VECTORS>, convolve_cells<5, VECTORS>, convolve_cells<6, VECTORS>,
      convolve_cells<7, VECTORS>, convolve_cells<8, VECTORS>, convolve_cells<9, VECTORS>,
      convolve_cells<10, VECTORS>, convolve_cells<11, VECTORS>, convolve_cells<12, VECTORS>,
  };
  const float *bias = call.packed->bias.get() + first;
  // Pieces of nearly equal width.
  const int64_t pieces = (call.width + MOST_CELLS - 1) / MOST_CELLS;
  const int64_t width = call.width / pieces, wider = call.width % pieces;
  const int64_t cells = call.height * call.width;
  for (int64_t position = 0; position < call.positions; position++) {
    const float *input = call.input + position * cells * call.packed->inputs;
    float *output = call.output + position * cells * call.packed->outputs + first;
    // Once is enough, and shortly before the weights are needed.
    Fetch fetch = position == call.positions - 1 ? next : Fetch{next.end, next.end};
    for (int64_t y = 0; y < call.height; y++) {
      int64_t x = 0;
      for (int64_t piece = 0; piece < pieces; piece++) {
        const int64_t count = width + (piece < wider ? 1 : 0);
        fetch = some[count](call, input, weights, bias, output, y, x, fetch);
        x += count;
      }
    }
  }
}

void convolve_direct(const DirectCall &call) {
  const int64_t rows = call.packed->inputs * WINDOW * WINDOW, outputs = call.packed->outputs;
  const auto lines = [](const PackedWindows &packed, int64_t first) {
    const int64_t size = packed.inputs * WINDOW * WINDOW;
    const int64_t end = std::min(first + PANEL, packed.outputs);
    return Fetch{reinterpret_cast<const char *>(packed.panels.get() + first * size),
                 reinterpret_cast<const char *>(packed.panels.get() + end * size)};
  };
  for (int64_t first = 0; first < outputs; first += PANEL) {
    const int64_t after = first + PANEL;
    const Fetch next = after < outputs ? lines(*call.packed, after) : lines(*call.next, 0);
    const float *weights = call.packed->panels.get() + first * rows;
    if (after <= outputs) {
      convolve_panel<2>(call, weights, first, next);
    } else {
      convolve_panel<1>(call, weights, first, next);
    }
  }
}

#else

bool fits_direct(const ConvolutionShape &) { return false; }

void convolve_direct(const DirectCall &) {}

#endif

}  // namespace plan
