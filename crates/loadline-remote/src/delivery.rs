//! Handing one message to somebody else's server: what is handed over, and why it was not taken.

use std::time::Duration;
use url::Url;

/// A message as its receiver gets it.
#[derive(Debug, Clone, Copy)]
pub struct Message<'m> {
    /// Tells it from every other message; receivers drop what they have already.
    pub id: &'m str,
    /// The media type of the body.
    pub media_type: &'m str,
    /// The bytes.
    pub body: &'m [u8],
}

/// Scheme, host and port of an address, and nothing else: user, path and query may each hold a secret (chat systems give addresses
/// whose path is one).
pub(crate) fn place(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return address
            .split_once("://")
            .map_or_else(|| "…".to_owned(), |(scheme, _)| format!("{scheme}://…"));
    };
    let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or("…"))
}

/// Why a message was not taken. No refusal carries a password or a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDelivered {
    /// The address is none to deliver to.
    #[error("`{address}` is no address to deliver to: {why}")]
    BadAddress {
        /// What was given, without whatever may be secret.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// The secret cannot sign anything.
    #[error("the secret of the webhook cannot be used: {why}")]
    BadSecret {
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody takes it there.
    #[error("{address} cannot be reached: {why}")]
    Unreachable {
        /// The server.
        address: String,
        /// What the system says.
        why: String,
    },
    /// It took too long; whether the message arrived is not known.
    #[error("{address} did not confirm within {} s", .after.as_secs_f64())]
    TooSlow {
        /// The server.
        address: String,
        /// The time it was given.
        after: Duration,
    },
    /// The server says no.
    #[error("{address} did not take it (HTTP {status})")]
    Refused {
        /// The server.
        address: String,
        /// The status.
        status: u16,
    },
}

impl NotDelivered {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::BadAddress { .. } => {
                "write `https://host/path` for a webhook or `nats://host:4222/subject` for NATS"
            }
            Self::BadSecret { .. } => "a secret is `whsec_` and 24 to 64 bytes in base64",
            Self::Unreachable { .. } => {
                "check the address and credentials, and that the server runs and can be reached from here"
            }
            Self::TooSlow { .. } => {
                "deliver it again: the same event has the same id, so that it counts once"
            }
            Self::Refused { status: 401 | 403, .. } => "check the secret that both sides share",
            Self::Refused { .. } => "look into the receiver's log",
        }
    }
}
