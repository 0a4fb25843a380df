// Which function of which library a thread is in, so that a crash can be told from one of the program.
//
// In C because a signal handler may run nothing else, and because a variable of a thread costs C one
// instruction.

#ifndef TESUJI_PLUGIN_GUARD_H
#define TESUJI_PLUGIN_GUARD_H

/// The library and the function that a thread is in; both strings live for ever.
typedef struct tesuji_call {
  const char *library;
  const char *function;
} tesuji_call;

extern _Thread_local tesuji_call tesuji_current_call;

/// Notes that this thread enters a function of a library.
static inline void tesuji_enter(const char *library, const char *function) {
  tesuji_current_call.library = library;
  tesuji_current_call.function = function;
}

/// Notes that this thread is back.
static inline void tesuji_leave(void) { tesuji_current_call.function = 0; }

/// Has a line written before the process ends inside a function of a library, by a fatal signal or by
/// `exit`: `<prefix><library>: crashed in 'state_step' (SIGSEGV)`. What would have happened without it
/// happens afterwards. The first call decides, later ones do nothing.
///
/// - Parameters:
///   - descriptor: Where the line goes.
///   - prefix: How the line begins; lives for ever.
void tesuji_guard(int descriptor, const char *prefix);

/// Ends the program with status 1, because a library does not keep its word: writes
/// `<prefix><library>: <fault>` to where the line of a crash would go, by default `error: plugin …` to
/// standard error.
_Noreturn void tesuji_stop(const char *library, const char *fault);

#endif
