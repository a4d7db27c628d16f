//! Messages on the wire: identities, delimiter, signature, four JSON parts.

use super::connection::Connection;
use hmac::{Hmac, Mac};
use jupyter_protocol::{JupyterMessageContent, UnknownMessage};
use serde_json::{Value as Json, json};
use sha2::Sha256;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use uuid::Uuid;

/// The version of the messaging protocol.
pub const PROTOCOL: &str = "5.5";
const DELIMITER: &[u8] = b"<IDS|MSG>";
/// How many signatures are remembered, to drop replayed messages.
const REMEMBERED: usize = 65_536;

/// Signs what goes out. The session id in it is the kernel's own: clients detect a restart by it.
#[derive(Clone)]
pub struct Signer {
    key: Arc<[u8]>,
    session: Arc<str>,
    username: Arc<str>,
}

impl Signer {
    /// For a connection; an empty key means no signatures.
    pub fn new(connection: &Connection) -> Signer {
        let user = std::env::var("USER").unwrap_or_else(|_| "kernel".into());
        Signer {
            key: connection.info.key.as_bytes().into(),
            session: Uuid::new_v4().to_string().into(),
            username: user.into(),
        }
    }

    fn mac(&self, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
        if self.key.is_empty() {
            return None;
        }
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.key).ok()?;
        parts.iter().for_each(|p| mac.update(p));
        Some(mac)
    }

    /// The signature of a message's parts; `None` where the connection has no key.
    pub fn signature(&self, parts: &[&[u8]]) -> Option<String> {
        self.mac(parts).map(|m| hex(&m.finalize().into_bytes()))
    }

    /// The frames of a message of the kernel's.
    pub fn frames(&self, out: &Outgoing) -> Vec<Vec<u8>> {
        let header = json!({
            "msg_id": Uuid::new_v4().to_string(),
            "username": &*self.username,
            "session": &*self.session,
            "date": chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            "msg_type": out.msg_type,
            "version": PROTOCOL,
        });
        let part = |v: &Json| v.to_string().into_bytes();
        let parent = out.parent.as_ref().map_or_else(|| b"{}".to_vec(), |p| p.0.json.clone());
        let parts = [part(&header), parent, part(&out.metadata), part(&out.content)];
        let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let signature = self.signature(&slices).unwrap_or_default();
        let mut frames = out.identities.clone();
        frames.push(DELIMITER.to_vec());
        frames.push(signature.into_bytes());
        frames.extend(parts);
        frames
    }
}

/// The header of a request, as it came: the parent of all that the request causes.
#[derive(Debug, Clone)]
pub struct Parent(Arc<Header>);

#[derive(Debug)]
struct Header {
    json: Vec<u8>,
    id: String,
    subshell: Option<String>,
}

impl Parent {
    /// Whether both stand for one request.
    pub fn is(&self, other: &Parent) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }

    /// The subshell that the request goes to; `None` for the main shell.
    pub fn subshell(&self) -> Option<&str> {
        self.0.subshell.as_deref()
    }
}

/// A message to send.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Routing prefix: a client's identities, or a topic.
    pub identities: Vec<Vec<u8>>,
    /// The type.
    pub msg_type: String,
    /// The request that it answers.
    pub parent: Option<Parent>,
    /// Metadata.
    pub metadata: Json,
    /// Content.
    pub content: Json,
}

impl Outgoing {
    /// A broadcast.
    pub fn broadcast(parent: Option<&Parent>, content: impl Into<JupyterMessageContent>) -> Outgoing {
        let content: JupyterMessageContent = content.into();
        let msg_type = content.message_type().to_string();
        Outgoing {
            identities: vec![format!("kernel.{msg_type}").into_bytes()],
            content: serde_json::to_value(&content).unwrap_or_else(|_| json!({})),
            msg_type,
            parent: parent.cloned(),
            metadata: json!({}),
        }
    }

    /// A reply to a request.
    pub fn reply(request: &Request, content: impl Into<JupyterMessageContent>) -> Outgoing {
        Outgoing { identities: request.identities.clone(), ..Outgoing::broadcast(Some(&request.header), content) }
    }

    /// A reply whose content is no type of the protocol crate's.
    pub fn reply_json(request: &Request, msg_type: &str, content: Json) -> Outgoing {
        Outgoing {
            identities: request.identities.clone(),
            msg_type: msg_type.to_string(),
            parent: Some(request.header.clone()),
            metadata: json!({}),
            content,
        }
    }
}

