//! `worker`: does runs of simulations for others, who find it at a NATS server.

use crate::load::Failure;
use crate::sim::hands::board::{Order, answer};
use loadline_remote::{Credentials, NoJobs, Task, Worker};
use loadline_sim::bytes::{engine, from_bytes};
use loadline_sim::check::check;
use loadline_sim::{Job, Layout, threads};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::Duration;

/// Longest time that is waited for a job before looking whether to stop.
const WAIT: Duration = Duration::from_secs(5);
/// Time between two looks whether to stop.
const LOOK: Duration = Duration::from_millis(50);
/// Workers that one job may end; then it is taken for the job's fault.
const MOST_DELIVERIES: i64 = 5;
/// Layouts that are kept for the next job.
const KEPT: usize = 16;

/// What a worker tells of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It waits for work, and does so many runs at a time with this engine.
    Ready {
        /// Runs at a time.
        threads: usize,
        /// Version of the engine.
        engine: String,
    },
    /// A run is done.
    Done,
    /// A job is left to others, and why.
    Refused(String),
    /// The server does not answer; it goes on trying.
    Lost(String),
}

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// `nats://host:port`.
    pub address: String,
    /// Who we are there.
    pub credentials: Option<Credentials>,
    /// Runs at a time; as many as there are processors when it is not said.
    pub threads: Option<usize>,
}

/// Works until `stops`, and tells what happens. What is under way then is given back at once.
///
/// # Errors
/// When the server cannot be reached, or does not hand out work.
pub fn worker(
    options: &WorkerOptions,
    mut tell: impl FnMut(Said),
    stops: impl Fn() -> bool,
) -> Result<(), Failure> {
    let desk = Arc::new(Desk {
        worker: Worker::join(&options.address, options.credentials.as_ref())?,
        engine: engine(),
        over: AtomicBool::new(false),
        layouts: Mutex::default(),
    });
    let number = options.threads.unwrap_or_else(threads).max(1);
    let (send, said) = channel();
    for _ in 0..number {
        let (desk, send) = (Arc::clone(&desk), send.clone());
        let started = Builder::new().name("worker".to_owned()).spawn(move || desk.serve(&send));
        started.map_err(|error| {
            Failure::new(format!("no thread can be started: {error}"), "use less of them by `--threads`")
        })?;
    }
    tell(Said::Ready { threads: number, engine: desk.engine.clone() });
    while !stops() {
        if let Ok(said) = said.recv_timeout(LOOK) {
            tell(said);
        }
    }
    desk.over.store(true, Ordering::Relaxed);
    desk.worker.leave();
    Ok(())
}

/// A layout, with its study and its number there.
type Kept = ((String, u64), Arc<Layout>);

/// What threads share.
struct Desk {
    worker: Worker,
    engine: String,
    over: AtomicBool,
    /// The layouts of late, by their study and number.
    layouts: Mutex<Vec<Kept>>,
}

/// Why a job has no tally.
enum No {
    /// Others may do it.
    Refused(String),
    /// Nobody can.
    Failed(String),
    /// Nobody wants it any more.
    Gone,
    /// The server does not answer.
    Lost(NoJobs),
}

impl Desk {
    /// Takes jobs, one after the other.
    fn serve(&self, said: &Sender<Said>) {
        while !self.over.load(Ordering::Relaxed) {
            let told = match self.worker.take(WAIT) {
                Ok(None) => continue,
                Ok(Some(task)) => self.one(&task),
                Err(error) => {
                    std::thread::sleep(WAIT);
                    Some(Said::Lost(error.to_string()))
                }
            };
            if told.is_some_and(|told| said.send(told).is_err()) {
                break;
            }
        }
    }

    fn one(&self, task: &Task) -> Option<Said> {
        let lost = |error: NoJobs| Some(Said::Lost(error.to_string()));
        let outcome = self.run(task);
        if self.over.load(Ordering::Relaxed) {
            // It has been given back.
            return None;
        }
        match outcome {
            Ok(answer) => match self.worker.give(task, &answer) {
                Ok(()) => Some(Said::Done),
                Err(error @ NoJobs::TooLarge { .. }) => self.failed(task, &error.to_string()),
                Err(error) => lost(error),
            },
            Err(No::Refused(why)) => {
                self.worker.refuse(task, &why);
                Some(Said::Refused(why))
            }
            Err(No::Failed(why)) => self.failed(task, &why),
            Err(No::Gone) => {
                self.worker.discard(task);
                None
            }
            Err(No::Lost(error)) => lost(error),
        }
    }

    fn failed(&self, task: &Task, why: &str) -> Option<Said> {
        match self.worker.give(task, &answer(Err(why))) {
            Ok(()) => Some(Said::Refused(why.to_owned())),
            Err(error) => Some(Said::Lost(error.to_string())),
        }
    }

    /// Does a job.
    fn run(&self, task: &Task) -> Result<Vec<u8>, No> {
        let unreadable = || No::Refused("a worker cannot read the job; is it of another version?".to_owned());
        let order = Order::read(&task.body).ok_or_else(unreadable)?;
        if order.version != self.engine {
            return Err(No::Refused(format!(
                "a worker is of version {}, and the job asks for {}",
                self.engine, order.version
            )));
        }
        if task.deliveries > MOST_DELIVERIES {
            return Err(No::Failed(format!("{MOST_DELIVERIES} workers fell silent over it")));
        }
        let settings = from_bytes(order.settings).ok_or_else(unreadable)?;
        let layout = self.layout(&task.study, order.layout)?;
        check(&layout, &settings)
            .map_err(|error| No::Failed(format!("a worker refuses it, since {error}")))?;
        let job = Job { layout, settings };
        match catch_unwind(AssertUnwindSafe(|| job.run())) {
            Ok(tally) => Ok(answer(Ok(&tally))),
            Err(_) => Err(No::Failed("the engine fell over; please report it as a bug".to_owned())),
        }
    }

    fn layout(&self, study: &str, number: u64) -> Result<Arc<Layout>, No> {
        let key = (study.to_owned(), number);
        if let Ok(layouts) = self.layouts.lock()
            && let Some((_, layout)) = layouts.iter().find(|(known, _)| *known == key)
        {
            return Ok(Arc::clone(layout));
        }
        let bytes = self.worker.fetch(study, number).map_err(No::Lost)?.ok_or(No::Gone)?;
        let layout: Layout =
            from_bytes(&bytes).ok_or_else(|| No::Failed("the layout cannot be read".to_owned()))?;
        let layout = Arc::new(layout);
        if let Ok(mut layouts) = self.layouts.lock() {
            if layouts.len() == KEPT {
                layouts.remove(0);
            }
            layouts.push((key, Arc::clone(&layout)));
        }
        Ok(layout)
    }
}
