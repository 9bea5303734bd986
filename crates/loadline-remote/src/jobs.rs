//! Work handed out through NATS JetStream: a giver has jobs, workers take them, and results come back.
//!
//! A job is acknowledged after its result was taken by the server, and is delivered again when its worker falls silent. What is in
//! jobs and results is bytes here. Nothing is left on the server when a giver closes, and after a day at most when it dies.

mod giver;
mod link;
mod parts;
mod worker;

pub use giver::{Giver, News};
pub use worker::{Task, Worker};

/// Largest thing shared with workers, and largest result, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

/// Why work cannot be handed out or taken. No refusal carries a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoJobs {
    /// The address is none of a NATS server.
    #[error("`{address}` is no address of a NATS server: {why}")]
    BadAddress {
        /// What was given, without whatever may be secret.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody answers there, or not to us.
    #[error("{address} cannot be reached: {why}")]
    Unreachable {
        /// The server.
        address: String,
        /// What the system says.
        why: String,
    },
    /// The server has no JetStream for us, or does not do what it was asked to.
    #[error("{address} does not hand out work: {why}")]
    Refused {
        /// The server.
        address: String,
        /// What it says.
        why: String,
    },
    /// Something is too large to be handed on.
    #[error("{what} of {bytes} bytes is larger than {MOST_BYTES} bytes")]
    TooLarge {
        /// What it is.
        what: &'static str,
        /// Its size.
        bytes: usize,
    },
}

impl NoJobs {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::BadAddress { .. } => "write `nats://host:4222` or `tls://host:4222`",
            Self::Unreachable { .. } => {
                "check the address and credentials, and that the server runs and can be reached from here"
            }
            Self::Refused { .. } => {
                "start the server with JetStream (`nats-server -js`), and let the user use it"
            }
            Self::TooLarge { .. } => "let the model be smaller",
        }
    }
}
