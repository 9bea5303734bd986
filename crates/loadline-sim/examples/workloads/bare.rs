//! A yardstick: the same queues as a loop over a heap with nothing else in it.

use crate::Done;
use loadline_math::Stream;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The same seconds as for the engine, with the same number of requests expected.
pub(crate) fn run(workload: &str, requests: u64) -> Option<Done> {
    match workload {
        "w1" => Some(queue(0.8, 1, requests)),
        "w2" => Some(queue(6.4, 8, requests)),
        "w3" => Some(row(1.0, 4, requests)),
        "w3-wide" => Some(row(2_000.0, 8_000, requests)),
        _ => None,
    }
}

fn nanos(stream: &mut Stream, mean: f64) -> u64 {
    (stream.exponential() * mean * 1e9) as u64
}

/// M/M/c: who arrives, who leaves, who waits.
fn queue(rate: f64, workers: usize, requests: u64) -> Done {
    let mut stream = Stream::keyed(&[1]);
    let (mut heap, mut waiting) = (BinaryHeap::new(), VecDeque::new());
    let (mut busy, mut arrived, mut left, mut sum, mut events) = (0, 0, 0u64, 0.0, 0);
    // An arrival is a pair of its time and zero; a departure holds when its request arrived.
    heap.push(Reverse((nanos(&mut stream, 1.0 / rate), 0u64)));
    while let Some(Reverse((now, since))) = heap.pop() {
        events += 1;
        if since == 0 {
            arrived += 1;
            if arrived < requests {
                heap.push(Reverse((now + nanos(&mut stream, 1.0 / rate), 0)));
            }
            if busy < workers {
                busy += 1;
                heap.push(Reverse((now + nanos(&mut stream, 1.0), now)));
            } else {
                waiting.push_back(now);
            }
        } else {
            left += 1;
            sum += (now - since) as f64 / 1e9;
            match waiting.pop_front() {
                Some(next) => heap.push(Reverse((now + nanos(&mut stream, 1.0), next))),
                None => busy -= 1,
            }
        }
    }
    Done { requests: arrived, events, mean: sum / left as f64 }
}

#[derive(Clone, Copy)]
struct Request {
    since: u64,
    tries: u8,
    /// The attempt that is waited for.
    live: u32,
}

/// Stations in a row with 9 s for each of three attempts; what has timed out is worked on.
fn row(rate: f64, workers: usize, requests: u64) -> Done {
    let mut stream = Stream::keyed(&[1]);
    let mut heap = BinaryHeap::new();
    let mut waiting = [VecDeque::new(), VecDeque::new(), VecDeque::new()];
    let mut busy = [0; 3];
    let mut all: Vec<Request> = Vec::new();
    let (mut free, mut attempts): (Vec<u32>, u32) = (Vec::new(), 0);
    let (mut arrived, mut left, mut sum, mut events) = (0, 0u64, 0.0, 0);
    // Kinds: 0 to 2 are a station that is done, 3 an arrival, 4 a timeout, 5 another attempt.
    heap.push(Reverse((nanos(&mut stream, 1.0 / rate), 3u8, 0u32, 0u32)));
    while let Some(Reverse((now, kind, request, attempt))) = heap.pop() {
        events += 1;
        let mut enter = None;
        let mut send = None;
        match kind {
            3 => {
                arrived += 1;
                if arrived < requests {
                    heap.push(Reverse((now + nanos(&mut stream, 1.0 / rate), 3, 0, 0)));
                }
                let made = Request { since: now, tries: 0, live: 0 };
                let slot = free.pop().unwrap_or(all.len() as u32);
                if slot as usize == all.len() {
                    all.push(made)
                } else {
                    all[slot as usize] = made
                }
                send = Some(slot);
            }
            4 if all[request as usize].live == attempt => {
                all[request as usize].live = 0;
                if all[request as usize].tries < 3 {
                    let wait = (stream.uniform() * 1e9) as u64;
                    heap.push(Reverse((now + wait, 5, request, 0)));
                } else {
                    free.push(request);
                }
            }
            5 => send = Some(request),
            station @ 0..=2 => {
                let station = station as usize;
                match waiting[station].pop_front() {
                    Some((next, of)) => {
                        heap.push(Reverse((now + nanos(&mut stream, 1.0), station as u8, next, of)));
                    }
                    None => busy[station] -= 1,
                }
                if station < 2 {
                    enter = Some((station + 1, request, attempt));
                } else if all[request as usize].live == attempt {
                    all[request as usize].live = 0;
                    left += 1;
                    sum += (now - all[request as usize].since) as f64 / 1e9;
                    free.push(request);
                }
            }
            _ => {}
        }
        if let Some(request) = send {
            attempts += 1;
            all[request as usize].live = attempts;
            all[request as usize].tries += 1;
            heap.push(Reverse((now + 9_000_000_000, 4, request, attempts)));
            enter = Some((0, request, attempts));
        }
        if let Some((station, request, attempt)) = enter {
            if busy[station] < workers {
                busy[station] += 1;
                heap.push(Reverse((now + nanos(&mut stream, 1.0), station as u8, request, attempt)));
            } else {
                waiting[station].push_back((request, attempt));
            }
        }
    }
    Done { requests: arrived, events, mean: sum / left as f64 }
}
