// What the compiler was told about the processor, readable from Swift.
//
// The functions are inline on purpose: they are compiled with the settings of the Swift code that
// calls them, so that they tell for which processor that code was generated.

#ifndef TESUJI_PROCESSOR_H
#define TESUJI_PROCESSOR_H

#include <stdbool.h>

/// The architecture that this code was compiled for.
static inline const char *tesuji_architecture(void) {
#if defined(__x86_64__)
  return "x86-64";
#elif defined(__aarch64__)
  return "aarch64";
#else
  return "another architecture";
#endif
}

/// The instruction sets beyond the architecture's base that this code was compiled for, separated
/// by spaces; empty for a build for any processor.
static inline const char *tesuji_instruction_sets(void) {
  return ""
#if defined(__POPCNT__)
         "popcnt "
#endif
#if defined(__BMI2__)
         "bmi2 "
#endif
#if defined(__FMA__)
         "fma "
#endif
#if defined(__AVX2__)
         "avx2 "
#endif
#if defined(__AVX512F__)
         "avx512f "
#endif
#if defined(__AVX512VNNI__)
         "avx512vnni "
#endif
#if defined(__AVX512BF16__)
         "avx512bf16 "
#endif
#if defined(__AMX_BF16__)
         "amxbf16 "
#endif
#if defined(__ARM_FEATURE_SVE)
         "sve "
#endif
#if defined(__ARM_FEATURE_BF16_VECTOR_ARITHMETIC)
         "bf16 "
#endif
      ;
}

#endif
