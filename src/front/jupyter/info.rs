//! Who this kernel is.

use super::wire::{Outgoing, PROTOCOL, Request};
use jupyter_protocol::{CodeMirrorMode, HelpLink, KernelInfoReply, LanguageInfo, ReplyStatus};
use serde_json::{Value as Json, json};

/// The version of Python whose language this is.
const PYTHON: &str = "3.11";

/// The answer to `kernel_info_request`.
pub fn reply(request: &Request) -> Outgoing {
    let link = |text: &str, url: &str| HelpLink { text: text.into(), url: url.into() };
    let info = KernelInfoReply {
        status: ReplyStatus::Ok,
        protocol_version: PROTOCOL.into(),
        implementation: "ravel".into(),
        implementation_version: env!("CARGO_PKG_VERSION").into(),
        language_info: LanguageInfo {
            name: "python".into(),
            version: PYTHON.into(),
            mimetype: Some("text/x-python".into()),
            file_extension: Some(".py".into()),
            pygments_lexer: Some("ipython3".into()),
            codemirror_mode: Some(CodeMirrorMode::ipython_code_mirror_mode()),
            nbconvert_exporter: Some("python".into()),
        },
        banner: banner(),
        help_links: vec![
            link("NumPy Reference", "https://numpy.org/doc/stable/reference/"),
            link("NumPy: copies and views", "https://numpy.org/doc/stable/user/basics.copies.html"),
            link("Python Reference", "https://docs.python.org/3.11/"),
        ],
        debugger: true,
        error: None,
    };
    let mut content = serde_json::to_value(info).unwrap_or_default();
    if let Json::Object(fields) = &mut content {
        fields.insert("supported_features".into(), json!(["debugger", "kernel subshells"]));
    }
    Outgoing::reply_json(request, "kernel_info_reply", content)
}

/// What consoles show first.
pub fn banner() -> String {
    format!(
        "Ravel {}: NumPy's arrays and the memory behind them. %layout sets how much is shown, %lsmagic lists the magics.",
        env!("CARGO_PKG_VERSION")
    )
}
