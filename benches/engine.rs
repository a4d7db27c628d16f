//! Microbenchmarks of the engine, below the language: `make bench-engine` (`cargo bench --bench engine -- sort` runs those with
//! this word in their names). How they grow with the number of elements shows where each starts to pay for memory.

use divan::{Bencher, black_box, counter::BytesCount};
use ravel::engine::kernels::select::Mode;
use ravel::engine::kernels::sort::Kind;
use ravel::engine::kernels::ufunc::{self, CallOptions};
use ravel::engine::kernels::{Operand, reduce, scan, select, sort};
use ravel::engine::observe::CopyReason;
use ravel::engine::{Layout, Order, View};

const SIZES: [usize; 5] = [3, 100, 10_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

/// Doubles in no order, the same on every run.
fn doubles(n: usize) -> View {
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let values: Vec<f64> = std::iter::repeat_with(next).take(n).collect();
    View::from_slice(&values).expect("memory")
}

/// Indices in no order.
fn indices(n: usize) -> View {
    sort::argsort(&doubles(n), 0, Kind::Quick).expect("memory")
}

fn bytes(view: &View) -> BytesCount {
    BytesCount::new(view.nbytes())
}

#[divan::bench(args = SIZES)]
fn add(bencher: Bencher, n: usize) {
    let (a, options) = (doubles(n), CallOptions::default());
    let operands = [Operand::from(a.clone()), Operand::from(doubles(n))];
    bencher.counter(bytes(&a)).bench_local(|| ufunc::ADD.call(black_box(&operands), &options));
}

#[divan::bench(args = SIZES)]
fn sqrt(bencher: Bencher, n: usize) {
    let (a, options) = (doubles(n), CallOptions::default());
    let operands = [Operand::from(a.clone())];
    bencher.counter(bytes(&a)).bench_local(|| ufunc::SQRT.call(black_box(&operands), &options));
}

#[divan::bench(args = SIZES)]
fn sum(bencher: Bencher, n: usize) {
    let a = doubles(n);
    bencher.counter(bytes(&a)).bench_local(|| reduce::sum(black_box(&a), &reduce::Options::default()));
}

#[divan::bench(args = SIZES)]
fn sum_of_every_second(bencher: Bencher, n: usize) {
    let a = doubles(2 * n);
    let mut layout = Layout::c(a.dtype(), &[n]);
    layout.strides[0] = 16;
    let stepped = a.with_layout(layout).expect("it is within");
    bencher.counter(bytes(&stepped)).bench_local(|| reduce::sum(black_box(&stepped), &reduce::Options::default()));
}

#[divan::bench(args = SIZES)]
fn argmax(bencher: Bencher, n: usize) {
    let a = doubles(n);
    bencher.counter(bytes(&a)).bench_local(|| reduce::argmax(black_box(&a), None, false, None));
}

#[divan::bench(args = SIZES)]
fn cumsum(bencher: Bencher, n: usize) {
    let a = doubles(n);
    bencher.counter(bytes(&a)).bench_local(|| scan::cumsum(black_box(&a), None, None, None));
}

#[divan::bench(args = SIZES)]
fn sorted(bencher: Bencher, n: usize) {
    let a = doubles(n);
    bencher.counter(bytes(&a)).bench_local(|| sort::sort(black_box(&a), 0));
}

#[divan::bench(args = SIZES)]
fn argsort(bencher: Bencher, n: usize) {
    let a = doubles(n);
    bencher.counter(bytes(&a)).bench_local(|| sort::argsort(black_box(&a), 0, Kind::Quick));
}

#[divan::bench(args = SIZES)]
fn take(bencher: Bencher, n: usize) {
    let (a, at) = (doubles(n), indices(n));
    bencher.counter(bytes(&a)).bench_local(|| select::take(black_box(&a), &at, None, Mode::Raise, None));
}

#[divan::bench(args = [10, 100, 1000, 4000])]
fn transposed_copy(bencher: Bencher, side: usize) {
    let a = doubles(side * side);
    let square = a.with_layout(Layout::f(a.dtype(), &[side, side])).expect("it is within");
    bencher.counter(bytes(&a)).bench_local(|| black_box(&square).copy(Order::C, CopyReason::Requested));
}

#[divan::bench(args = SIZES)]
fn new_and_freed(bencher: Bencher, n: usize) {
    let dtype = doubles(1).dtype();
    bencher.bench_local(|| View::empty(dtype, black_box(&[n])));
}
