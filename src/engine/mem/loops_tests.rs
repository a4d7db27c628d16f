//! The drivers against plain loops over offsets, on views of all kinds.

use super::*;
use crate::engine::DType;
use crate::engine::layout::Layout;
use crate::engine::mem::access::{gather, gather_items, read, scatter_items, to_vec, write};
use crate::engine::mem::fpstatus;

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }

    fn shape(&mut self, large: bool) -> Vec<usize> {
        let most = if large { [70_000, 300, 60, 18][self.below(4)] } else { 6 };
        let rank = match most {
            70_000 => 1,
            300 => 2,
            60 => 3,
            _ => self.below(5),
        };
        (0..rank)
            .map(|_| if self.below(9) == 0 { 1 } else { self.below(most) + (self.below(20) != 0) as usize })
            .collect()
    }

    /// A view of this shape with axes permuted, stepped over and turned round, filled with small numbers.
    fn view(&mut self, shape: &[usize], stretch: bool) -> View {
        let mut axes: Vec<usize> = (0..shape.len()).collect();
        for i in (1..axes.len()).rev() {
            if self.below(2) == 0 {
                axes.swap(i, self.below(i + 1));
            }
        }
        let steps: Vec<usize> = shape.iter().map(|_| [1, 1, 1, 2, 3][self.below(5)]).collect();
        let flat: Vec<bool> = shape.iter().map(|_| stretch && self.below(6) == 0).collect();
        let full: Vec<usize> =
            axes.iter().map(|&x| if flat[x] { shape[x].min(1) } else { shape[x] * steps[x] }).collect();
        let base = View::empty(DType::Float64, &full).unwrap();
        let mut k = self.below(1000) as f64;
        fill(&base, || {
            k += 1.0;
            k % 977.0 - 300.0
        })
        .unwrap();
        let mut layout = base.layout().clone();
        for (at, &x) in axes.iter().enumerate() {
            if flat[x] {
                (layout.shape[at], layout.strides[at]) = (shape[x], 0);
            } else if self.below(4) == 0 && shape[x] > 0 {
                let last = (shape[x] - 1) * steps[x];
                layout.slice_axis(at, last, -(steps[x] as isize), shape[x]);
            } else {
                layout.slice_axis(at, 0, steps[x] as isize, shape[x]);
            }
        }
        let back: Vec<usize> = (0..axes.len()).map(|x| axes.iter().position(|&a| a == x).unwrap()).collect();
        base.derive(layout.transpose(&back))
    }
}

fn naive(view: &View) -> Vec<f64> {
    view.offsets().map(|at| read::<f64>(view, at)).collect()
}

#[test]
fn elementwise_drivers_agree_with_offsets() {
    let mut dice = Dice(7);
    for round in 0..600 {
        let shape = dice.shape(round % 8 == 0);
        let (a, b) = (dice.view(&shape, true), dice.view(&shape, true));
        let (c, out) = (dice.view(&shape, true), dice.view(&shape, false));
        let (x, y, z) = (naive(&a), naive(&b), naive(&c));
        assert_eq!(to_vec::<f64>(&a), x);
        map1(&a, &out, |x: f64| -x).unwrap();
        assert_eq!(naive(&out), x.iter().map(|x| -x).collect::<Vec<_>>());
        map2(&a, &b, &out, |x: f64, y: f64| x * 2.0 - y).unwrap();
        assert_eq!(naive(&out), x.iter().zip(&y).map(|(x, y)| x * 2.0 - y).collect::<Vec<_>>());
        map3(&a, &b, &c, &out, |x: f64, y: f64, z: f64| x * y + z).unwrap();
        assert_eq!(naive(&out), (0..x.len()).map(|i| x[i] * y[i] + z[i]).collect::<Vec<_>>());
        map2(&out, &b, &out, |x: f64, y: f64| x - y).unwrap();
        assert_eq!(naive(&out), (0..x.len()).map(|i| x[i] * y[i] + z[i] - y[i]).collect::<Vec<_>>());
        copy_same_dtype(&a, &out).unwrap();
        assert_eq!(naive(&out), x);
        update(&out, &b, |x: f64, y: f64| x + 3.0 * y).unwrap();
        assert_eq!(naive(&out), (0..x.len()).map(|i| x[i] + 3.0 * y[i]).collect::<Vec<_>>());
        fill_value(&out, 4.5f64).unwrap();
        assert!(naive(&out).iter().all(|&v| v == 4.5));
        tabulate(&out, |k| k as f64).unwrap();
        assert_eq!(naive(&out), (0..x.len()).map(|k| k as f64).collect::<Vec<_>>());
        let mut met = Vec::new();
        visit(&a, |x: f64| {
            met.push(x);
            met.len() < 100
        })
        .unwrap();
        assert_eq!(met, x[..x.len().min(100)]);
    }
}

