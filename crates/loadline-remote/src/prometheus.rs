//! A client of the Prometheus HTTP API, as Prometheus, Thanos, Mimir, Cortex and VictoriaMetrics offer it.
//!
//! Answers are handed on unread but for their envelope's errors. Source of the shapes: Prometheus documentation, "HTTP API".

mod refusal;

pub use refusal::Refusal;

use std::io::Read as _;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};
use url::Url;

/// Bytes that an answer may have after unpacking; a small packed answer may hide a huge one.
pub const MAX_ANSWER: u64 = 512 << 20;
/// Bytes of an error's page that are read for its message.
const MAX_ERROR: u64 = 64 << 10;

/// How to reach a server.
#[derive(Debug, Clone)]
pub struct Access {
    /// Longest time for one question, from connecting to the last byte.
    pub timeout: Duration,
    /// Most bytes of one answer after unpacking, [`MAX_ANSWER`] at most.
    pub max_bytes: u64,
    /// Further headers, `Authorization` and a tenant's id among them.
    pub headers: Vec<(String, String)>,
}

impl Default for Access {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), max_bytes: MAX_ANSWER, headers: Vec::new() }
    }
}

/// What a server said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The JSON text of the whole envelope, `{"status":"success","data":…}`.
    pub body: Vec<u8>,
    /// The server's clock, seconds since 1970, where it told.
    pub server_time: Option<i64>,
}

/// A server that answers PromQL. Cheap to clone; connections are kept open.
#[derive(Debug, Clone)]
pub struct Prometheus {
    agent: Agent,
    base: Url,
    access: Access,
}

impl Prometheus {
    /// The server at `address`, such as `http://localhost:9090` or `https://metrics.example.org/prometheus`. Asks nothing yet.
    ///
    /// # Errors
    /// When the address is no http or https URL.
    pub fn at(address: &str, access: Access) -> Result<Self, Refusal> {
        let bad = |why: String| Refusal::BadAddress { address: address.to_owned(), why };
        let mut base = Url::parse(address).map_err(|error| bad(error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(bad("not an http or https URL".to_owned()));
        }
        base.set_query(None);
        base.set_fragment(None);
        // A base without a closing slash would lose its last step in `join`.
        if !base.path().ends_with('/') {
            let path = format!("{}/", base.path());
            base.set_path(&path);
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(access.timeout))
            .http_status_as_error(false)
            // A server that sends us on to a login page would answer with that page.
            .max_redirects(3)
            .user_agent(concat!("loadline/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Ok(Self { agent, base, access })
    }

    /// The address without user and password, for messages and reports.
    #[must_use]
    pub fn address(&self) -> String {
        let mut shown = self.base.clone();
        // Only a URL that cannot have a user refuses to lose it.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        shown.as_str().trim_end_matches('/').to_owned()
    }

    /// The value of `query` at `at`, milliseconds since 1970.
    ///
    /// # Errors
    /// When there is no answer within the limits; see [`Refusal`].
    pub fn instant(&self, query: &str, at: i64) -> Result<Answer, Refusal> {
        self.ask("api/v1/query", &[("query", query), ("time", &seconds(at))])
    }

    /// The value of `query` at the server's present.
    ///
    /// # Errors
    /// When there is no answer within the limits; see [`Refusal`].
    pub fn now(&self, query: &str) -> Result<Answer, Refusal> {
        self.ask("api/v1/query", &[("query", query)])
    }

    /// The values of `query` from `start` to `end`, both included, every `step` milliseconds. Servers refuse more than 11,000 steps.
    ///
    /// # Errors
    /// When there is no answer within the limits; see [`Refusal`].
    pub fn range(&self, query: &str, start: i64, end: i64, step: i64) -> Result<Answer, Refusal> {
        let asked =
            [("query", query), ("start", &seconds(start)), ("end", &seconds(end)), ("step", &seconds(step))];
        self.ask("api/v1/query_range", &asked)
    }

    fn ask(&self, path: &str, asked: &[(&str, &str)]) -> Result<Answer, Refusal> {
        let url = self
            .base
            .join(path)
            .map_err(|error| Refusal::BadAddress { address: self.address(), why: error.to_string() })?;
        let mut request = self.agent.post(url.as_str()).header("Accept", "application/json");
        for (name, value) in &self.access.headers {
            request = request.header(name, value);
        }
        let sent = request.send_form(asked.iter().copied());
        let response = sent.map_err(|error| Refusal::of(&self.address(), self.access.timeout, &error))?;
        let server_time =
            response.headers().get("date").and_then(|date| date.to_str().ok()).and_then(http_date);
        let status = response.status().as_u16();
        let json = response
            .headers()
            .get("content-type")
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/json"));
        if status != 200 {
            let page = self.read(response, MAX_ERROR).unwrap_or_default();
            return Err(Refusal::of_status(&self.address(), status, &page));
        }
        if !json {
            return Err(Refusal::NotPrometheus { address: self.address() });
        }
        let body = self.read(response, self.access.max_bytes.min(MAX_ANSWER))?;
        Ok(Answer { body, server_time })
    }

    /// The body after unpacking. Read by hand, since the limit must hold for what comes out of the unpacking, not what goes in.
    fn read(&self, response: Response<Body>, limit: u64) -> Result<Vec<u8>, Refusal> {
        let mut body = Vec::new();
        let mut reader = response.into_body().into_with_config().limit(u64::MAX).reader().take(limit + 1);
        reader
            .read_to_end(&mut body)
            .map_err(|error| Refusal::of(&self.address(), self.access.timeout, &ureq::Error::from(error)))?;
        if body.len() as u64 > limit {
            return Err(Refusal::TooLarge { address: self.address(), limit });
        }
        Ok(body)
    }
}

/// Milliseconds as the decimal seconds of the API.
fn seconds(millis: i64) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    let millis = millis.unsigned_abs();
    format!("{sign}{}.{:03}", millis / 1000, millis % 1000)
}

/// Seconds since 1970 of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
fn http_date(text: &str) -> Option<i64> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: i64 = words.next()?.parse().ok()?;
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let named = words.next()?;
    let month = MONTHS.iter().position(|month| *month == named)? as i64 + 1;
    let year: i64 = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(str::parse::<i64>);
    let mut next = || clock.next()?.ok();
    let (hour, minute, second) = (next()?, next()?, next()?);
    let valid = (1970..10_000).contains(&year) && (1..=31).contains(&day) && hour < 24 && minute < 60;
    // Days since 1970 in the proleptic Gregorian calendar; years begin in March, so that the leap day comes last.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    valid.then_some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        assert_eq!(seconds(1_700_000_000_123), "1700000000.123");
        assert_eq!(seconds(-1), "-0.001");
        assert_eq!(seconds(-1_500), "-1.500");
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(http_date("Thu, 29 Feb 2024 00:00:00 GMT"), Some(1_709_164_800));
        assert_eq!(http_date("today"), None);
    }

    #[test]
    fn addresses_keep_their_path_and_never_show_a_password() {
        let at = |address| Prometheus::at(address, Access::default());
        assert_eq!(
            at("http://me:secret@localhost:9090/prom").unwrap().address(),
            "http://localhost:9090/prom"
        );
        for address in ["localhost:9090", "ftp://localhost", "http://", "not a url"] {
            assert!(matches!(at(address), Err(Refusal::BadAddress { .. })), "{address}");
        }
    }
}
