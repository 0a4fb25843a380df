// What the sources of libctorch.so share: handles, errors, threads.
#pragma once

// Single headers: all of ATen takes three times as long to compile.
#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>
#include <string>
#include <vector>

#include "ctorch_table.h"

namespace shim {

/// Keeps the reason of a failure for the calling thread.
void set_error(const char *text) noexcept;

/// Brings the calling thread's OpenMP count, which belongs to the thread, up to date.
void enter();

inline at::Tensor &tensor(ct_tensor handle) { return *reinterpret_cast<at::Tensor *>(handle); }

inline std::optional<at::Tensor> optional(ct_tensor handle) {
  return handle ? std::optional<at::Tensor>(tensor(handle)) : std::nullopt;
}

inline ct_tensor handle(at::Tensor value) {
  return reinterpret_cast<ct_tensor>(new at::Tensor(std::move(value)));
}

inline at::IntArrayRef sizes(const int64_t *values, int32_t count) {
  return {values, static_cast<size_t>(count)};
}

inline std::vector<at::Tensor> tensors(const ct_tensor *handles, int32_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int32_t i = 0; i < count; i++) list.push_back(tensor(handles[i]));
  return list;
}

/// Runs a body, and gives `failed` where it throws.
template <typename Result, typename Body>
Result guarded(Result failed, Body &&body) noexcept {
  try {
    enter();
    return body();
  } catch (const c10::Error &error) {
    set_error(error.what_without_backtrace());
  } catch (const std::exception &error) {
    set_error(error.what());
  } catch (...) {
    set_error("an unknown C++ exception");
  }
  return failed;
}

/// Runs a body that gives a tensor.
template <typename Body>
ct_tensor make(Body &&body) noexcept {
  return guarded<ct_tensor>(nullptr, [&] { return handle(body()); });
}

/// Runs a body that gives nothing.
template <typename Body>
int run(Body &&body) noexcept {
  return guarded<int>(1, [&] {
    body();
    return 0;
  });
}

/// Each source file fills its part of the table.
void fill_tensors(ctorch_table &table);
void fill_training(ctorch_table &table);

}  // namespace shim
