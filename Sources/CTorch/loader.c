#include "ctorch_loader.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

const ctorch_table *ctorch_load(const char *path, char *error, int32_t capacity) {
  // libgomp reads these once, when it is loaded. One thread unless a call asks for more, and
  // threads that wait asleep: spinning ones cost a busy machine most of its speed.
  setenv("OMP_NUM_THREADS", "1", 0);
  setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(error, (size_t)capacity, "%s", dlerror());
    return NULL;
  }
  const ctorch_table *(*table_of)(void) =
      (const ctorch_table *(*)(void))dlsym(library, "ctorch_get_table");
  if (!table_of) {
    snprintf(error, (size_t)capacity, "%s has no function table", path);
    return NULL;
  }
  const ctorch_table *table = table_of();
  if (table->abi != CTORCH_ABI || table->size < sizeof(ctorch_table)) {
    snprintf(error, (size_t)capacity,
             "%s has version %u of the function table with %u bytes, expected version %u with %zu",
             path, table->abi, table->size, CTORCH_ABI, sizeof(ctorch_table));
    return NULL;
  }
  void *const *entries = (void *const *)&table->version;
  for (size_t i = 0; i < (sizeof(ctorch_table) - offsetof(ctorch_table, version)) / sizeof(void *);
       i++) {
    if (!entries[i]) {
      snprintf(error, (size_t)capacity, "%s lacks entry %zu of the function table", path, i);
      return NULL;
    }
  }
  return table;
}
