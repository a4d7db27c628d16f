//! Messages as they come off a socket, signed rightly or not, and connection files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel::front::jupyter::{Connection, Outgoing, Receiver, Signer};
use ravel_fuzz::{Choices, worker};

fuzz_target!(|data: &[u8]| worker::run(target, data));

const CONNECTION: &str = r#"{"transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3,
    "control_port": 4, "hb_port": 5, "key": "KEY", "signature_scheme": "hmac-sha256", "kernel_name": "ravel"}"#;

fn target(data: &[u8]) {
    let mut choices = Choices(data);
    let keyed = choices.byte() % 2 == 1;
    let text = CONNECTION.replace("KEY", if keyed { "secret" } else { "" });
    let signer = Signer::new(&Connection::parse(&text).expect("a connection"));
    let mut receiver = Receiver::new(&signer);
    let rest = choices.rest();
    // Frames end at a byte that JSON never has.
    let mut frames: Vec<Vec<u8>> = rest.split(|&b| b == 0xff).map(<[u8]>::to_vec).collect();
    if let Some(at) = frames.iter().position(|f| f == b"<IDS|MSG>")
        && let [_, header, parent, metadata, content, ..] = &frames[at..][1..]
        && let Some(signature) = signer.signature(&[header, parent, metadata, content])
    {
        frames[at + 1] = signature.into_bytes();
    }
    if let Ok(request) = receiver.request(frames.clone()) {
        let refusal = request.refusal("ValueError", "no");
        let answer = Outgoing::reply_json(&request, "x_reply", serde_json::json!({}));
        for out in refusal.iter().chain([&answer]) {
            let sent = signer.frames(out);
            assert!(sent.len() >= 6);
        }
        assert!(!keyed || receiver.request(frames).is_err(), "a message that was replayed");
    }
    let _ = Connection::parse(&String::from_utf8_lossy(rest));
}
