//! The order in which CPython would walk a set: that of its hash table, where the hashes are the same in every process.

use super::hash::of_key;
use crate::lang::dict::Key;
use crate::lang::protocol::number::Number;
use crate::lang::value::Value;
use indexmap::IndexSet;

/// Slots that are looked at before the next jump.
const LINEAR_PROBES: usize = 9;

/// The items in the order of CPython's table, if they were added in the order that they have here. Of strings and other
/// values whose hashes differ from process to process, the order of insertion is as good as any.
pub fn items(set: &IndexSet<Key>) -> Vec<Value> {
    let values = || set.iter().map(|k| k.value().clone()).collect();
    if set.len() < 2 || !set.iter().all(|k| has_fixed_hash(k.value())) {
        return values();
    }
    let hashes: Vec<i64> = set.iter().map(of_key).collect();
    let order = Table::of(&hashes).slots.into_iter().flatten();
    order.filter_map(|i| set.get_index(i)).map(|k| k.value().clone()).collect()
}

fn has_fixed_hash(v: &Value) -> bool {
    match v {
        Value::Tuple(items) => items.iter().all(has_fixed_hash),
        Value::Array(_) => false,
        _ => Number::of_any(v).is_some(),
    }
}

/// A hash table of indices.
struct Table {
    slots: Vec<Option<usize>>,
    used: usize,
}

impl Table {
    fn of(hashes: &[i64]) -> Table {
        let mut table = Table { slots: vec![None; 8], used: 0 };
        for i in 0..hashes.len() {
            table.put(hashes, i);
            table.used += 1;
            if table.used * 5 >= (table.slots.len() - 1) * 3 {
                table.grow(hashes);
            }
        }
        table
    }

    fn put(&mut self, hashes: &[i64], item: usize) {
        let mask = self.slots.len() - 1;
        let mut perturb = hashes[item] as usize;
        let mut i = perturb & mask;
        loop {
            let probes = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            if let Some(free) = (i..=i + probes).find(|&j| self.slots[j].is_none()) {
                self.slots[free] = Some(item);
                return;
            }
            perturb >>= 5;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
        }
    }

    fn grow(&mut self, hashes: &[i64]) {
        let least = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
        let mut size = 8;
        while size <= least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![None; size]);
        for item in old.into_iter().flatten() {
            self.put(hashes, item);
        }
    }
}
