//! The side that has jobs: shares what they need, hands them out, and gets results and signs of life.

use super::NoJobs;
use super::link::{JOBS, Link, RESULTS, SHARED, job_subject, jobs_subject, shared_subject, sign_subject};
use super::parts::{Assembly, parts_of, publish};
use crate::nats::Credentials;
use async_nats::HeaderMap;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use futures_util::StreamExt as _;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Jobs that are on their way to the server at a time.
const IN_FLIGHT: usize = 256;
/// Results asked for at a time, and how long the server waits for the first of them.
const BATCH: usize = 64;
const WAIT: Duration = Duration::from_secs(2);
/// A giver that asks for no result for so long is dead.
const DEAD: Duration = Duration::from_secs(60 * 60);

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The result of a job, once.
    Result {
        /// Its number.
        job: u64,
        /// What the worker says.
        body: Vec<u8>,
    },
    /// A worker works.
    Sign,
    /// A worker does not take a job, and says why.
    Refused(String),
}

/// Hands out the jobs of one study.
pub struct Giver {
    link: Link,
    study: String,
    news: Receiver<News>,
    closed: bool,
}

impl std::fmt::Debug for Giver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Giver({})", self.study)
    }
}

impl Giver {
    /// Begins a study. Its name, of letters, digits and `-`, must be no other's.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not hand out work.
    pub fn open(address: &str, credentials: Option<&Credentials>, study: &str) -> Result<Self, NoJobs> {
        let link = Link::open(address, credentials)?;
        let (send, news) = channel();
        let results = link.runtime.block_on(async {
            let stream = link.get(RESULTS).await?;
            let config = pull::Config {
                durable_name: Some(study.to_owned()),
                filter_subject: format!("loadline.results.{study}.>"),
                ack_policy: AckPolicy::Explicit,
                inactive_threshold: DEAD,
                ..pull::Config::default()
            };
            let results = stream.create_consumer(config).await.map_err(|error| link.refused(error))?;
            let signs = link.client.subscribe(sign_subject(study)).await;
            let mut signs = signs.map_err(|error| link.refused(error))?;
            let told = send.clone();
            tokio::spawn(async move {
                while let Some(sign) = signs.next().await {
                    let refusal = String::from_utf8_lossy(&sign.payload).into_owned();
                    let news = if refusal.is_empty() { News::Sign } else { News::Refused(refusal) };
                    if told.send(news).is_err() {
                        break;
                    }
                }
            });
            Ok::<_, NoJobs>(results)
        })?;
        link.runtime.spawn(collect(results, send));
        Ok(Self { link, study: study.to_owned(), news, closed: false })
    }

    /// Shares something that jobs need, under a number.
    ///
    /// # Errors
    /// When the server does not take it, or it is too large.
    pub fn share(&self, name: u64, body: &[u8]) -> Result<(), NoJobs> {
        let subject = shared_subject(&self.study, name);
        self.link.runtime.block_on(publish(&self.link, &subject, "what is shared with workers", body))
    }

    /// Hands out jobs, each under a number of its own.
    ///
    /// # Errors
    /// When the server does not take them.
    pub fn submit(&self, jobs: impl IntoIterator<Item = (u64, Vec<u8>)>) -> Result<(), NoJobs> {
        let link = &self.link;
        link.runtime.block_on(async {
            let mut taken = Vec::new();
            for (job, body) in jobs {
                let subject = job_subject(&self.study, job);
                let mut headers = HeaderMap::new();
                headers.insert("Nats-Msg-Id", subject.as_str());
                let sent = link.context.publish_with_headers(subject, headers, body.into()).await;
                taken.push(sent.map_err(|error| link.refused(error))?);
                if taken.len() == IN_FLIGHT {
                    for taken in taken.drain(..) {
                        taken.await.map_err(|error| link.refused(error))?;
                    }
                }
            }
            for taken in taken {
                taken.await.map_err(|error| link.refused(error))?;
            }
            Ok(())
        })
    }

    /// The next thing that comes back, within some time.
    #[must_use]
    pub fn next(&self, wait: Duration) -> Option<News> {
        self.news.recv_timeout(wait).ok()
    }

    /// Takes everything of this study off the server, as far as that can be done.
    pub fn close(&mut self) {
        if std::mem::replace(&mut self.closed, true) {
            return;
        }
        let (link, study) = (&self.link, self.study.as_str());
        link.runtime.block_on(async {
            let cleared = async {
                if let Ok(jobs) = link.get(JOBS).await {
                    drop(jobs.purge().filter(jobs_subject(study)).await);
                }
                if let Ok(results) = link.get(RESULTS).await {
                    drop(results.delete_consumer(study).await);
                    drop(results.purge().filter(format!("loadline.results.{study}.>")).await);
                }
                if let Ok(shared) = link.get(SHARED).await {
                    drop(shared.purge().filter(format!("loadline.shared.{study}.>")).await);
                }
            };
            // A server that has gone has nothing to be cleared.
            drop(tokio::time::timeout(Duration::from_secs(5), cleared).await);
        });
    }
}

impl Drop for Giver {
    fn drop(&mut self) {
        self.close();
    }
}

/// Gets results until nobody wants them any more.
async fn collect(results: PullConsumer, send: Sender<News>) {
    let mut assembly = Assembly::default();
    loop {
        let batch = results.fetch().max_messages(BATCH).expires(WAIT).messages().await;
        let Ok(mut batch) = batch else {
            // The connection comes back by itself, or patience ends.
            tokio::time::sleep(WAIT).await;
            continue;
        };
        while let Some(Ok(message)) = batch.next().await {
            // `loadline.results.STUDY.JOB.PART`
            let mut words = message.subject.split('.').skip(3).map(str::parse::<u64>);
            let place = words.next().zip(words.next());
            if let Some((Ok(job), Ok(part))) = place
                && let Some(of) = parts_of(message.headers.as_ref())
                && let Some(body) = assembly.add(job, part as usize, of, message.payload.to_vec())
                && send.send(News::Result { job, body }).is_err()
            {
                return;
            }
            drop(message.ack().await);
        }
    }
}
