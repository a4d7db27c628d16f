//! Oppen's pretty printer, as `IPython.lib.pretty` has it.

use std::collections::VecDeque;

/// A piece that is not yet printed.
enum Piece {
    Text(String, usize),
    Break { indent: usize, group: usize },
}

struct Group {
    depth: usize,
    breaks: usize,
    want_break: bool,
}

/// Oppen's printer: pieces wait until it is known whether their group fits the line.
pub struct Printer {
    width: usize,
    output: String,
    output_width: usize,
    buffer: VecDeque<Piece>,
    buffer_width: usize,
    groups: Vec<Group>,
    stack: Vec<usize>,
    /// Groups that may still be broken, by depth.
    queue: Vec<Vec<usize>>,
    indent: usize,
}

impl Printer {
    /// A printer of lines of this width.
    pub fn new(width: usize) -> Printer {
        Printer {
            width,
            output: String::new(),
            output_width: 0,
            buffer: VecDeque::new(),
            buffer_width: 0,
            groups: vec![Group { depth: 0, breaks: 0, want_break: false }],
            stack: vec![0],
            queue: vec![vec![0]],
            indent: 0,
        }
    }

    /// Text that is never broken.
    pub fn text(&mut self, text: &str) {
        let width = text.chars().count();
        if self.buffer.is_empty() {
            self.output.push_str(text);
            self.output_width += width;
            return;
        }
        match self.buffer.back_mut() {
            Some(Piece::Text(t, w)) => {
                t.push_str(text);
                *w += width;
            }
            _ => self.buffer.push_back(Piece::Text(text.into(), width)),
        }
        self.buffer_width += width;
        self.break_outer_groups();
    }

    /// A space, or a line break where the group does not fit.
    pub fn breakable(&mut self) {
        let group = self.stack[self.stack.len() - 1];
        if self.groups[group].want_break {
            self.flush();
            self.newline(self.indent);
            return;
        }
        self.groups[group].breaks += 1;
        self.buffer.push_back(Piece::Break { indent: self.indent, group });
        self.buffer_width += 1;
        self.break_outer_groups();
    }

    /// A line break.
    pub fn hard_break(&mut self) {
        if let Some(group) = self.dequeue() {
            self.break_group(group);
        }
        self.flush();
        self.newline(self.indent);
    }

    fn newline(&mut self, indent: usize) {
        self.output.push('\n');
        self.output.extend(std::iter::repeat_n(' ', indent));
        self.output_width = indent;
    }

    /// Opens a group: its breaks are all spaces or, as far as needed, line breaks.
    pub fn begin_group(&mut self, indent: usize, open: &str) {
        if !open.is_empty() {
            self.text(open);
        }
        let depth = self.groups[self.stack[self.stack.len() - 1]].depth + 1;
        self.groups.push(Group { depth, breaks: 0, want_break: false });
        let group = self.groups.len() - 1;
        self.stack.push(group);
        if self.queue.len() <= depth {
            self.queue.resize(depth + 1, Vec::new());
        }
        self.queue[depth].push(group);
        self.indent += indent;
    }

    /// Closes it.
    pub fn end_group(&mut self, dedent: usize, close: &str) {
        self.indent -= dedent;
        if let Some(group) = self.stack.pop()
            && self.groups[group].breaks == 0
        {
            self.forget(group);
        }
        if !close.is_empty() {
            self.text(close);
        }
    }

    fn forget(&mut self, group: usize) {
        let depth = self.groups[group].depth;
        if let Some(at) = self.queue[depth].iter().position(|&g| g == group) {
            self.queue[depth].remove(at);
        }
    }

    /// The outermost group that can still be broken. IPython looks from the last but removes by the position counted
    /// from the first; the same here, so that the same lines come out.
    fn dequeue(&mut self) -> Option<usize> {
        for depth in 0..self.queue.len() {
            let found = self.queue[depth].iter().rev().position(|&g| self.groups[g].breaks > 0);
            if let Some(at) = found {
                let group = self.queue[depth][self.queue[depth].len() - 1 - at];
                self.queue[depth].remove(at);
                self.groups[group].want_break = true;
                return Some(group);
            }
            for group in std::mem::take(&mut self.queue[depth]) {
                self.groups[group].want_break = true;
            }
        }
        None
    }

    fn break_outer_groups(&mut self) {
        while self.width < self.output_width + self.buffer_width {
            let Some(group) = self.dequeue() else { return };
            self.break_group(group);
        }
    }

    fn break_group(&mut self, group: usize) {
        while self.groups[group].breaks > 0 {
            let Some(piece) = self.buffer.pop_front() else { return };
            self.emit(piece);
        }
        while matches!(self.buffer.front(), Some(Piece::Text(..))) {
            if let Some(piece) = self.buffer.pop_front() {
                self.emit(piece);
            }
        }
    }

    fn emit(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text, width) => {
                self.output.push_str(&text);
                self.output_width += width;
                self.buffer_width -= width;
            }
            Piece::Break { indent, group } => {
                self.buffer_width -= 1;
                self.groups[group].breaks -= 1;
                if self.groups[group].want_break {
                    self.newline(indent);
                    return;
                }
                if self.groups[group].breaks == 0 {
                    self.forget(group);
                }
                self.output.push(' ');
                self.output_width += 1;
            }
        }
    }

    /// All that was printed.
    pub fn finish(mut self) -> String {
        self.flush();
        self.output
    }

    fn flush(&mut self) {
        while let Some(piece) = self.buffer.pop_front() {
            self.emit(piece);
        }
        self.buffer_width = 0;
    }
}
