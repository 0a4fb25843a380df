// The chips that take nearly all of the time, compiled as one unit, so that the processor's accesses to the
// bus are put in line. In the emulator's own library they lie in files of their own, and a linker that
// optimises across them makes a slower program than this. What is defined here takes the place of the same
// parts of that library.
//
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>

// The registers of the video chip are private. The standard headers stand above, where this cannot reach
// them.
#define private public
#include "ale/emucore/TIA.hxx"
#undef private

namespace {

using ale::stella::TIA;

uint32_t word(const uint8_t *bytes) {
  uint32_t read;
  std::memcpy(&read, bytes, sizeof read);
  return read;
}

// Draws the rest of a piece of a line with more kinds of objects than the emulator has a loop of its own for,
// pixel for pixel as its general loop does, but four at once where there is only playfield or background.
// The Makefile puts a call of this before that loop, which then finds nothing left to draw.
inline void drawMixed(TIA &tia, uint8_t *ending, uint32_t x) {
  const uint8_t objects = tia.myEnabledObjects, priority = tia.myPlayfieldPriorityAndScore;
  auto mask = [&](int bit, const uint8_t *mask) {
    return objects & bit ? mask : TIA::ourDisabledMaskTable;
  };
  const uint8_t *ball = mask(TIA::myBLBit, tia.myCurrentBLMask);
  const uint8_t *missile0 = mask(TIA::myM0Bit, tia.myCurrentM0Mask);
  const uint8_t *missile1 = mask(TIA::myM1Bit, tia.myCurrentM1Mask);
  const uint8_t *player0 = tia.myCurrentP0Mask, *player1 = tia.myCurrentP1Mask;
  const uint8_t graphics0 = tia.myCurrentGRP0, graphics1 = tia.myCurrentGRP1;
  const uint32_t *field = tia.myCurrentPFMask, shown = tia.myPF;
  const uint32_t *colours = tia.myColor;
  uint16_t collision = tia.myCollision;
  uint8_t *out = tia.myFramePointer;
  while (out < ending) {
    const uint8_t *encoder = tia.myPriorityEncoder[x < 80 ? 0 : 1];
    const uint8_t behind = shown & field[x] ? TIA::myPFBit : 0;
    // The playfield's cells are four pixels wide.
    if (x % 4 == 0 && ending - out >= 4 &&
        !(word(ball + x) | word(missile0 + x) | word(missile1 + x) |
          (word(player0 + x) & graphics0 * 0x01010101u) | (word(player1 + x) & graphics1 * 0x01010101u))) {
      const uint32_t colour = colours[encoder[behind | priority]];
      std::memcpy(out, &colour, sizeof colour);
      out += 4;
      x += 4;
      continue;
    }
    uint8_t enabled = behind;
    if (ball[x]) enabled |= TIA::myBLBit;
    if (graphics1 & player1[x]) enabled |= TIA::myP1Bit;
    if (missile1[x]) enabled |= TIA::myM1Bit;
    if (graphics0 & player0[x]) enabled |= TIA::myP0Bit;
    if (missile0[x]) enabled |= TIA::myM0Bit;
    collision |= TIA::ourCollisionTable[enabled];
    *out++ = static_cast<uint8_t>(colours[encoder[enabled | priority]]);
    x++;
  }
  tia.myFramePointer = out;
  tia.myCollision = collision;
}

}  // namespace

// As it stands in the emulator, with that call.
#include "TIA.cxx"

#include "ale/emucore/M6502.cxx"
#include "ale/emucore/M6502Low.cxx"
#include "ale/emucore/System.cxx"
#include "ale/emucore/M6532.cxx"

#include "ale/emucore/Cart.cxx"
#include "ale/emucore/Cart2K.cxx"
#include "ale/emucore/Cart4K.cxx"
#include "ale/emucore/CartF6.cxx"
#include "ale/emucore/CartF8.cxx"
