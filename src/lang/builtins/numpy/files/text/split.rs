//! Lines cut into fields as `loadtxt` cuts them.

/// What parts fields, quotes them, and ends a line early.
pub struct Cutter {
    /// Between two fields; any white space if there is none.
    pub delimiter: Option<char>,
    /// Around a field in which delimiters don't count.
    pub quote: Option<char>,
    /// What comments begin with.
    pub comments: Vec<String>,
}

impl Cutter {
    /// The fields of a line; none if nothing stands there.
    pub fn cut(&self, line: &str) -> Vec<String> {
        let chars: Vec<char> = self.before_comments(line).trim_end_matches(['\r', '\n']).chars().collect();
        let mut fields = Vec::new();
        let mut at = 0;
        loop {
            if self.delimiter.is_none() {
                while chars.get(at).is_some_and(|c| c.is_whitespace()) {
                    at += 1;
                }
                if at == chars.len() {
                    break;
                }
            }
            let (field, end) = self.field(&chars, at);
            at = end;
            fields.push(field);
            match chars.get(at) {
                Some(_) => at += 1,
                None => break,
            }
        }
        // A line without anything is no row of one empty field.
        if self.delimiter.is_some() && fields.len() == 1 && fields[0].is_empty() && chars.is_empty() {
            fields.clear();
        }
        fields
    }

    fn before_comments<'a>(&self, line: &'a str) -> &'a str {
        if self.quote.is_some() {
            return line;
        }
        let ends = self.comments.iter().filter_map(|c| line.find(c.as_str()));
        &line[..ends.min().unwrap_or(line.len())]
    }

    /// The field that begins here, and where it ends.
    fn field(&self, chars: &[char], mut at: usize) -> (String, usize) {
        let mut field = String::new();
        let mut quoted = self.quote.is_some() && chars.get(at).copied() == self.quote;
        at += usize::from(quoted);
        while let Some(&c) = chars.get(at) {
            if quoted {
                if Some(c) != self.quote {
                    field.push(c);
                } else if chars.get(at + 1).copied() == self.quote {
                    field.push(c);
                    at += 1;
                } else {
                    quoted = false;
                }
            } else if self.parts(c) {
                break;
            } else if self.comments.iter().any(|m| m.chars().eq([c])) {
                return (field, chars.len());
            } else {
                field.push(c);
            }
            at += 1;
        }
        (field, at)
    }

    fn parts(&self, c: char) -> bool {
        self.delimiter.map_or(c.is_whitespace(), |d| d == c)
    }
}
