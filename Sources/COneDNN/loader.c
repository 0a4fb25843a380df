#include "onednn_plan.h"

#include <dlfcn.h>
#include <stdio.h>

// The library is never closed: OpenMP keeps threads and thread-local data inside it.
const onednn_table *onednn_load(const char *path, char *error, int32_t error_size) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(error, (size_t)error_size, "%s", dlerror());
    return 0;
  }
  const onednn_table *(*get)(void) =
      (const onednn_table *(*)(void))dlsym(library, "onednn_get_table");
  const onednn_table *table = get ? get() : 0;
  if (table && table->abi == ONEDNN_ABI && table->size >= sizeof(onednn_table)) return table;
  snprintf(error, (size_t)error_size, "%s: interface %u of %u bytes, expected %u of %zu bytes", path,
           table ? table->abi : 0, table ? table->size : 0, ONEDNN_ABI, sizeof(onednn_table));
  return 0;
}
