// The chips that take nearly all of the time, compiled as one unit, so that the compiler can put the
// processor's bus accesses in line. In the emulator's own library they lie in files of their own, and
// optimising across them when it is linked makes a slower program than this. What is defined here takes
// the place of the same parts of that library.
//
// SPDX-License-Identifier: MIT

#include "ale/emucore/M6502.cxx"
#include "ale/emucore/M6502Low.cxx"
#include "ale/emucore/M6532.cxx"
#include "ale/emucore/System.cxx"
#include "ale/emucore/TIA.cxx"
