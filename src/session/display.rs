//! Values and reports in the formats that fronts show.

use super::event::MimeBundle;
use super::pretty::pretty;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report::{self, Rendered};
use serde_json::Value as Json;

/// A bundle of (mime type, content) pairs; JSON types are parsed, the others stay text.
pub fn bundle(mime: Vec<(String, String)>) -> MimeBundle {
    let content = |kind: &str, text: String| {
        let is_json = kind == "application/json" || kind.ends_with("+json");
        is_json.then(|| serde_json::from_str(&text).ok()).flatten().unwrap_or(Json::String(text))
    };
    mime.into_iter().map(|(kind, text)| (kind.clone(), content(&kind, text))).collect()
}

/// The formats of a value: always `text/plain`; of an array a table too; of others what they offer.
///
/// # Errors
/// What a `repr` of the program raises.
pub fn value(interp: &mut Interp, value: &Value) -> Result<MimeBundle> {
    let mut mime = vec![("text/plain".to_string(), pretty(interp, value)?)];
    match value {
        Value::Array(a) => mime.push(("text/html".into(), report::value(&a.view()))),
        Value::Object(o) => mime.extend(o.mime(interp)),
        _ => {}
    }
    Ok(bundle(mime))
}

/// The formats of a report.
pub fn rendered(r: Rendered) -> MimeBundle {
    bundle(vec![("text/plain".into(), r.text), ("text/html".into(), r.html)])
}
