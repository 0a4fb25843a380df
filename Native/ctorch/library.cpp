// The table, errors, threads, and the switch that lets MKL use AVX-512 on every maker's processors.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <atomic>
#include <cstdlib>
#include <torch/version.h>

namespace shim {

namespace {

thread_local std::string last_error;
std::atomic<int32_t> wanted_threads{1};
thread_local int32_t set_threads = 0;

ctorch_table filled() {
  ctorch_table t{};
  t.abi = CTORCH_ABI;
  t.size = sizeof(ctorch_table);
  t.version = [] { return TORCH_VERSION; };
  t.last_error = [] { return last_error.c_str(); };
  t.set_thread_count = [](int32_t count) { wanted_threads.store(count > 1 ? count : 1); };
  t.thread_count = [] { return wanted_threads.load(); };
  t.set_deterministic = [](int32_t on) {
    return run([&] {
      at::globalContext().setDeterministicAlgorithms(on != 0, false);
      // Writing NaNs into all fresh memory finds bugs, and costs time in every operation.
      at::globalContext().setDeterministicFillUninitializedMemory(false);
    });
  };
  t.has_native_bfloat16 = [] {
#if defined(__x86_64__)
    return static_cast<int32_t>(__builtin_cpu_supports("avx512bf16") != 0);
#else
    return static_cast<int32_t>(0);
#endif
  };
  fill_tensors(t);
  fill_training(t);
  return t;
}

}  // namespace

void set_error(const char *text) noexcept {
  try {
    last_error = text;
  } catch (...) {
    last_error.clear();
  }
}

void enter() {
  int32_t wanted = wanted_threads.load(std::memory_order_relaxed);
  if (set_threads != wanted) {
    at::set_num_threads(wanted);
    set_threads = wanted;
  }
}

}  // namespace shim

extern "C" __attribute__((visibility("default"))) const ctorch_table *ctorch_get_table(void) {
  static const ctorch_table table = shim::filled();
  return &table;
}

#if defined(__x86_64__)
/// MKL asks this function whether it runs on its maker's processor, and keeps AVX-512 to those.
/// `TESUJI_MKL_AVX512=0` leaves its choice alone.
extern "C" __attribute__((visibility("default"))) int mkl_serv_intel_cpu_true(void) {
  static const int on = [] {
    const char *wanted = std::getenv("TESUJI_MKL_AVX512");
    return (!wanted || *wanted != '0') && __builtin_cpu_supports("avx512f") ? 1 : 0;
  }();
  return on;
}
#endif
