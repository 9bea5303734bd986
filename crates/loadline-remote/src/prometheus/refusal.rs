//! Why there is no answer, with what to do. No refusal ever carries a password.

use serde::Deserialize;
use std::time::Duration;

/// Why a server gave no answer that could be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The address is no URL of a server.
    #[error("`{address}` is no address of a server: {why}")]
    BadAddress {
        /// What was given.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// Nobody answers there.
    #[error("{address} cannot be reached: {why}")]
    Unreachable {
        /// The server.
        address: String,
        /// What the system says.
        why: String,
    },
    /// It took too long.
    #[error("{address} did not answer within {} s", .after.as_secs_f64())]
    TooSlow {
        /// The server.
        address: String,
        /// The time it was given.
        after: Duration,
    },
    /// The answer is larger than allowed after unpacking.
    #[error("the answer of {address} is larger than {limit} bytes")]
    TooLarge {
        /// The server.
        address: String,
        /// Bytes allowed.
        limit: u64,
    },
    /// Something answers there, but not the API of Prometheus.
    #[error("{address} does not answer as Prometheus does")]
    NotPrometheus {
        /// The server.
        address: String,
    },
    /// The server asks who we are.
    #[error("{address} refuses us (HTTP {status})")]
    Forbidden {
        /// The server.
        address: String,
        /// 401, 403 or 407.
        status: u16,
    },
    /// The server says why it does not answer.
    #[error("{address} refused the query ({kind}): {message}")]
    Refused {
        /// The server.
        address: String,
        /// `bad_data`, `execution`, `timeout`, …
        kind: String,
        /// The server's own words, cut to a few hundred characters.
        message: String,
    },
    /// The server failed without a word that can be read.
    #[error("{address} failed (HTTP {status})")]
    Failed {
        /// The server.
        address: String,
        /// The status.
        status: u16,
    },
}

impl Refusal {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::BadAddress { .. } => "write it as `http://localhost:9090`",
            Self::Unreachable { .. } => {
                "check the address, and that the server runs and can be reached from here"
            }
            Self::TooSlow { .. } => {
                "ask for less time, let recording rules do the work, or raise `--timeout`"
            }
            Self::TooLarge { .. } => "ask for less time or fewer series",
            Self::NotPrometheus { .. } => {
                "give the address under which `/api/v1/query` answers, with its path prefix where there is one"
            }
            Self::Forbidden { .. } => "give credentials with `--header 'Authorization: Bearer …'`",
            Self::Refused { .. } => "try the query in the server's own page",
            Self::Failed { .. } => "look into the server's log",
        }
    }

    pub(super) fn of(address: &str, timeout: Duration, error: &ureq::Error) -> Self {
        let address = address.to_owned();
        match error {
            ureq::Error::Timeout(_) => Self::TooSlow { address, after: timeout },
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                Self::TooSlow { address, after: timeout }
            }
            ureq::Error::Protocol(_) | ureq::Error::Decompress(..) => Self::NotPrometheus { address },
            error => Self::Unreachable { address, why: error.to_string() },
        }
    }

    pub(super) fn of_status(address: &str, status: u16, page: &[u8]) -> Self {
        /// The envelope of an error.
        #[derive(Deserialize)]
        struct Envelope {
            #[serde(rename = "errorType")]
            kind: String,
            error: String,
        }
        let address = address.to_owned();
        if let Ok(Envelope { kind, error }) = serde_json::from_slice::<Envelope>(page) {
            let message = error.chars().take(400).filter(|c| !c.is_control()).collect();
            return Self::Refused { address, kind, message };
        }
        match status {
            401 | 403 | 407 => Self::Forbidden { address, status },
            404 | 405 | 300..=399 => Self::NotPrometheus { address },
            _ => Self::Failed { address, status },
        }
    }
}
