// libgit2 as Swift sees it, with plain functions over the parts that are variadic in C and therefore
// not imported.

#ifndef TESUJI_CLIBGIT2_SHIM_H
#define TESUJI_CLIBGIT2_SHIM_H

#include <git2.h>

/// Switches flushing of new objects and references to the disk on (1) or off (0), for the process.
static inline int shim_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/// Switches the check that a repository belongs to the present user on (1) or off (0).
static inline int shim_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Names the repository extensions that may be opened although libgit2 does not act on them.
static inline int shim_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

#endif
