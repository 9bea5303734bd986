//! Runs on threads that take one job after the other, in order. Nobody waits for them when they are told to stop: a run may take
//! minutes, and they end with the process.

use super::Hands;
use loadline_sim::{Job, Tally, threads};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Time between two looks at who watches.
const LOOK: Duration = Duration::from_millis(50);

/// What is still to be taken, by the position of the next job.
struct Pile {
    jobs: Vec<Job>,
    next: AtomicUsize,
}

impl Pile {
    fn take(&self) -> Option<(usize, &Job)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        self.jobs.get(place).map(|job| (place, job))
    }

    /// Nobody takes any more.
    fn close(&self) {
        self.next.store(self.jobs.len(), Ordering::Relaxed);
    }
}

pub(super) fn work(hands: &mut Hands<'_>, jobs: &[Job], take: &mut dyn FnMut(usize, Tally)) -> bool {
    let pile = Arc::new(Pile { jobs: jobs.to_vec(), next: AtomicUsize::new(0) });
    let number = threads().min(jobs.len());
    // What is done waits here, and no more than that: tallies are large.
    let (send, receive) = sync_channel(number.max(1));
    let started: Vec<JoinHandle<()>> = (0..number).filter_map(|_| start(&pile, &send)).collect();
    drop(send);
    if started.is_empty() {
        return here(hands, &pile, take);
    }
    if !collect(hands, &receive, take) {
        pile.close();
        return false;
    }
    for thread in started {
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    }
    true
}

fn start(pile: &Arc<Pile>, send: &SyncSender<(usize, Tally)>) -> Option<JoinHandle<()>> {
    let (pile, send) = (Arc::clone(pile), send.clone());
    let work = move || {
        while let Some((place, job)) = pile.take() {
            if send.send((place, job.run())).is_err() {
                break;
            }
        }
    };
    Builder::new().name("simulation".to_owned()).spawn(work).ok()
}

/// Hands on what threads send until all of them are at their end; false when they were stopped before.
fn collect(
    hands: &mut Hands<'_>,
    receive: &Receiver<(usize, Tally)>,
    take: &mut dyn FnMut(usize, Tally),
) -> bool {
    loop {
        match receive.recv_timeout(LOOK) {
            Ok((place, tally)) => {
                hands.done += 1;
                take(place, tally);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return true,
        }
        hands.tell();
        if hands.stops() {
            for (place, tally) in receive.try_iter() {
                hands.done += 1;
                take(place, tally);
            }
            return false;
        }
    }
}

/// All of it here, where no thread can be had.
fn here(hands: &mut Hands<'_>, pile: &Pile, take: &mut dyn FnMut(usize, Tally)) -> bool {
    while let Some((place, job)) = pile.take() {
        take(place, job.run());
        hands.done += 1;
        hands.tell();
        if hands.stops() {
            return pile.take().is_none();
        }
    }
    true
}
