// Aligned memory, and the scope in which OpenMP uses one thread.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

// Declared here because only the compiler that OpenMP came with finds its header.
extern "C" {
int omp_get_max_threads(void);
void omp_set_num_threads(int count);
}

namespace plan {

/// Zeroed memory that starts on a cache line and may be read up to the end of its last one.
template <typename T>
class Memory {
 public:
  Memory() = default;
  explicit Memory(int64_t count) : count_(count) {
    const size_t bytes = (static_cast<size_t>(count) * sizeof(T) + 127) / 64 * 64;
    data_.reset(static_cast<T *>(std::aligned_alloc(64, bytes)));
    if (!data_) throw std::bad_alloc();
    std::memset(data_.get(), 0, bytes);
  }
  T *get() const { return data_.get(); }
  T &operator[](int64_t place) const { return data_.get()[place]; }
  int64_t count() const { return count_; }

 private:
  struct Free {
    void operator()(T *data) const { std::free(data); }
  };
  std::unique_ptr<T, Free> data_;
  int64_t count_ = 0;
};

/// One OpenMP thread for what the calling thread does; training on the same thread gets its own
/// number back.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) {
    if (before_ != 1) omp_set_num_threads(1);
  }
  ~OneThread() {
    if (before_ != 1) omp_set_num_threads(before_);
  }
  OneThread(const OneThread &) = delete;
  OneThread &operator=(const OneThread &) = delete;

 private:
  int before_;
};

}  // namespace plan