/// A request that was received.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whom to answer.
    pub identities: Vec<Vec<u8>>,
    /// Its header: the parent of all that it causes.
    pub header: Parent,
    /// Its content; of a type that is not known, or that the content does not fit, as it came.
    pub content: JupyterMessageContent,
    /// Why the content does not fit the type.
    pub misfit: Option<String>,
}

/// Checks what comes in on one socket.
pub struct Receiver {
    signer: Signer,
    seen: HashSet<Vec<u8>>,
    order: VecDeque<Vec<u8>>,
}

impl Receiver {
    /// A receiver with the kernel's key.
    pub fn new(signer: &Signer) -> Receiver {
        Receiver { signer: signer.clone(), seen: HashSet::new(), order: VecDeque::new() }
    }

    /// A request from its frames.
    ///
    /// # Errors
    /// Why it is dropped: malformed, signed wrongly, or seen before.
    pub fn request(&mut self, frames: Vec<Vec<u8>>) -> Result<Request, String> {
        let at = frames.iter().position(|f| f == DELIMITER).ok_or("a message without delimiter")?;
        let [signature, header, parent, metadata, content, ..] = &frames[at + 1..] else {
            return Err("a message with too few parts".into());
        };
        self.check(signature, &[header, parent, metadata, content])?;
        let json = |bytes: &[u8], what: &str| {
            serde_json::from_slice::<Json>(bytes).map_err(|e| format!("a message whose {what} is no JSON: {e}"))
        };
        let header_json = json(header, "header")?;
        let text = |name: &str| header_json[name].as_str().map(String::from);
        let (Some(kind), Some(id)) = (text("msg_type"), text("msg_id")) else {
            return Err("a message whose header has no type or no id".into());
        };
        let mut given = json(content, "content")?;
        fill_defaults(&kind, &mut given);
        let (content, misfit) = match JupyterMessageContent::from_type_and_content(&kind, given.clone()) {
            Ok(content) => (content, None),
            Err(e) => (
                JupyterMessageContent::UnknownMessage(UnknownMessage { msg_type: kind, content: given }),
                Some(e.to_string()),
            ),
        };
        let header = Parent(Arc::new(Header { json: header.clone(), id, subshell: text("subshell_id") }));
        Ok(Request { identities: frames[..at].to_vec(), header, content, misfit })
    }

    fn check(&mut self, signature: &[u8], parts: &[&[u8]]) -> Result<(), String> {
        let Some(mac) = self.signer.mac(parts) else { return Ok(()) };
        let given = unhex(signature).ok_or("a message without a signature")?;
        mac.verify_slice(&given).map_err(|_| "a message with a wrong signature")?;
        if !self.seen.insert(given.clone()) {
            return Err("a message that was received before".into());
        }
        self.order.push_back(given);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.seen.remove(&oldest);
        }
        Ok(())
    }
}

impl Request {
    /// The answer to a request that can't be served.
    pub fn refusal(&self, ename: &str, evalue: &str) -> Option<Outgoing> {
        let kind = self.content.message_type().strip_suffix("_request")?;
        let content = json!({"status": "error", "ename": ename, "evalue": evalue, "traceback": []});
        Some(Outgoing::reply_json(self, &format!("{kind}_reply"), content))
    }

    /// Whether it runs code.
    pub fn is_cell(&self) -> bool {
        matches!(self.content, JupyterMessageContent::ExecuteRequest(_))
    }
}

/// Fields that the protocol lets a client leave out, and the protocol crate's types do not.
fn fill_defaults(msg_type: &str, content: &mut Json) {
    let defaults = match msg_type {
        "history_request" => {
            json!({"output": false, "raw": true, "n": 0, "unique": false, "session": 0, "start": 0, "stop": 0, "pattern": "*"})
        }
        "execute_request" => json!({"silent": false, "store_history": true, "user_expressions": {}}),
        _ => return,
    };
    if let (Some(fields), Json::Object(defaults)) = (content.as_object_mut(), defaults) {
        for (key, value) in defaults {
            let field = fields.entry(key).or_insert(Json::Null);
            if field.is_null() {
                *field = value;
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |b: u8| (b as char).to_digit(16).map(|d| d as u8);
    (text.len() == 64).then(|| text.chunks(2).map(|c| Some(digit(c[0])? << 4 | digit(c[1])?)).collect())?
}

/// A line in the kernel's log, which is its standard error.
pub fn log(what: &str) {
    eprintln!("ravel kernel: {what}");
}
