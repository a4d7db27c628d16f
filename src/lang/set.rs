//! The items of a set, in the order of CPython's hash table.
//!
//! The order in which a set is walked follows from the table's size, from collisions and from what was removed, so a set
//! keeps the table that CPython would have, wherever the hashes are the same in every process: those of numbers, and of
//! tuples and frozensets of them. Of other items (strings) CPython's order differs from run to run; here it is the order
//! of insertion.

use super::builtins::python::hash::{has_fixed_hash, of_key};
use super::dict::{Key, Keys, copied_keys};
use super::remains::{self, Gathered};
use super::value::Value;
use crate::engine::interrupt::watched;
use std::ops::Deref;

/// Slots that are looked at before the next jump.
const LINEAR_PROBES: usize = 9;
const SMALLEST: usize = 8;
/// A larger set grows by less.
const LARGE: usize = 50_000;

/// What is known of the order.
#[derive(Clone, Default)]
enum Order {
    /// The items were added one by one, in the order that they have here.
    #[default]
    Added,
    /// CPython's table.
    Table(Table),
    /// Some hashes are not the same in every process.
    Free,
}

/// The items of a set. Reading goes to the [`Keys`]; what changes them keeps the order too.
#[derive(Default)]
pub struct Items {
    keys: Keys,
    order: Order,
}

impl Clone for Items {
    fn clone(&self) -> Items {
        Items { keys: copied_keys(&self.keys), order: self.order.clone() }
    }
}

/// A change that an interrupt may leave in its midst: the table is then one of the keys, made anew.
struct Change<'a>(&'a mut Items);

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.order = Order::Added;
        }
    }
}

impl Deref for Items {
    type Target = Keys;

    fn deref(&self) -> &Keys {
        &self.keys
    }
}

impl From<Keys> for Items {
    fn from(keys: Keys) -> Items {
        Items { keys, order: Order::Added }
    }
}

impl FromIterator<Key> for Items {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Items {
        Items::from(Keys::from_iter(keys))
    }
}

impl Items {
    /// The keys in the order in which CPython would walk them.
    pub fn walk(&self) -> Vec<Key> {
        match &self.order {
            Order::Table(table) => table.keys(),
            Order::Added if self.keys.len() > 1 && self.fixed() => Table::of(&self.keys).keys(),
            _ => watched(self.keys.iter()).cloned().collect(),
        }
    }

    /// As [`Items::walk`], the values.
    pub fn values(&self) -> Vec<Value> {
        let mut values = Gathered::default();
        values.extend(watched(self.walk().into_iter()).map(Key::into_value));
        values.done()
    }

    /// Lets all go.
    pub fn let_go(self) {
        remains::let_go(self.keys.into_iter());
        if let Order::Table(table) = self.order {
            remains::let_go(table.slots.into_iter());
        }
    }

    fn fixed(&self) -> bool {
        watched(self.keys.iter()).all(|k| has_fixed_hash(k.value()))
    }

