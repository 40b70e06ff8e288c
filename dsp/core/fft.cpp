// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fft.h"

#include <algorithm>
#include <fftw3.h>
#include <mutex>
#include <new>

namespace detent::dsp {
namespace {

std::mutex& plannerMutex() {
    static std::mutex mutex;
    return mutex;
}

template <typename T>
T* allocate(std::size_t count) {
    void* memory = fftw_malloc(count * sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
}

}  // namespace

struct RealFft::State {
    std::size_t size;
    std::unique_ptr<double, decltype(&fftw_free)> time;
    std::unique_ptr<std::complex<double>, decltype(&fftw_free)> bins;
    fftw_plan forward = nullptr, inverse = nullptr;

    explicit State(std::size_t n)
        : size(n), time(allocate<double>(n), &fftw_free), bins(allocate<std::complex<double>>(n / 2 + 1), &fftw_free) {
        auto* spectrum = reinterpret_cast<fftw_complex*>(bins.get());
        const std::lock_guard lock(plannerMutex());
        forward = fftw_plan_dft_r2c_1d(static_cast<int>(n), time.get(), spectrum, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
        inverse = fftw_plan_dft_c2r_1d(static_cast<int>(n), spectrum, time.get(), FFTW_ESTIMATE);
    }
    ~State() {
        const std::lock_guard lock(plannerMutex());
        fftw_destroy_plan(forward);
        fftw_destroy_plan(inverse);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

RealFft::RealFft(std::size_t size) : m_state(std::make_unique<State>(size)) {}
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;

std::size_t RealFft::size() const { return m_state->size; }
std::span<double> RealFft::time() { return {m_state->time.get(), m_state->size}; }
std::span<std::complex<double>> RealFft::bins() { return {m_state->bins.get(), m_state->size / 2 + 1}; }
void RealFft::forward() { fftw_execute(m_state->forward); }

void RealFft::inverse() {
    fftw_execute(m_state->inverse);
    const double scale = 1.0 / static_cast<double>(m_state->size);
    for (double& value : time()) value *= scale;
}

std::size_t fftSize(std::size_t least) {
    std::size_t size = 2;
    while (size < least) size *= 2;
    return size;
}

}  // namespace detent::dsp
