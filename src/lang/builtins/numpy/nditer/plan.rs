//! The order in which an iterator walks its operands.

use crate::engine::{Layout, Shape, View};

/// The order of a walk: axes from the slowest to the fastest; those walked backwards are marked.
#[derive(Clone)]
pub struct Plan {
    /// The common shape.
    pub shape: Shape,
    /// Each axis, and whether it is walked backwards.
    pub axes: Vec<(usize, bool)>,
    /// How many of the fastest axes one step takes at once (`external_loop`).
    pub inner: usize,
    /// Whether a step takes an array, also where there is no axis.
    pub external: bool,
}

impl Plan {
    /// The walk over operands that are already stretched to `shape`.
    pub fn new(shape: Shape, views: &[View], order: &str) -> Plan {
        let rank = shape.len();
        let mut axes: Vec<(usize, bool)> = match order {
            "F" => (0..rank).rev().map(|i| (i, false)).collect(),
            "C" => (0..rank).map(|i| (i, false)).collect(),
            _ => {
                let strides: Vec<&[isize]> = views.iter().map(View::strides).collect();
                let backwards =
                    |i: usize| shape[i] > 1 && strides.iter().all(|s| s[i] <= 0) && strides.iter().any(|s| s[i] < 0);
                let order = crate::engine::kernels::shape::order::iteration_order(rank, &strides);
                order.iter().map(|&i| (i, backwards(i))).collect()
            }
        };
        if order == "A" && !views.iter().all(|v| v.layout().is_f_contiguous()) {
            axes = (0..rank).map(|i| (i, false)).collect();
        }
        Plan { shape, axes, inner: 0, external: false }
    }

    /// How many of the fastest axes lie side by side for every operand.
    pub fn with_external_loop(mut self, views: &[View]) -> Plan {
        self.external = true;
        self.inner = usize::from(!self.axes.is_empty());
        while self.inner < self.axes.len() {
            let (fast, slow) =
                (self.axes[self.axes.len() - self.inner].0, self.axes[self.axes.len() - self.inner - 1].0);
            let joins =
                |v: &View| self.shape[slow] == 1 || v.strides()[slow] == v.strides()[fast] * self.shape[fast] as isize;
            if !views.iter().all(joins) {
                break;
            }
            self.inner += 1;
        }
        self
    }

    fn outer(&self) -> &[(usize, bool)] {
        &self.axes[..self.axes.len() - self.inner]
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        if self.shape.contains(&0) { 0 } else { self.outer().iter().map(|(i, _)| self.shape[*i]).product() }
    }

    /// The index of a step along every axis; the fastest axes begin at their start.
    pub fn index(&self, step: usize) -> Vec<usize> {
        let mut index = vec![0; self.shape.len()];
        let mut rest = step;
        for &(axis, backwards) in self.outer().iter().rev() {
            let n = self.shape[axis].max(1);
            let k = rest % n;
            index[axis] = if backwards { n - 1 - k } else { k };
            rest /= n;
        }
        for &(axis, backwards) in &self.axes[self.axes.len() - self.inner..] {
            index[axis] = if backwards { self.shape[axis].saturating_sub(1) } else { 0 };
        }
        index
    }

    /// The elements of an operand at a step: 0-d, or 1-d of the fastest axes.
    pub fn part(&self, view: &View, step: usize) -> View {
        let mut layout = Layout::c(view.dtype(), &[]);
        layout.offset = view.layout().offset_of(&self.index(step)) as usize;
        if let Some(&(fast, backwards)) = self.axes.last().filter(|_| self.inner > 0) {
            let fastest = &self.axes[self.axes.len() - self.inner..];
            layout.shape.push(fastest.iter().map(|(i, _)| self.shape[*i]).product());
            layout.strides.push(if backwards { -view.strides()[fast] } else { view.strides()[fast] });
        } else if self.external {
            layout.shape.push(1);
            layout.strides.push(0);
        }
        view.derive(layout)
    }
}