#[test]
fn reductions_keep_the_order_of_each_element() {
    let mut dice = Dice(11);
    let mix = |s: f64, x: f64| (s * 3.0 + x) % 10_007.0;
    for round in 0..400 {
        let shape = dice.shape(round % 8 == 0);
        let a = dice.view(&shape, false);
        let kept: Vec<usize> = shape.iter().map(|&n| if dice.below(2) == 0 { 1 } else { n }).collect();
        let outs = [View::zeros(DType::Float64, &kept).unwrap(), View::zeros(DType::Float64, &kept).unwrap()];
        let stretched = outs.each_ref().map(|o| o.broadcast_to(&shape).unwrap());
        let expected = View::zeros(DType::Float64, &kept).unwrap();
        let wide = expected.broadcast_to(&shape).unwrap();
        for (i, o) in a.offsets().zip(wide.offsets()) {
            write(&wide, o, mix(read(&wide, o), read(&a, i)));
        }
        update(&stretched[0], &a, mix).unwrap();
        accumulate_into(&stretched[1], &a, mix).unwrap();
        assert_eq!(naive(&outs[0]), naive(&expected), "{:?}", a.layout());
        assert_eq!(naive(&outs[1]), naive(&expected), "{:?}", a.layout());
    }
}

#[test]
fn lanes_are_the_last_axis() {
    let mut dice = Dice(13);
    for round in 0..300 {
        let mut shape = dice.shape(round % 8 == 0);
        shape.push(dice.below(9));
        let a = dice.view(&shape, true);
        let len = *shape.last().unwrap();
        let sums = dice.view(&shape[..shape.len() - 1], false);
        fold_lanes(&a, &sums, |lane: Lane<'_, f64>| lane.iter().sum::<f64>()).unwrap();
        let x = naive(&a);
        let n = sums.size();
        assert_eq!(naive(&sums), (0..n).map(|i| x[i * len..(i + 1) * len].iter().sum()).collect::<Vec<f64>>());
        let out = dice.view(&shape, false);
        map_lanes(&a, &out, |from: Lane<'_, f64>, mut to: LaneMut<'_, f64>| {
            (0..from.len()).for_each(|i| to.set(i, from.get(from.len() - 1 - i)));
        })
        .unwrap();
        let mut turned = x.clone();
        if len > 0 {
            turned.chunks_mut(len).for_each(<[f64]>::reverse);
        }
        assert_eq!(naive(&out), turned);
        update_lanes(&out, |mut lane: LaneMut<'_, f64>| match lane.as_mut_slice() {
            Some(slice) => slice.reverse(),
            None => {
                let back: Vec<f64> = lane.lane().iter().collect();
                back.iter().rev().enumerate().for_each(|(i, &v)| lane.set(i, v));
            }
        })
        .unwrap();
        assert_eq!(naive(&out), x);
    }
}

#[test]
fn overlapping_views_act_as_if_copied_first() {
    let base: Vec<f64> = (0..100_000).map(f64::from).collect();
    let a = View::from_slice(&base).unwrap();
    let part = |start: usize, len: usize| {
        let mut layout = a.layout().clone();
        layout.slice_axis(0, start, 1, len);
        a.derive(layout)
    };
    map2(&part(0, 99_999), &part(1, 99_999), &part(1, 99_999), |x: f64, y: f64| x + y).unwrap();
    assert!(naive(&a)[1..].iter().enumerate().all(|(i, &x)| x == 2.0 * i as f64 + 1.0));
    // Windows that overlap themselves: every element is read before any is written, the last in C order wins.
    let b = View::from_slice(&[0.0, 1.0, 2.0, 3.0]).unwrap();
    let windows =
        b.with_layout(Layout { shape: [3, 2][..].into(), strides: [8, 8][..].into(), ..b.layout().clone() }).unwrap();
    map1(&windows, &windows, |x: f64| x + 10.0).unwrap();
    assert_eq!(naive(&b), [10.0, 11.0, 12.0, 13.0]);
}

