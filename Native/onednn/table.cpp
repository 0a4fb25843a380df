// The function table; no exception crosses it.
#include <oneapi/dnnl/dnnl.hpp>

#include <exception>
#include <string>

#include "measure.h"
#include "network.h"

struct onednn_network_s {
  std::shared_ptr<const plan::Network> network;
};

struct onednn_session_s {
  plan::Session session;
};

namespace {

thread_local std::string error_text;

template <typename Result, typename Body>
Result guarded(Result failure, Body body) noexcept {
  try {
    return body();
  } catch (const dnnl::error &error) {
    error_text = std::string("oneDNN: ") + error.what() + " (status " +
                 std::to_string(error.status) + ")";
  } catch (const std::exception &error) {
    error_text = error.what();
  }
  return failure;
}

const char *version() {
  static const std::string text = [] {
    const dnnl_version_t *version = dnnl_version();
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch);
  }();
  return text.c_str();
}

const char *last_error() { return error_text.c_str(); }

int32_t has_bf16() { return plan::has_bf16() ? 1 : 0; }

onednn_network network_create(const onednn_description *description) {
  return guarded<onednn_network>(nullptr, [&] {
    return new onednn_network_s{std::make_shared<const plan::Network>(*description)};
  });
}

void network_free(onednn_network network) { delete network; }

onednn_session session_create(onednn_network network) {
  return guarded<onednn_session>(
      nullptr, [&] { return new onednn_session_s{plan::Session(network->network)}; });
}

void session_free(onednn_session session) { delete session; }

int32_t session_reserve(onednn_session session, int64_t slots) {
  return guarded<int32_t>(1, [&] {
    session->session.reserve(slots);
    return 0;
  });
}

int32_t session_run(onednn_session session, int32_t entry, const onednn_call *call) {
  return guarded<int32_t>(1, [&] {
    session->session.run(entry, *call);
    return 0;
  });
}

int32_t measure_peak(int32_t precision, int32_t runs, double *figures) {
  return plan::measure_peak(precision == ONEDNN_BF16, runs, figures) ? 0 : 1;
}

double thread_seconds() { return plan::thread_seconds(); }

const onednn_table table = {
    .abi = ONEDNN_ABI,
    .size = sizeof(onednn_table),
    .version = version,
    .last_error = last_error,
    .has_bf16 = has_bf16,
    .network_create = network_create,
    .network_free = network_free,
    .session_create = session_create,
    .session_free = session_free,
    .session_reserve = session_reserve,
    .session_run = session_run,
    .measure_peak = measure_peak,
    .thread_seconds = thread_seconds,
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const onednn_table *onednn_get_table() {
  return &table;
}
