//! The Prometheus-compatible server that is asked, and its clock.

use crate::load::Failure;
use loadline_remote::{Access, Prometheus, Refusal};
use loadline_slo::status::{BadAnswer, take_clock};
use std::time::Duration;

/// A server to ask.
#[derive(Debug, Clone)]
pub struct Server {
    client: Prometheus,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.to_string(), refusal.hint())
    }
}

impl Server {
    /// The server at `address`. `headers` go with every question; `timeout` is for one of them.
    ///
    /// # Errors
    /// When the address is no http or https URL.
    pub fn at(address: &str, timeout: Duration, headers: Vec<(String, String)>) -> Result<Self, Failure> {
        let access = Access { timeout, headers, ..Access::default() };
        Ok(Self { client: Prometheus::at(address, access)? })
    }

    /// The address without user and password.
    #[must_use]
    pub fn address(&self) -> String {
        self.client.address()
    }

    /// The server's own clock, milliseconds since 1970: whatever is asked is asked for its time, not for ours.
    ///
    /// # Errors
    /// When it does not answer as Prometheus does.
    pub fn clock(&self, ours: i64) -> Result<i64, Failure> {
        // Asked for the present by leaving the time out, which only the clock wants.
        let answer = self.client.now("time()")?;
        let theirs = take_clock(&answer.body).map_err(|error| self.misread(&error))?;
        let header = answer.server_time.unwrap_or(theirs / 1000);
        if (header - theirs / 1000).abs() > 300 {
            // Something between us and the server answers from a store, or the server makes its time up.
            return Err(Failure::new(
                format!(
                    "{} gives two times that are {} s apart",
                    self.address(),
                    (header - theirs / 1000).abs()
                ),
                format!("check the server's clock and caches in between; ours says {}", ours / 1000),
            ));
        }
        Ok(theirs)
    }

    pub(super) fn instant(&self, query: &str, at: i64) -> Result<Vec<u8>, Refusal> {
        self.client.instant(query, at).map(|answer| answer.body)
    }

    pub(super) fn range(&self, query: &str, start: i64, end: i64, step: i64) -> Result<Vec<u8>, Refusal> {
        self.client.range(query, start, end, step).map(|answer| answer.body)
    }

    pub(super) fn misread(&self, error: &BadAnswer) -> Failure {
        let hint = "is that a Prometheus-compatible server, and nothing in between that answers for it?";
        Failure::new(format!("{}: {error}", self.address()), hint)
    }
}
