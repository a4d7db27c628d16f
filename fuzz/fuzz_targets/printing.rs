//! Arrays of any bytes, dtype and layout, printed with any options.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel::engine::mem::buffer::Buffer;
use ravel::engine::repr::{self, FloatMode, Legacy, PrintOptions, Sign, Threshold};
use ravel::engine::{DType, Layout, Shape, Strides, View, dtype_names};
use ravel_fuzz::{Choices, worker};
use std::rc::Rc;

const DTYPES: [&str; 40] = [
    "?",
    "i1",
    "i2",
    "i4",
    "i8",
    "u1",
    "u2",
    "u4",
    "u8",
    "f2",
    "f4",
    "f8",
    "c8",
    "c16",
    ">i2",
    ">i4",
    ">u8",
    ">f2",
    ">f4",
    ">f8",
    ">c16",
    "U1",
    "U3",
    ">U2",
    "S1",
    "S5",
    "V1",
    "V7",
    "M8[D]",
    "M8[ns]",
    "M8[Y]",
    "M8",
    "m8[h]",
    "m8",
    ">M8[s]",
    "m8[25us]",
    "i4,f8",
    "i1,U2,f2",
    "(2,2)f4,S3",
    "f8",
];

const WORDS: [&str; 5] = ["nan", "", "inf", "a much longer word than is usual", "\n\u{1F600}"];

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn options(choices: &mut Choices) -> PrintOptions {
    if choices.byte() % 4 == 0 {
        return PrintOptions::default();
    }
    PrintOptions {
        // Between none and very many; more is refused by memory alone.
        edgeitems: choices.number().clamp(-2000, 2000),
        threshold: match choices.byte() % 4 {
            0 => Threshold::Float(f64::INFINITY),
            1 => Threshold::Float(0.5),
            _ => Threshold::Int(choices.number()),
        },
        floatmode: *choices.one(&[FloatMode::Fixed, FloatMode::Unique, FloatMode::MaxPrec, FloatMode::MaxPrecEqual]),
        precision: choices.number().min(3000),
        suppress: choices.byte() % 2 == 0,
        linewidth: choices.number(),
        nanstr: choices.one(&WORDS).to_string(),
        infstr: choices.one(&WORDS).to_string(),
        sign: *choices.one(&[Sign::Minus, Sign::Plus, Sign::Space]),
        legacy: *choices.one(&[Legacy::Off, Legacy::Off, Legacy::V1_13, Legacy::V1_21, Legacy::V1_25]),
    }
}

fn layout(choices: &mut Choices, dtype: DType) -> Layout {
    let rank = choices.below(5);
    let shape: Shape = (0..rank).map(|_| choices.below(6)).collect();
    if choices.byte() % 2 == 0 {
        return Layout::c(dtype, &shape);
    }
    let strides: Strides = (0..rank).map(|_| choices.number().clamp(-100, 100) as isize).collect();
    Layout { dtype, shape, strides, offset: choices.below(200) }
}

fn target(data: &[u8]) {
    let mut choices = Choices(data);
    let dtype = dtype_names::parse(choices.one::<&str>(&DTYPES)).expect("a dtype");
    let (options, layout) = (options(&mut choices), layout(&mut choices, dtype));
    let mut bytes = choices.rest().to_vec();
    bytes.resize(bytes.len().max(256), 0);
    let Ok(view) = Buffer::of_bytes(&bytes).map_err(drop).and_then(|b| View::new(Rc::new(b), layout).map_err(drop))
    else {
        return;
    };
    let _ = repr::array_repr(&view, &options);
    let _ = repr::array_str(&view, &options);
    for scalar in view.scalars().take(20) {
        let _ = repr::scalar_repr(&scalar);
        let _ = repr::scalar_str(&scalar);
    }
}
