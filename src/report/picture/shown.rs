//! Which elements of an array a picture shows: all of a small one, the ends of each axis of a large one.

use crate::engine::View;

/// How many indices of an axis are shown before it is summarised.
pub const MOST: usize = 8;
/// How many at each end then.
const EDGE: usize = 3;
/// The most rows of a table.
const MOST_ROWS: usize = 24;

/// The indices of an axis that are shown; `None` stands for those left out.
pub fn shown(len: usize) -> Vec<Option<usize>> {
    if len <= MOST {
        return (0..len).map(Some).collect();
    }
    (0..EDGE).map(Some).chain([None]).chain((len - EDGE..len).map(Some)).collect()
}

/// An index as a label: from the end where its digits would take much room.
pub fn label(index: usize, len: usize) -> String {
    if index >= 1_000_000 { format!("-{}", len - index) } else { index.to_string() }
}

/// The shown indices of some axes together, in order; `None` marks what is left out.
pub fn leading(shape: &[usize]) -> Vec<Option<Vec<usize>>> {
    let mut rows: Vec<Option<Vec<usize>>> = vec![Some(Vec::new())];
    for &n in shape {
        let mut next = Vec::new();
        for row in rows {
            match row {
                None => next.push(None),
                Some(prefix) => next.extend(shown(n).into_iter().map(|i| i.map(|i| [&prefix[..], &[i]].concat()))),
            }
        }
        rows = next;
        // However many axes there are, no more is made than is looked at.
        shorten(&mut rows);
    }
    rows.dedup_by(|a, b| a.is_none() && b.is_none());
    rows
}

fn shorten(rows: &mut Vec<Option<Vec<usize>>>) {
    if rows.len() > MOST_ROWS {
        let tail = rows.split_off(rows.len() - MOST_ROWS / 2);
        rows.truncate(MOST_ROWS / 2);
        rows.push(None);
        rows.extend(tail);
    }
}

/// A view as rows of a table: the last axis across, all others down.
pub fn rows(view: &View) -> Vec<Option<Vec<usize>>> {
    leading(&view.shape()[..view.rank().saturating_sub(1)])
}

/// The columns of [`rows`].
pub fn columns(view: &View) -> Vec<Option<usize>> {
    view.shape().last().map_or_else(|| vec![Some(0)], |&n| shown(n))
}

/// The full index of a cell.
pub fn index(view: &View, row: &[usize], column: usize) -> Vec<usize> {
    let mut index = row.to_vec();
    if view.rank() > 0 {
        index.push(column);
    }
    index
}
