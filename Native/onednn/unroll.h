// Before a loop with a constant number of rounds: write them all out, so that its arrays become
// registers.
#pragma once

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 32")
#endif