    /// The table; `None` where the order is free.
    fn table(&mut self) -> Option<&mut Table> {
        if matches!(self.order, Order::Added) {
            self.order = if self.fixed() { Order::Table(Table::of(&self.keys)) } else { Order::Free };
        }
        match &mut self.order {
            Order::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Adds one.
    pub fn insert(&mut self, key: Key) {
        if !has_fixed_hash(key.value()) && matches!(self.order, Order::Table(_)) {
            self.order = Order::Free;
        }
        self.keys.insert(key.clone());
        if let Order::Table(table) = &mut Change(self).0.order {
            table.add(&key, of_key(&key));
        }
    }

    /// Removes one; whether it was there.
    pub fn remove(&mut self, key: &Key) -> bool {
        if !self.keys.contains(key) {
            return false;
        }
        if let Some(table) = Change(self).0.table() {
            table.remove(key, of_key(key));
        }
        self.keys.shift_remove(key)
    }

    /// Removes the one that CPython's `pop` would take.
    pub fn pop(&mut self) -> Option<Key> {
        let key = match self.table() {
            Some(table) => table.pop(),
            None => self.keys.first().cloned(),
        }?;
        self.keys.shift_remove(&key);
        Some(key)
    }

    /// `set(self)`: a copy is as large as its items need.
    pub fn copied(&self) -> Items {
        let mut copy = Items::default();
        copy.merge(self);
        copy
    }

    /// Adds all of another set: first the table grows for as many as there may be.
    pub fn merge(&mut self, other: &Items) {
        let change = Change(self);
        let theirs = match &other.order {
            Order::Added if other.fixed() => Order::Table(Table::of(&other.keys)),
            _ => Order::Free,
        };
        let theirs = if let Order::Table(_) = other.order { &other.order } else { &theirs };
        match (change.0.table(), theirs) {
            (Some(table), Order::Table(theirs)) => table.merge(theirs),
            _ => change.0.order = Order::Free,
        }
        change.0.keys.extend(watched(other.keys.iter()).cloned());
    }

    /// Adds the keys of a dict: the table grows first, as for a set.
    pub fn merge_keys(&mut self, keys: Vec<Key>) {
        let change = Change(self);
        if let Some(table) = change.0.table() {
            table.reserve(keys.len());
        }
        watched(keys.into_iter()).for_each(|key| change.0.insert(key));
    }

    /// `self & other` of two sets: the smaller one is walked.
    pub fn intersection_of(&self, other: &Items) -> Items {
        let (small, large) = if other.len() > self.len() { (self, other) } else { (other, self) };
        watched(small.walk().into_iter()).filter(|key| large.contains(key)).collect()
    }

    /// `self - other` of two sets.
    pub fn difference_of(&self, other: &Items) -> Items {
        if self.len() >> 2 > other.len() {
            let mut left = self.copied();
            left.subtract(other);
            return left;
        }
        watched(self.walk().into_iter()).filter(|key| !other.contains(key)).collect()
    }

    /// `self -= other`
    pub fn subtract(&mut self, other: &Items) {
        for key in watched(other.walk().into_iter()) {
            self.remove(&key);
        }
        if let Some(table) = self.table() {
            table.tidy();
        }
    }

    /// `self ^= other`
    pub fn toggle(&mut self, other: &Items) {
        for key in watched(other.walk().into_iter()) {
            if !self.remove(&key) {
                self.insert(key);
            }
        }
    }
}

#[derive(Clone)]
enum Slot {
    Empty,
    /// Something was removed here.
    Gone,
    Item(i64, Key),
}

/// CPython's hash table of a set.
struct Table {
    slots: Vec<Slot>,
    /// Items and slots of removed ones.
    fill: usize,
    used: usize,
    /// Where the next `pop` begins to look.
    finger: usize,
}

impl Clone for Table {
    fn clone(&self) -> Table {
        let mut slots = Vec::with_capacity(self.slots.len());
        slots.extend(watched(self.slots.iter()).cloned());
        Table { slots, ..*self }
    }
}

impl Default for Table {
    fn default() -> Table {
        Table { slots: vec![Slot::Empty; SMALLEST], fill: 0, used: 0, finger: 0 }
    }
}

impl Table {
    fn of(keys: &Keys) -> Table {
        let mut table = Table::default();
        watched(keys.iter()).for_each(|key| table.add(key, of_key(key)));
        table
    }

    fn keys(&self) -> Vec<Key> {
        self.items().map(|(_, key)| key.clone()).collect()
    }

    fn items(&self) -> impl Iterator<Item = (i64, &Key)> {
        watched(self.slots.iter()).filter_map(|slot| match slot {
            Slot::Item(hash, key) => Some((*hash, key)),
            _ => None,
        })
    }

    /// The slot where `test` first holds, in the order in which CPython looks.
    fn probe(&self, hash: i64, test: impl Fn(&Slot) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut perturb = hash as usize;
        let mut i = perturb & mask;
        loop {
            let probes = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            if let Some(at) = (i..=i + probes).find(|&j| test(&self.slots[j])) {
                return at;
            }
            perturb >>= 5;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
        }
    }

    fn find(&self, key: &Key, hash: i64) -> usize {
        self.probe(hash, |slot| match slot {
            Slot::Empty => true,
            Slot::Gone => false,
            Slot::Item(h, k) => *h == hash && k == key,
        })
    }

    fn add(&mut self, key: &Key, hash: i64) {
        let at = self.find(key, hash);
        if !matches!(self.slots[at], Slot::Empty) {
            return;
        }
        self.used += 1;
        // The place of a removed item is taken first.
        let free = self.probe(hash, |slot| !matches!(slot, Slot::Item(..)));
        let reused = matches!(self.slots[free], Slot::Gone);
        self.slots[free] = Slot::Item(hash, key.clone());
        if reused {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= (self.slots.len() - 1) * 3 {
            self.resize(self.growth());
        }
    }

    fn growth(&self) -> usize {
        if self.used > LARGE { self.used * 2 } else { self.used * 4 }
    }

    /// Into an empty slot of a table without removed ones.
    fn put(&mut self, key: Key, hash: i64) {
        let at = self.probe(hash, |slot| matches!(slot, Slot::Empty));
        self.slots[at] = Slot::Item(hash, key);
    }

    fn resize(&mut self, least: usize) {
        let mut size = SMALLEST;
        while size <= least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::Empty; size]);
        for slot in watched(old.into_iter()) {
            if let Slot::Item(hash, key) = slot {
                self.put(key, hash);
            }
        }
        self.fill = self.used;
    }

    fn reserve(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.slots.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    fn merge(&mut self, other: &Table) {
        self.reserve(other.used);
        if self.fill > 0 {
            other.items().for_each(|(hash, key)| self.add(key, hash));
        } else if self.slots.len() == other.slots.len() && other.fill == other.used {
            self.slots = other.clone().slots;
            (self.fill, self.used) = (other.fill, other.used);
        } else {
            other.items().for_each(|(hash, key)| self.put(key.clone(), hash));
            (self.fill, self.used) = (other.used, other.used);
        }
    }

    fn remove(&mut self, key: &Key, hash: i64) {
        let at = self.find(key, hash);
        if matches!(self.slots[at], Slot::Item(..)) {
            self.slots[at] = Slot::Gone;
            self.used -= 1;
        }
    }

    fn pop(&mut self) -> Option<Key> {
        if self.used == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = self.finger & mask;
        while !matches!(self.slots[at], Slot::Item(..)) {
            at = if at == mask { 0 } else { at + 1 };
        }
        self.finger = at + 1;
        self.used -= 1;
        match std::mem::replace(&mut self.slots[at], Slot::Gone) {
            Slot::Item(_, key) => Some(key),
            _ => None,
        }
    }

    /// Slots of removed items go where they are many.
    fn tidy(&mut self) {
        if self.fill - self.used > (self.slots.len() - 1) / 4 {
            self.resize(self.growth());
        }
    }
}
