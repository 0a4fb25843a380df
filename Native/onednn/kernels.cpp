// GCC turns the plain loops of these kernels into vector code only at this level.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

#include "kernels.h"

#include "unroll.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace plan {

#if defined(__x86_64__)

namespace avx512 {
#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define MOST_ROWS_OF_SET 14
using Vector = __m512;
constexpr int WIDTH = 16, MOST_ROWS = MOST_ROWS_OF_SET;
TARGET static inline Vector load(const float *from) { return _mm512_loadu_ps(from); }
TARGET static inline Vector load_some(const float *from, int64_t count) {
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << count) - 1), from);
}
TARGET static inline void store(float *to, Vector x) { _mm512_storeu_ps(to, x); }
TARGET static inline void store_some(float *to, Vector x, int64_t count) {
  _mm512_mask_storeu_ps(to, static_cast<__mmask16>((1u << count) - 1), x);
}
TARGET static inline Vector broadcast(const float *from) { return _mm512_set1_ps(*from); }
TARGET static inline Vector multiply_add(Vector a, Vector b, Vector c) {
  return _mm512_fmadd_ps(a, b, c);
}
TARGET static inline Vector add(Vector a, Vector b) { return _mm512_add_ps(a, b); }
TARGET static inline Vector positive(Vector x) { return _mm512_max_ps(x, _mm512_setzero_ps()); }
#include "kernels.inc"
#undef TARGET
#undef MOST_ROWS_OF_SET
}  // namespace avx512

namespace avx2 {
#define TARGET __attribute__((target("avx2,fma")))
#define MOST_ROWS_OF_SET 6
using Vector = __m256;
constexpr int WIDTH = 8, MOST_ROWS = MOST_ROWS_OF_SET;
TARGET static inline __m256i first_lanes(int64_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)),
                            _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
TARGET static inline Vector load(const float *from) { return _mm256_loadu_ps(from); }
TARGET static inline Vector load_some(const float *from, int64_t count) {
  return _mm256_maskload_ps(from, first_lanes(count));
}
TARGET static inline void store(float *to, Vector x) { _mm256_storeu_ps(to, x); }
TARGET static inline void store_some(float *to, Vector x, int64_t count) {
  _mm256_maskstore_ps(to, first_lanes(count), x);
}
TARGET static inline Vector broadcast(const float *from) { return _mm256_broadcast_ss(from); }
TARGET static inline Vector multiply_add(Vector a, Vector b, Vector c) {
  return _mm256_fmadd_ps(a, b, c);
}
TARGET static inline Vector add(Vector a, Vector b) { return _mm256_add_ps(a, b); }
TARGET static inline Vector positive(Vector x) { return _mm256_max_ps(x, _mm256_setzero_ps()); }
#include "kernels.inc"
#undef TARGET
#undef MOST_ROWS_OF_SET
}  // namespace avx2

#endif

namespace portable {
#define TARGET
#define MOST_ROWS_OF_SET 6
typedef float Vector __attribute__((vector_size(16)));
constexpr int WIDTH = 4, MOST_ROWS = MOST_ROWS_OF_SET;
static inline Vector load(const float *from) {
  Vector x;
  __builtin_memcpy(&x, from, sizeof x);
  return x;
}
static inline Vector load_some(const float *from, int64_t count) {
  Vector x = {};
  for (int64_t lane = 0; lane < count; lane++) x[lane] = from[lane];
  return x;
}
static inline void store(float *to, Vector x) { __builtin_memcpy(to, &x, sizeof x); }
static inline void store_some(float *to, Vector x, int64_t count) {
  for (int64_t lane = 0; lane < count; lane++) to[lane] = x[lane];
}
static inline Vector broadcast(const float *from) { return Vector{*from, *from, *from, *from}; }
static inline Vector multiply_add(Vector a, Vector b, Vector c) { return a * b + c; }
static inline Vector add(Vector a, Vector b) { return a + b; }
static inline Vector positive(Vector x) {
  for (int lane = 0; lane < WIDTH; lane++) x[lane] = x[lane] > 0 ? x[lane] : 0;
  return x;
}
#include "kernels.inc"
#undef TARGET
#undef MOST_ROWS_OF_SET
}  // namespace portable

const Kernels &kernels() {
#if defined(__x86_64__)
  static const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  static const bool medium = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (wide) return avx512::table;
  if (medium) return avx2::table;
#endif
  return portable::table;
}

}  // namespace plan
