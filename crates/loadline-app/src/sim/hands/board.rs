//! Runs on other machines: what is run is shared with workers once, each run is a job, and tallies come back as exact bytes.

use super::Hands;
use crate::load::Failure;
use loadline_remote::{Credentials, Giver, News, NoJobs};
use loadline_sim::bytes::{engine, from_bytes, to_bytes};
use loadline_sim::{Job, Layout, Tally};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Time between two looks at who watches.
const LOOK: Duration = Duration::from_millis(50);

impl From<NoJobs> for Failure {
    fn from(no: NoJobs) -> Self {
        Self::new(no.to_string(), no.hint())
    }
}

/// Where workers are found.
#[derive(Debug, Clone)]
pub struct Workers {
    /// `nats://host:port`.
    pub address: String,
    /// Who we are there.
    pub credentials: Option<Credentials>,
    /// How long nobody may work on anything before it is given up.
    pub patience: Duration,
}

/// What is handed out, and what became of it.
#[derive(Debug)]
pub(super) struct Board {
    giver: Giver,
    address: String,
    patience: Duration,
    version: String,
    /// Numbers of the next layout and the next job.
    layouts: u64,
    jobs: u64,
    refusals: BTreeSet<String>,
}

impl Board {
    pub(super) fn open(workers: &Workers) -> Result<Self, Failure> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let study = format!("{:x}-{:x}", since.as_nanos(), std::process::id());
        let giver = Giver::open(&workers.address, workers.credentials.as_ref(), &study)?;
        Ok(Self {
            giver,
            address: workers.address.clone(),
            patience: workers.patience,
            version: engine(),
            layouts: 0,
            jobs: 0,
            refusals: BTreeSet::new(),
        })
    }

    /// Hands all of it out, and waits for it; false when it was stopped before.
    pub(super) fn work(
        &mut self,
        hands: &mut Hands<'_>,
        jobs: &[Job],
        take: &mut dyn FnMut(usize, Tally),
    ) -> Result<bool, Failure> {
        let first = self.jobs;
        self.jobs += jobs.len() as u64;
        let orders = self.orders(jobs)?;
        self.giver.submit((first..).zip(orders))?;
        let mut left = jobs.len();
        let mut alive = Instant::now();
        while left > 0 {
            hands.tell();
            if hands.stops() {
                return Ok(false);
            }
            match self.giver.next(LOOK) {
                None if alive.elapsed() > self.patience => return Err(self.nobody()),
                None => {}
                Some(News::Sign) => alive = Instant::now(),
                Some(News::Refused(why)) => drop(self.refusals.insert(why)),
                Some(News::Result { job, body }) => {
                    alive = Instant::now();
                    let place = job.checked_sub(first).map(|place| place as usize);
                    if let Some(place) = place.filter(|place| *place < jobs.len()) {
                        take(place, tally(&body)?);
                        hands.done += 1;
                        left -= 1;
                    }
                }
            }
        }
        hands.tell();
        Ok(true)
    }

    /// What workers are told of each job; shares the layouts they need.
    fn orders(&mut self, jobs: &[Job]) -> Result<Vec<Vec<u8>>, Failure> {
        let mut shared: Vec<(*const Layout, u64)> = Vec::new();
        let mut orders = Vec::with_capacity(jobs.len());
        for job in jobs {
            // The runs of a layout stand next to each other, or take turns with those of one other.
            let pointer = Arc::as_ptr(&job.layout);
            let known = shared.iter().rev().take(8).find(|(known, _)| *known == pointer);
            let number = match known {
                Some((_, number)) => *number,
                None => {
                    let bytes = to_bytes(&*job.layout).ok_or_else(unfit)?;
                    self.giver.share(self.layouts, &bytes)?;
                    shared.push((pointer, self.layouts));
                    self.layouts += 1;
                    self.layouts - 1
                }
            };
            let settings = to_bytes(&job.settings).ok_or_else(unfit)?;
            orders.push(Order { version: &self.version, layout: number, settings: &settings }.to_bytes());
        }
        Ok(orders)
    }

    fn nobody(&self) -> Failure {
        let seconds = self.patience.as_secs_f64();
        let why = self.refusals.iter().next().map_or_else(String::new, |why| format!("; {why}"));
        Failure::new(
            format!("no worker at {} has worked on anything for {seconds} s{why}", self.address),
            format!(
                "start some by `loadline worker --nats {}`, or wait longer by `--patience`",
                self.address
            ),
        )
    }

    /// Takes everything off the server.
    pub(super) fn close(&mut self) {
        self.giver.close();
    }
}

fn unfit() -> Failure {
    Failure::new("there is no memory for what workers need", "let the model be smaller")
}

/// What a worker says about a run.
fn tally(body: &[u8]) -> Result<Tally, Failure> {
    let failed = |why: &str| {
        Failure::new(format!("a worker could not do a run: {why}"), "simulate without workers to see why")
    };
    match body.split_first() {
        Some((b'+', tally)) => from_bytes(tally).ok_or_else(|| failed("its answer cannot be read")),
        Some((b'-', why)) => Err(failed(&String::from_utf8_lossy(why))),
        _ => Err(failed("its answer is empty")),
    }
}

/// The answer of a worker that did a run, or could not.
pub(in crate::sim) fn answer(outcome: Result<&Tally, &str>) -> Vec<u8> {
    match outcome.map(to_bytes) {
        Ok(Some(bytes)) => [b"+".as_slice(), &bytes].concat(),
        Ok(None) => b"-no memory for its answer".to_vec(),
        Err(why) => [b"-".as_slice(), why.as_bytes()].concat(),
    }
}

/// A job as it goes to workers: a line with the version, a line with the number of the layout, then the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sim) struct Order<'o> {
    /// The engine that must do it.
    pub(in crate::sim) version: &'o str,
    pub(in crate::sim) layout: u64,
    pub(in crate::sim) settings: &'o [u8],
}

impl<'o> Order<'o> {
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = format!("{}\n{}\n", self.version, self.layout).into_bytes();
        bytes.extend_from_slice(self.settings);
        bytes
    }

    /// Reads one; `None` when it is none.
    pub(in crate::sim) fn read(bytes: &'o [u8]) -> Option<Self> {
        let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
        let version = std::str::from_utf8(lines.next()?).ok()?;
        let layout = std::str::from_utf8(lines.next()?).ok()?.parse().ok()?;
        Some(Self { version, layout, settings: lines.next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_back() {
        let order = Order { version: "1+2", layout: 7, settings: b"a\nb\n" };
        assert_eq!(Order::read(&order.to_bytes()), Some(order));
        assert_eq!(Order::read(b"1+2\nx\n"), None);
        assert_eq!(Order::read(b""), None);
    }

    #[test]
    fn what_is_no_tally_is_told() {
        let told = |body: &[u8]| tally(body).map(|_| ()).map_err(|failure| failure.message);
        let failed = |why: &str| Err(format!("a worker could not do a run: {why}"));
        assert_eq!(told(b""), failed("its answer is empty"));
        assert_eq!(told(b"+x"), failed("its answer cannot be read"));
        assert_eq!(told(&answer(Err("it fell"))), failed("it fell"));
    }
}
