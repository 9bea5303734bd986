//! Large things in parts that fit into messages, and together again.

use super::{MOST_BYTES, NoJobs};
use crate::jobs::link::Link;
use async_nats::HeaderMap;
use std::collections::{HashMap, HashSet};

/// The header that says of how many parts a thing is.
pub(super) const PARTS: &str = "Loadline-Parts";

/// How many parts a message says there are, if that is possible.
pub(super) fn parts_of(headers: Option<&HeaderMap>) -> Option<usize> {
    let parts: usize = headers?.get(PARTS)?.as_str().parse().ok()?;
    (1..=MOST_BYTES / 1024).contains(&parts).then_some(parts)
}

/// Publishes `body` in parts to `subject.0`, `subject.1` and so on; returns when the server has taken them.
pub(super) async fn publish(
    link: &Link,
    subject: &str,
    what: &'static str,
    body: &[u8],
) -> Result<(), NoJobs> {
    if body.len() > MOST_BYTES {
        return Err(NoJobs::TooLarge { what, bytes: body.len() });
    }
    let parts: Vec<&[u8]> = if body.is_empty() { vec![body] } else { body.chunks(link.part()).collect() };
    for (number, part) in parts.iter().enumerate() {
        let subject = format!("{subject}.{number}");
        let mut headers = HeaderMap::new();
        headers.insert(PARTS, parts.len().to_string());
        headers.insert("Nats-Msg-Id", subject.as_str());
        let sent = link.context.publish_with_headers(subject, headers, part.to_vec().into()).await;
        sent.map_err(|error| link.refused(error))?.await.map_err(|error| link.refused(error))?;
    }
    Ok(())
}

/// Results that come in parts, each told once, whatever comes twice.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    open: HashMap<u64, Vec<Option<Vec<u8>>>>,
    done: HashSet<u64>,
}

impl Assembly {
    /// Takes a part of a result; the whole of it when it was the last.
    pub(super) fn add(&mut self, job: u64, number: usize, of: usize, part: Vec<u8>) -> Option<Vec<u8>> {
        if self.done.contains(&job) {
            return None;
        }
        let parts = self.open.entry(job).or_insert_with(|| vec![None; of]);
        // The same run gives the same bytes, so that parts of two workers are those of one.
        *parts.get_mut(number)? = Some(part);
        if !parts.iter().all(Option::is_some) {
            return None;
        }
        let parts = self.open.remove(&job)?;
        self.done.insert(job);
        Some(parts.into_iter().flatten().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_told_once() {
        let mut assembly = Assembly::default();
        assert_eq!(assembly.add(7, 1, 2, vec![3, 4]), None);
        assert_eq!(assembly.add(7, 1, 2, vec![3, 4]), None);
        assert_eq!(assembly.add(7, 2, 2, vec![9]), None);
        assert_eq!(assembly.add(7, 0, 2, vec![1, 2]), Some(vec![1, 2, 3, 4]));
        assert_eq!(assembly.add(7, 0, 2, vec![1, 2]), None);
        assert_eq!(assembly.add(8, 0, 1, vec![5]), Some(vec![5]));
    }
}
