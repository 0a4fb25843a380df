// Autograd and optimizers.
#include "shim.h"

#include <ATen/autocast_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/stack.h>
#include <ATen/TensorOperators.h>

namespace shim {

namespace {

/// The lists that an optimizer updates together: parameters that have a gradient, their gradients,
/// and the state tensors at the same positions.
struct Update {
  std::vector<at::Tensor> parameters, grads;
  std::vector<std::vector<at::Tensor>> states;

  Update(const ct_tensor *handles, int32_t count, std::vector<const ct_tensor *> state_handles)
      : states(state_handles.size()) {
    for (int32_t i = 0; i < count; i++) {
      at::Tensor grad = tensor(handles[i]).grad();
      if (!grad.defined()) continue;
      parameters.push_back(tensor(handles[i]));
      grads.push_back(std::move(grad));
      for (size_t s = 0; s < states.size(); s++) {
        states[s].push_back(tensor(state_handles[s][i]));
      }
    }
  }
};

}  // namespace

void fill_training(ctorch_table &t) {
  t.set_requires_grad = [](ct_tensor x, int32_t on) {
    return run([&] { tensor(x).set_requires_grad(on != 0); });
  };
  t.requires_grad = [](ct_tensor x) { return static_cast<int32_t>(tensor(x).requires_grad()); };
  t.detach = [](ct_tensor x) { return make([&] { return tensor(x).detach(); }); };
  t.scale_grad = [](ct_tensor x, double factor) {
    return make([&] {
      at::Tensor same = tensor(x).view_as(tensor(x));
      if (same.requires_grad()) {
        same.register_hook([factor](const at::Tensor &grad) { return grad * factor; });
      }
      return same;
    });
  };
  t.backward = [](ct_tensor loss) { return run([&] { tensor(loss).backward(); }); };
  t.grad = [](ct_tensor x, int32_t *found) {
    *found = tensor(x).grad().defined() ? 1 : 0;
    return *found ? make([&] { return tensor(x).grad(); }) : nullptr;
  };
  t.set_grad_mode = [](int32_t on) {
    bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(on != 0);
    return static_cast<int32_t>(before);
  };
  t.set_autocast = [](int32_t on) {
    bool before = at::autocast::is_autocast_enabled(at::kCPU);
    if (on && !before) {
      at::autocast::increment_nesting();
      at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    }
    at::autocast::set_autocast_enabled(at::kCPU, on != 0);
    if (before && !on && at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    return static_cast<int32_t>(before);
  };

  t.clear_grads = [](const ct_tensor *parameters, int32_t count) {
    return run([&] {
      for (int32_t i = 0; i < count; i++) tensor(parameters[i]).mutable_grad().reset();
    });
  };
  t.clip_grads = [](const ct_tensor *parameters, int32_t count, double limit, double *norm) {
    return run([&] {
      c10::NoGradGuard off;
      Update update(parameters, count, {});
      *norm = 0;
      if (update.grads.empty()) return;
      *norm = at::stack(at::_foreach_norm(update.grads, 2)).norm().item<double>();
      if (*norm > limit) at::_foreach_mul_(update.grads, limit / (*norm + 1e-6));
    });
  };
  t.sgd = [](const ct_tensor *parameters, const ct_tensor *momenta, int32_t count, double rate,
             double momentum, double weight_decay) {
    return run([&] {
      c10::NoGradGuard off;
      Update update(parameters, count, {momenta});
      if (update.grads.empty()) return;
      at::_fused_sgd_(update.parameters, update.grads, update.states[0], weight_decay, momentum,
                      rate, 0.0, false, false, false);
    });
  };
  t.adam = [](const ct_tensor *parameters, const ct_tensor *means, const ct_tensor *squares,
              const ct_tensor *steps, int32_t count, double rate, double beta1, double beta2,
              double epsilon, double weight_decay, int32_t decoupled) {
    return run([&] {
      c10::NoGradGuard off;
      Update update(parameters, count, {means, squares, steps});
      if (update.grads.empty()) return;
      at::_foreach_add_(update.states[2], 1.0);
      if (decoupled) {
        at::_fused_adamw_(update.parameters, update.grads, update.states[0], update.states[1], {},
                          update.states[2], rate, beta1, beta2, weight_decay, epsilon, false,
                          false);
      } else {
        at::_fused_adam_(update.parameters, update.grads, update.states[0], update.states[1], {},
                         update.states[2], rate, beta1, beta2, weight_decay, epsilon, false,
                         false);
      }
    });
  };
}

}  // namespace shim
