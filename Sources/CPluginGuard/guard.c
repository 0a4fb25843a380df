#include "plugin_guard.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Thread_local tesuji_call tesuji_current_call;

static int descriptor = 2;
static const char *prefix = "error: plugin ";

enum { SIGNALS = 6 };
static const int numbers[SIGNALS] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
static const char *const names[SIGNALS] = {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP", "SIGABRT"};
static struct sigaction before[SIGNALS];

static void tell(const char *const *parts, unsigned count) {
  // One write, so that lines of several threads do not mix.
  char line[1024];
  size_t length = 0;
  for (unsigned part = 0; part < count; part++) {
    for (const char *next = parts[part]; next && *next && length < sizeof line - 1; next++) {
      line[length++] = *next;
    }
  }
  line[length++] = '\n';
  ssize_t written = write(descriptor, line, length);
  (void)written;
}

static void tell_end(const char *what, const char *function, const char *why) {
  const char *parts[] = {prefix, tesuji_current_call.library, what, function, "' (", why, ")"};
  tell(parts, sizeof parts / sizeof *parts);
}

void tesuji_stop(const char *library, const char *fault) {
  // Another thread that has found something, too, waits here for the end.
  static atomic_flag isEnding = ATOMIC_FLAG_INIT;
  while (atomic_flag_test_and_set(&isEnding)) pause();
  const char *parts[] = {prefix, library, ": ", fault};
  tell(parts, sizeof parts / sizeof *parts);
  // Not `exit`: other threads may be inside libraries, which it would take apart under them.
  _exit(1);
}

static void handle(int number, siginfo_t *info, void *context) {
  (void)context;
  int index = 0;
  while (index < SIGNALS - 1 && numbers[index] != number) index++;
  const char *function = tesuji_current_call.function;
  tesuji_current_call.function = 0;
  if (function) tell_end(": crashed in '", function, names[index]);
  // Whoever watched for this signal before has the next word: the instruction fails once more. A signal
  // that was sent, by abort() or from outside, has no such instruction.
  sigaction(number, &before[index], NULL);
  int isSent = info->si_code <= 0;
  if (isSent || number == SIGTRAP) raise(number);
}

static void leave(void) {
  const char *function = tesuji_current_call.function;
  tesuji_current_call.function = 0;
  if (function) tell_end(": ended the program in '", function, "exit");
}

void tesuji_guard(int to, const char *with) {
  static atomic_flag isInstalled = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&isInstalled)) return;
  descriptor = to;
  prefix = with;
  // A thread that has used up its stack needs another one to say so.
  size_t size = 1 << 16;
  stack_t stack = {.ss_sp = malloc(size), .ss_size = size};
  if (stack.ss_sp) sigaltstack(&stack, NULL);
  for (int index = 0; index < SIGNALS; index++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handle;
    action.sa_flags = SA_ONSTACK | SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    sigaction(numbers[index], &action, &before[index]);
  }
  atexit(leave);
}
