// The chips that take nearly all of the time, compiled as one unit, so that the processor's accesses to the
// bus are put in line. In the emulator's own library they lie in files of their own, and a linker that
// optimises across them makes a slower program than this. What is defined here takes the place of the same
// parts of that library.
//
// SPDX-License-Identifier: MIT

#include "ale/emucore/TIA.cxx"

#include "ale/emucore/M6502.cxx"
#include "ale/emucore/M6502Low.cxx"
#include "ale/emucore/System.cxx"
#include "ale/emucore/M6532.cxx"

#include "ale/emucore/Cart.cxx"
#include "ale/emucore/Cart2K.cxx"
#include "ale/emucore/Cart4K.cxx"
#include "ale/emucore/CartF6.cxx"
#include "ale/emucore/CartF8.cxx"