#[test]
fn flags_of_helper_threads_reach_the_caller() {
    let a = View::zeros(DType::Float64, &[1_000_000]).unwrap();
    let out = View::empty(DType::Float64, &[1_000_000]).unwrap();
    write(&a, 8 * 999_999, 1.0f64);
    let (_, status) = fpstatus::observed(|| map1(&a, &out, |x: f64| (x + 1.0) / (x - 1.0)).unwrap());
    assert!(status.divide && !status.invalid);
    let (_, status) = fpstatus::observed(|| map1(&a, &out, |x: f64| x + 1.0).unwrap());
    assert_eq!(status, fpstatus::FpStatus::default());
}

#[test]
fn items_are_picked_and_placed_by_offset() {
    for (dtype, n) in [(DType::Int8, 1), (DType::Float64, 8), (DType::Complex128, 16), (DType::Bytes(3), 3)] {
        let src = View::zeros(dtype, &[40_000]).unwrap();
        let bytes: Vec<u8> = (0..src.nbytes()).map(|i| (i % 251) as u8).collect();
        crate::engine::mem::access::write_bytes(&src, 0, &bytes);
        let at = |k: usize| (k * 7919 % 40_000) * n;
        let outs = [View::zeros(dtype, &[200, 200]).unwrap(), View::zeros(dtype, &[200, 200]).unwrap()];
        gather(&src, at, &outs[0]).unwrap();
        gather_items(&src, (0..40_000).map(at), &outs[1]).unwrap();
        let back = View::zeros(dtype, &[40_000]).unwrap();
        scatter_items(&outs[0], (0..40_000).map(at), &back).unwrap();
        for k in [0, 1, 2, 777, 39_999] {
            let expected = src.get_at(at(k));
            assert_eq!(outs.each_ref().map(|o| o.get_at(k * n)), [expected.clone(), expected]);
            assert_eq!(back.get_at(k * n), src.get_at(k * n));
        }
    }
    let small = View::zeros(DType::Int64, &[4]).unwrap();
    let outside = std::panic::catch_unwind(|| {
        let small = View::zeros(DType::Int64, &[4]).unwrap();
        let _ = gather(&small, |_| 25, &View::zeros(DType::Int64, &[1]).unwrap());
    });
    assert!(outside.is_err() && small.size() == 4);
}

#[test]
fn slices_fill_views_of_all_kinds() {
    let mut dice = Dice(17);
    for round in 0..60 {
        let shape = dice.shape(round % 8 == 0);
        let out = dice.view(&shape, false);
        fill_slices(&out, 1 + dice.below(3000), |k, slice: &mut [f64]| {
            slice.iter_mut().enumerate().for_each(|(i, x)| *x = (k + i) as f64);
        })
        .unwrap();
        assert_eq!(naive(&out), (0..out.size()).map(|k| k as f64).collect::<Vec<_>>());
    }
}

#[test]
fn large_transposed_copies_arrive() {
    for (rows, cols) in [(1000, 1030), (4096, 300), (70, 20_000), (10, 60_000), (300_000, 2)] {
        let a = View::empty(DType::Float64, &[rows, cols]).unwrap();
        tabulate(&a, |k| k as f64).unwrap();
        let t = a.derive(a.layout().reversed_axes());
        let out = View::empty(DType::Float64, &[cols, rows]).unwrap();
        copy_same_dtype(&t, &out).unwrap();
        assert_eq!(naive(&out), naive(&t));
        map2(&t, &out, &out, |x: f64, y: f64| x - y).unwrap();
        assert!(naive(&out).iter().all(|&d| d == 0.0));
    }
}
