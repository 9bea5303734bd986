//! The side that takes jobs: one at a time by each thread, with signs of life while it works.

use super::NoJobs;
use super::link::{JOBS, Link, SHARED, result_subject, shared_subject, sign_subject};
use super::parts::{parts_of, publish};
use crate::nats::Credentials;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use async_nats::jetstream::{AckKind, Message};
use futures_util::StreamExt as _;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;

/// A worker that says nothing for so long is taken for dead, and its jobs are given to others.
const SILENCE: Duration = Duration::from_secs(10);
/// Time between two signs of life.
const SIGN: Duration = Duration::from_secs(3);
/// Time after which a job that was refused is offered again: somebody else may take it meanwhile.
const LATER: Duration = Duration::from_secs(2);
/// Jobs that all workers together have at most.
const OUT: i64 = 10_000;

/// Takes jobs of any study from one server. Threads may share it.
pub struct Worker {
    link: Link,
    jobs: PullConsumer,
    shared: Stream,
    open: Mutex<HashMap<u64, Arc<Message>>>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Worker({})", self.link.address)
    }
}

/// A job that was taken. Until it is given, refused or dropped, the server is told that it is being worked on.
#[derive(Debug)]
pub struct Task {
    /// Whose job it is.
    pub study: String,
    /// Its number there.
    pub job: u64,
    /// What is to be done.
    pub body: Vec<u8>,
    /// How many workers have had it, this one included.
    pub deliveries: i64,
    message: Arc<Message>,
    sequence: u64,
    signs: JoinHandle<()>,
}

impl Drop for Task {
    fn drop(&mut self) {
        self.signs.abort();
    }
}

impl Worker {
    /// Joins those who work for a server.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not hand out work.
    pub fn join(address: &str, credentials: Option<&Credentials>) -> Result<Self, NoJobs> {
        let link = Link::open(address, credentials)?;
        let (jobs, shared) = link.runtime.block_on(async {
            let config = pull::Config {
                durable_name: Some("workers".to_owned()),
                ack_policy: AckPolicy::Explicit,
                ack_wait: SILENCE,
                max_ack_pending: OUT,
                ..pull::Config::default()
            };
            let stream = link.get(JOBS).await?;
            let jobs = stream.get_or_create_consumer("workers", config).await;
            let jobs = jobs.map_err(|error| link.refused(error))?;
            Ok::<_, NoJobs>((jobs, link.get(SHARED).await?))
        })?;
        Ok(Self { link, jobs, shared, open: Mutex::default() })
    }

    /// The next job, if there is one within some time.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn take(&self, wait: Duration) -> Result<Option<Task>, NoJobs> {
        self.link.runtime.block_on(async {
            let batch = self.jobs.fetch().max_messages(1).expires(wait).messages().await;
            let mut batch = batch.map_err(|error| self.link.refused(error))?;
            let Some(message) = batch.next().await else { return Ok(None) };
            let message = Arc::new(message.map_err(|error| self.link.refused(error))?);
            let (sequence, deliveries) = match message.info() {
                Ok(info) => (info.stream_sequence, info.delivered),
                Err(error) => return Err(self.link.refused(error)),
            };
            // `loadline.jobs.STUDY.JOB`
            let mut words = message.subject.split('.').skip(2);
            let place = words.next().zip(words.next().and_then(|job| job.parse().ok()));
            let Some((study, job)) = place else {
                drop(message.ack_with(AckKind::Term).await);
                return Ok(None);
            };
            self.opened(|open| drop(open.insert(sequence, Arc::clone(&message))));
            let (study, body) = (study.to_owned(), message.payload.to_vec());
            let signs =
                tokio::spawn(signs(self.link.client.clone(), sign_subject(&study), Arc::clone(&message)));
            Ok(Some(Task { study, job, body, deliveries, message, sequence, signs }))
        })
    }

    /// What a study shares under a number; `None` when it is there no longer.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn fetch(&self, study: &str, name: u64) -> Result<Option<Vec<u8>>, NoJobs> {
        let subject = shared_subject(study, name);
        self.link.runtime.block_on(async {
            let (mut body, mut number, mut of) = (Vec::new(), 0, 1);
            while number < of {
                match self.shared.get_last_raw_message_by_subject(&format!("{subject}.{number}")).await {
                    Ok(message) => {
                        let Some(parts) = parts_of(Some(&message.headers)) else { return Ok(None) };
                        of = parts;
                        body.extend_from_slice(&message.payload);
                    }
                    Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(None),
                    Err(error) => return Err(self.link.refused(error)),
                }
                number += 1;
            }
            Ok(Some(body))
        })
    }

    /// Gives the result of a job; the job is acknowledged when the server has taken all of it.
    ///
    /// # Errors
    /// When the server does not take it: somebody will be given the job again.
    pub fn give(&self, task: &Task, body: &[u8]) -> Result<(), NoJobs> {
        let subject = result_subject(&task.study, task.job);
        self.link.runtime.block_on(async {
            publish(&self.link, &subject, "a result", body).await?;
            task.signs.abort();
            task.message.double_ack().await.map_err(|error| self.link.refused(error))
        })?;
        self.opened(|open| drop(open.remove(&task.sequence)));
        Ok(())
    }

    /// Leaves a job to others, and tells its study why.
    pub fn refuse(&self, task: &Task, why: &str) {
        self.link.runtime.block_on(async {
            task.signs.abort();
            drop(self.link.client.publish(sign_subject(&task.study), why.to_owned().into()).await);
            drop(task.message.ack_with(AckKind::Nak(Some(LATER))).await);
            drop(self.link.client.flush().await);
        });
        self.opened(|open| drop(open.remove(&task.sequence)));
    }

    /// Takes a job that nobody wants any more off the server.
    pub fn discard(&self, task: &Task) {
        self.link.runtime.block_on(async {
            task.signs.abort();
            drop(task.message.ack_with(AckKind::Term).await);
        });
        self.opened(|open| drop(open.remove(&task.sequence)));
    }

    /// Gives back every job that is being worked on, so that others have it at once.
    pub fn leave(&self) {
        let mut left = Vec::new();
        self.opened(|open| left.extend(open.drain().map(|(_, message)| message)));
        self.link.runtime.block_on(async {
            for message in left {
                drop(message.ack_with(AckKind::Nak(None)).await);
            }
            drop(tokio::time::timeout(SIGN, self.link.client.flush()).await);
        });
    }

    fn opened(&self, change: impl FnOnce(&mut HashMap<u64, Arc<Message>>)) {
        match self.open.lock() {
            Ok(mut open) => change(&mut open),
            Err(poisoned) => change(&mut poisoned.into_inner()),
        }
    }
}

/// Tells the server and the study again and again that a job is being worked on.
async fn signs(client: async_nats::Client, subject: String, message: Arc<Message>) {
    loop {
        drop(client.publish(subject.clone(), "".into()).await);
        tokio::time::sleep(SIGN).await;
        drop(message.ack_with(AckKind::Progress).await);
    }
}
