//! A real NATS server with JetStream: jobs go out and results come back, whoever dies meanwhile, and nothing is left.

use crate::nats_server::{SOON, Server};
use loadline_remote::{Credentials, Giver, News, NoJobs, Task, Worker};
use std::time::{Duration, Instant};

fn take(worker: &Worker) -> Task {
    let start = Instant::now();
    loop {
        if let Some(task) = worker.take(Duration::from_secs(1)).unwrap() {
            return task;
        }
        assert!(start.elapsed() < 2 * SOON, "no job");
    }
}

/// The next result; signs are left out.
fn result(giver: &Giver) -> (u64, Vec<u8>) {
    let start = Instant::now();
    loop {
        match giver.next(Duration::from_secs(1)) {
            Some(News::Result { job, body }) => return (job, body),
            Some(News::Sign) | None => assert!(start.elapsed() < SOON, "no result"),
            Some(News::Refused(why)) => assert_eq!(why, "", "refused"),
        }
    }
}

#[test]
fn results_come_back_whole_and_once() {
    let server = Server::with_streams();
    let worker = Worker::join(&server.url(), None).unwrap();
    let mut giver = Giver::open(&server.url(), None, "one").unwrap();
    // Larger than a message may be.
    let large: Vec<u8> = (0..3_000_000u32).map(|number| (number % 251) as u8).collect();
    giver.share(4, &large).unwrap();
    giver.submit([(0, b"first".to_vec()), (1, Vec::new())]).unwrap();
    let first = take(&worker);
    assert_eq!((first.study.as_str(), first.job, first.body.as_slice()), ("one", 0, &b"first"[..]));
    assert_eq!(first.deliveries, 1);
    assert_eq!(worker.fetch("one", 4).unwrap().as_ref(), Some(&large));
    assert_eq!(worker.fetch("one", 5).unwrap(), None);
    worker.give(&first, &large).unwrap();
    let second = take(&worker);
    worker.give(&second, b"").unwrap();
    // Twice is once.
    worker.give(&first, &large).unwrap();
    assert_eq!(result(&giver), (0, large));
    assert_eq!(result(&giver), (1, Vec::new()));
    // A worker may still say that it is there.
    while let Some(next) = giver.next(Duration::from_millis(200)) {
        assert_eq!(next, News::Sign);
    }
    giver.close();
    assert_eq!(worker.fetch("one", 4).unwrap(), None);
    assert!(worker.take(Duration::from_millis(200)).unwrap().is_none());
    assert_eq!(server.kept(), 0);
}

#[test]
fn the_job_of_a_worker_that_falls_silent_is_given_to_another() {
    let server = Server::with_streams();
    let giver = Giver::open(&server.url(), None, "two").unwrap();
    giver.submit([(0, b"x".to_vec())]).unwrap();
    let dies = Worker::join(&server.url(), None).unwrap();
    let lives = Worker::join(&server.url(), None).unwrap();
    let task = take(&dies);
    assert!(lives.take(Duration::from_secs(1)).unwrap().is_none());
    drop((task, dies));
    let again = take(&lives);
    assert_eq!((again.job, again.deliveries), (0, 2));
    lives.give(&again, b"done").unwrap();
    assert_eq!(result(&giver), (0, b"done".to_vec()));
}

#[test]
fn what_is_refused_or_given_back_is_offered_again() {
    let server = Server::with_streams();
    let giver = Giver::open(&server.url(), None, "three").unwrap();
    let worker = Worker::join(&server.url(), None).unwrap();
    giver.submit([(0, b"x".to_vec())]).unwrap();
    worker.refuse(&take(&worker), "another version");
    let refused = std::iter::repeat_with(|| giver.next(SOON)).find(|news| *news != Some(News::Sign));
    assert_eq!(refused, Some(Some(News::Refused("another version".to_owned()))));
    let start = Instant::now();
    let second = take(&worker);
    worker.leave();
    drop(second);
    assert_eq!(take(&worker).deliveries, 3);
    // Not only when it would have been taken for silent.
    assert!(start.elapsed() < Duration::from_secs(9));
    let nobody = Giver::open(&server.url(), None, "four").unwrap();
    drop(nobody);
    assert_eq!(giver.next(Duration::ZERO).filter(|news| *news != News::Sign), None);
}

#[test]
fn a_server_that_hands_out_nothing_is_named() {
    let told = |address: &str| {
        let error = Giver::open(address, None, "x").unwrap_err();
        assert_eq!(Worker::join(address, None).unwrap_err(), error);
        assert!(!error.to_string().contains("hush"), "{error}");
        error
    };
    let plain = Server::plain();
    assert!(matches!(told(&plain.url()), NoJobs::Refused { .. }));
    assert!(matches!(told("nats://127.0.0.1:1"), NoJobs::Unreachable { .. }));
    for address in
        ["127.0.0.1:4222", "http://127.0.0.1", "nats://me:hush@127.0.0.1", "nats://127.0.0.1/subject"]
    {
        assert!(matches!(told(address), NoJobs::BadAddress { .. }), "{address}");
    }
    let server = Server::start();
    let wrong = Credentials { user: "me".to_owned(), password: "hush".to_owned() };
    let error = Giver::open(&server.url(), Some(&wrong), "x").unwrap_err();
    assert!(error.to_string().contains("authorization"), "{error}");
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::with_streams();
    let giver = Giver::open(&server.url(), None, "large").unwrap();
    let error = giver.share(0, &vec![0; loadline_remote::MOST_BYTES + 1]).unwrap_err();
    assert!(matches!(error, NoJobs::TooLarge { .. }), "{error}");
}
