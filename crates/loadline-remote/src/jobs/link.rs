//! A connection to a server, its streams, and the names of things on it.

use super::NoJobs;
use crate::delivery::place;
use crate::nats::{Credentials, PORT};
use async_nats::jetstream::stream::{Config, RetentionPolicy, Stream};
use async_nats::jetstream::{self, Context};
use async_nats::{Client, ConnectOptions};
use std::time::Duration;
use tokio::runtime::Runtime;
use url::Url;

/// What a dead giver leaves is gone after this.
const OLDEST: Duration = Duration::from_secs(24 * 60 * 60);
/// Time to connect, and for a server to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Jobs that wait: one worker takes each.
pub(super) const JOBS: &str = "LOADLINE_JOBS";
/// What several jobs need.
pub(super) const SHARED: &str = "LOADLINE_SHARED";
/// Results on their way back; kept only while somebody waits for them.
pub(super) const RESULTS: &str = "LOADLINE_RESULTS";

/// The subject of a job.
pub(super) fn job_subject(study: &str, job: u64) -> String {
    format!("loadline.jobs.{study}.{job}")
}

/// The subject of all jobs of a study.
pub(super) fn jobs_subject(study: &str) -> String {
    format!("loadline.jobs.{study}.*")
}

/// The subject of something that is shared, but for its part.
pub(super) fn shared_subject(study: &str, name: u64) -> String {
    format!("loadline.shared.{study}.{name}")
}

/// The subject of a result, but for its part.
pub(super) fn result_subject(study: &str, job: u64) -> String {
    format!("loadline.results.{study}.{job}")
}

/// Where workers say that they live, and what they refuse. Not kept.
pub(super) fn sign_subject(study: &str) -> String {
    format!("loadline.signs.{study}")
}

/// A server, with the threads that talk to it.
pub(super) struct Link {
    pub(super) runtime: Runtime,
    pub(super) client: Client,
    pub(super) context: Context,
    pub(super) address: String,
}

impl Link {
    /// Connects, and makes the streams that are not there yet.
    pub(super) fn open(address: &str, credentials: Option<&Credentials>) -> Result<Self, NoJobs> {
        let address = server(address)?;
        let unreachable = |why: String| NoJobs::Unreachable { address: address.clone(), why };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| unreachable(error.to_string()))?;
        let mut options = ConnectOptions::new().connection_timeout(TIMEOUT).name("loadline");
        if let Some(Credentials { user, password }) = credentials {
            options = options.user_and_password(user.clone(), password.clone());
        }
        let client =
            runtime.block_on(options.connect(&address)).map_err(|error| unreachable(error.to_string()))?;
        // It starts a task of its own.
        let entered = runtime.enter();
        let context = jetstream::new(client.clone());
        drop(entered);
        let link = Self { runtime, client, context, address };
        link.runtime.block_on(async {
            link.stream(JOBS, "loadline.jobs.>", RetentionPolicy::WorkQueue).await?;
            link.stream(SHARED, "loadline.shared.>", RetentionPolicy::Limits).await?;
            link.stream(RESULTS, "loadline.results.>", RetentionPolicy::Interest).await
        })?;
        Ok(link)
    }

    async fn stream(&self, name: &str, subject: &str, retention: RetentionPolicy) -> Result<(), NoJobs> {
        let config = Config {
            name: name.to_owned(),
            subjects: vec![subject.to_owned()],
            retention,
            max_age: OLDEST,
            ..Config::default()
        };
        self.context.get_or_create_stream(config).await.map_err(|error| self.refused(error))?;
        Ok(())
    }

    /// A stream that is there.
    pub(super) async fn get(&self, name: &str) -> Result<Stream, NoJobs> {
        self.context.get_stream(name).await.map_err(|error| self.refused(error))
    }

    pub(super) fn refused(&self, error: impl std::fmt::Display) -> NoJobs {
        NoJobs::Refused { address: self.address.clone(), why: error.to_string() }
    }

    /// Bytes that fit into one message, with some room for its headers.
    pub(super) fn part(&self) -> usize {
        self.client.server_info().max_payload.saturating_sub(1024).clamp(1024, 512 * 1024)
    }
}

/// `nats://host:port` of an address, and nothing else in it.
fn server(address: &str) -> Result<String, NoJobs> {
    let bad = |why| NoJobs::BadAddress { address: place(address), why };
    let url = Url::parse(address).map_err(|_| bad("not a `nats://` or `tls://` URL"))?;
    let Some(host) = url.host_str().filter(|_| matches!(url.scheme(), "nats" | "tls")) else {
        return Err(bad("not a `nats://` or `tls://` URL"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("user and password do not belong into an address, which others see"));
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() {
        return Err(bad("it has a path, and work has subjects of its own"));
    }
    Ok(format!("{}://{host}:{}", url.scheme(), url.port().unwrap_or(PORT)))
}
