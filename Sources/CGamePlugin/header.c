// The target holds the header alone; SwiftPM wants a source to compile.
#include "game_plugin.h"

_Static_assert(sizeof(gp_step_v1) == 12, "steps lie in arrays");
