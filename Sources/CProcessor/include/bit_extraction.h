// The instruction PEXT, which Swift cannot express.
//
// It is written out as an instruction, so that a build for any processor has it, too, and a program
// can choose when it runs.

#ifndef TESUJI_BIT_EXTRACTION_H
#define TESUJI_BIT_EXTRACTION_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

/// Whether this processor has the instruction.
static inline bool tesuji_has_bit_extraction(void) {
#if defined(__x86_64__)
  unsigned int a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 8 & 1);
#else
  return false;
#endif
}

/// Whether this processor has the instruction as a circuit.
///
/// AMD's before Zen 3 (family 19h), and Hygon's, take a step for each bit.
static inline bool tesuji_has_fast_bit_extraction(void) {
#if defined(__x86_64__)
  unsigned int a, b, c, d;
  if (!tesuji_has_bit_extraction() || !__get_cpuid(0, &a, &b, &c, &d)) return false;
  const bool is_intel = c == 0x6c65746e;  // "ntel", the last four letters of the maker's name.
  if (is_intel) return true;
  const bool is_amd = c == 0x444d4163;  // "cAMD".
  if (!is_amd || !__get_cpuid(1, &a, &b, &c, &d)) return false;
  return (a >> 8 & 15) + (a >> 20 & 255) >= 0x19;
#else
  return false;
#endif
}

/// The bits of a value at the places of a mask, moved together at the lower end.
///
/// Call it only where `tesuji_has_bit_extraction` says so.
static inline uint64_t tesuji_extract_bits(uint64_t value, uint64_t mask) {
#if defined(__x86_64__)
  uint64_t bits;
  __asm__("pextq %2, %1, %0" : "=r"(bits) : "r"(value), "rm"(mask));
  return bits;
#else
  return value & mask;
#endif
}

#endif
