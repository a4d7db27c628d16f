//! The connection file, and sockets bound as it says: TCP or IPC, with CurveZMQ where keys are given.

use jupyter_protocol::ConnectionInfo;
use jupyter_protocol::connection_info::Transport;
use serde::Deserialize;
use std::path::Path;

/// What a connection file says.
#[derive(Debug, Deserialize)]
pub struct Connection {
    /// Addresses and the key.
    #[serde(flatten)]
    pub info: ConnectionInfo,
    /// The server's CurveZMQ public key, Z85, where traffic is encrypted.
    pub curve_publickey: Option<String>,
    /// Its secret key, Z85.
    pub curve_secretkey: Option<String>,
}

/// The five channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Requests.
    Shell,
    /// Requests that must not wait.
    Control,
    /// The kernel's questions to the user.
    Stdin,
    /// Broadcasts.
    IoPub,
    /// Echo.
    Heartbeat,
}

/// Messages that may wait for a slow subscriber before any is dropped.
const HIGH_WATER_MARK: i32 = 100_000;

impl Connection {
    /// Reads a connection file.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong.
    pub fn read(file: &Path) -> Result<Connection, String> {
        let shown = file.display();
        let text = std::fs::read_to_string(file).map_err(|e| format!("can't read the connection file {shown}: {e}"))?;
        Connection::parse(&text).map_err(|wrong| format!("the connection file {shown} {wrong}"))
    }

    /// The connection that the text of such a file describes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Connection, String> {
        let connection: Connection = serde_json::from_str(text).map_err(|e| format!("is not valid: {e}"))?;
        let scheme = &connection.info.signature_scheme;
        if !connection.info.key.is_empty() && scheme != "hmac-sha256" {
            return Err(format!("asks for signatures by {scheme}; Ravel knows hmac-sha256"));
        }
        Ok(connection)
    }

    /// A bound socket for a channel.
    ///
    /// # Errors
    /// A sentence: the address is taken, or a key is not valid.
    pub fn socket(&self, context: &zmq::Context, channel: Channel) -> Result<zmq::Socket, String> {
        let kind = match channel {
            Channel::Shell | Channel::Control | Channel::Stdin => zmq::ROUTER,
            Channel::IoPub => zmq::XPUB,
            Channel::Heartbeat => zmq::REP,
        };
        let address = self.address(channel);
        let bound = || -> zmq::Result<zmq::Socket> {
            let socket = context.socket(kind)?;
            socket.set_linger(1000)?;
            match channel {
                Channel::IoPub => {
                    socket.set_sndhwm(HIGH_WATER_MARK)?;
                    socket.set_xpub_verbose(true)?;
                }
                Channel::Heartbeat => {}
                // A client that reconnects with its old identity takes over.
                _ => socket.set_router_handover(true)?,
            }
            self.encrypt(&socket)?;
            socket.bind(&address)?;
            Ok(socket)
        };
        bound().map_err(|e| format!("can't listen on {address}: {e}"))
    }

    fn encrypt(&self, socket: &zmq::Socket) -> zmq::Result<()> {
        if let (Some(public), Some(secret)) = (&self.curve_publickey, &self.curve_secretkey) {
            let key = |text: &str| zmq::z85_decode(text).map_err(|_| zmq::Error::EINVAL);
            socket.set_curve_server(true)?;
            socket.set_curve_publickey(&key(public)?)?;
            socket.set_curve_secretkey(&key(secret)?)?;
        }
        Ok(())
    }

    fn address(&self, channel: Channel) -> String {
        let port = match channel {
            Channel::Shell => self.info.shell_port,
            Channel::Control => self.info.control_port,
            Channel::Stdin => self.info.stdin_port,
            Channel::IoPub => self.info.iopub_port,
            Channel::Heartbeat => self.info.hb_port,
        };
        match self.info.transport {
            Transport::TCP => format!("tcp://{}:{port}", self.info.ip),
            Transport::IPC => format!("ipc://{}-{port}", self.info.ip),
        }
    }
}
