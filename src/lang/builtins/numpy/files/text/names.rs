//! Names of fields as `genfromtxt` allows them.

use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// Characters that no name keeps.
const DELETED: &str = "~!@#$%^&*()-=+~\\|]}[{';: /?.>,<";
const EXCLUDED: [&str; 3] = ["return", "file", "print"];

/// What is asked of names.
pub struct Rules {
    /// Characters to delete.
    pub deleted: String,
    /// Names that get an underscore.
    pub excluded: Vec<String>,
    /// What stands for a space.
    pub space: String,
    /// `upper`, `lower` or neither.
    pub case: Option<&'static str>,
    /// The name of the n-th field without one.
    pub default: String,
}

impl Rules {
    /// From the arguments of `genfromtxt`.
    pub fn new(
        interp: &mut Interp,
        (deleted, excluded): (&Value, &Value),
        space: Option<String>,
        case: &Value,
        default: Option<String>,
    ) -> Rules {
        let excluded = interp.collect(excluded).unwrap_or_default();
        let mut excluded: Vec<String> = excluded.iter().filter_map(|v| v.as_str().map(str::to_string)).collect();
        excluded.extend(EXCLUDED.map(String::from));
        let deleted = match deleted.as_str() {
            Some(text) => text.to_string() + "\"",
            None => {
                let given = interp.collect(deleted).unwrap_or_default();
                let given: String = given.iter().filter_map(Value::as_str).collect();
                if given.is_empty() { DELETED.to_string() + "\"" } else { given + "\"" }
            }
        };
        let case = match (case, case.as_str()) {
            (Value::Bool(false), _) | (_, Some("upper")) => Some("upper"),
            (_, Some("lower")) => Some("lower"),
            _ => None,
        };
        Rules { deleted, excluded, space: space.unwrap_or("_".into()), case, default: default.unwrap_or("f%i".into()) }
    }

    /// The n-th default name.
    pub fn nth(&self, n: usize) -> String {
        let at = self.default.find('%').unwrap_or(self.default.len());
        let form = &self.default[at..];
        let end = form.find(['i', 'd']).map_or(form.len(), |i| i + 1);
        let digits: String = form[..end].chars().filter(char::is_ascii_digit).collect();
        let width = digits.trim_start_matches('0').parse().unwrap_or(0);
        let number = if digits.starts_with('0') { format!("{n:0width$}") } else { format!("{n:width$}") };
        format!("{}{number}{}", &self.default[..at], &form[end..])
    }

    /// Names that may stand in a dtype, as many as there are fields.
    pub fn valid(&self, names: &[String], fields: Option<usize>) -> Vec<String> {
        let mut names = names.to_vec();
        if let Some(n) = fields {
            names.resize(n, String::new());
        }
        let (mut seen, mut empty) = (Vec::<String>::new(), 0);
        let mut valid = Vec::new();
        for name in &names {
            let cased = match self.case {
                Some("upper") => name.to_uppercase(),
                Some(_) => name.to_lowercase(),
                None => name.clone(),
            };
            let mut item = cased.trim().to_string();
            if !self.space.is_empty() {
                item = item.replace(' ', &self.space);
            }
            item.retain(|c| !self.deleted.contains(c));
            if item.is_empty() {
                while names.contains(&self.nth(empty)) {
                    empty += 1;
                }
                item = self.nth(empty);
                empty += 1;
            } else if self.excluded.contains(&item) {
                item.push('_');
            }
            let count = seen.iter().filter(|s| **s == item).count();
            valid.push(if count > 0 { format!("{item}_{count}") } else { item.clone() });
            seen.push(item);
        }
        valid
    }
}
