// Opens libctorch.so.
#ifndef CTORCH_LOADER_H
#define CTORCH_LOADER_H

#include "ctorch_table.h"

// The table of the library at `path`, or NULL with the reason in `error`, which holds `capacity`
// bytes. The library stays open until the process ends.
const ctorch_table *_Nullable ctorch_load(const char *_Nonnull path, char *_Nonnull error,
                                          int32_t capacity);

#endif
