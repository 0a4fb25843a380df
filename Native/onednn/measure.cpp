// The peak of one core, as a loop of nothing but its widest multiply-add instruction.
#include "measure.h"

#include <time.h>

#include "unroll.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace plan {

double thread_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

#if defined(__x86_64__)

bool has_bf16() { return __builtin_cpu_supports("avx512bf16"); }

// Enough independent sums to hide the latency of two units.
constexpr int SUMS = 24, FEW_SUMS = 12;
constexpr int64_t STEPS = 400000;

__attribute__((target("avx512f,fma"))) static double wide_loop() {
  __m512 sum[SUMS];
  for (int i = 0; i < SUMS; i++) sum[i] = _mm512_set1_ps(static_cast<float>(i));
  __m512 x = _mm512_set1_ps(0.999f), y = _mm512_set1_ps(0.001f);
  const double start = thread_seconds();
  for (int64_t step = 0; step < STEPS; step++) {
UNROLL
    for (int i = 0; i < SUMS; i++) sum[i] = _mm512_fmadd_ps(sum[i], x, y);
  }
UNROLL
  for (int i = 0; i < SUMS; i++) asm volatile("" : : "v"(sum[i]));
  return STEPS * SUMS * 32.0 / (thread_seconds() - start);
}

__attribute__((target("avx2,fma"))) static double medium_loop() {
  __m256 sum[FEW_SUMS];
  for (int i = 0; i < FEW_SUMS; i++) sum[i] = _mm256_set1_ps(static_cast<float>(i));
  __m256 x = _mm256_set1_ps(0.999f), y = _mm256_set1_ps(0.001f);
  const double start = thread_seconds();
  for (int64_t step = 0; step < STEPS; step++) {
UNROLL
    for (int i = 0; i < FEW_SUMS; i++) sum[i] = _mm256_fmadd_ps(sum[i], x, y);
  }
UNROLL
  for (int i = 0; i < FEW_SUMS; i++) asm volatile("" : : "x"(sum[i]));
  return STEPS * FEW_SUMS * 16.0 / (thread_seconds() - start);
}

__attribute__((target("avx512f,avx512bf16"))) static double bf16_loop() {
  __m512 sum[SUMS];
  for (int i = 0; i < SUMS; i++) sum[i] = _mm512_set1_ps(static_cast<float>(i));
  const __m512bh x = _mm512_cvtne2ps_pbh(_mm512_set1_ps(0.5f), _mm512_set1_ps(0.25f));
  const __m512bh y = _mm512_cvtne2ps_pbh(_mm512_set1_ps(0.125f), _mm512_set1_ps(-0.25f));
  const double start = thread_seconds();
  for (int64_t step = 0; step < STEPS; step++) {
UNROLL
    for (int i = 0; i < SUMS; i++) sum[i] = _mm512_dpbf16_ps(sum[i], x, y);
  }
UNROLL
  for (int i = 0; i < SUMS; i++) asm volatile("" : : "v"(sum[i]));
  return STEPS * SUMS * 64.0 / (thread_seconds() - start);
}

bool measure_peak(bool bf16, int runs, double *figures) {
  const bool wide = __builtin_cpu_supports("avx512f");
  const bool medium = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (bf16 ? !has_bf16() : !wide && !medium) return false;
  for (int run = 0; run < runs; run++)
    figures[run] = (bf16 ? bf16_loop() : wide ? wide_loop() : medium_loop()) * 1e-9;
  return true;
}

#else

bool has_bf16() { return false; }

bool measure_peak(bool, int, double *) { return false; }

#endif

}  // namespace plan
