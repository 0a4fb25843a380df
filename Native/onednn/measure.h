#pragma once

namespace plan {

/// Processor time of the calling thread, in seconds.
double thread_seconds();

/// Whether the processor multiplies bf16 itself.
bool has_bf16();

/// Fills `figures` with billions of operations a second; false where there is no such instruction.
bool measure_peak(bool bf16, int runs, double *figures);

}  // namespace plan
