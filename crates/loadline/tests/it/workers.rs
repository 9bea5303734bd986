//! Runs done by workers through a real NATS server: the same bytes as here, also when a worker is killed at its work.

use crate::scratch::Scratch;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MODEL: &str = "loadline: 1
services:
  web:
    capacity: {workers: 4, queue: {limit: 200}}
    service-time: {mean: 2ms, cv: 1}
    needs: {db: {kind: hard, timeout: 200ms, retries: {max: 2}}}
  db: {replicas: {min: 2}, capacity: {workers: 2}, service-time: {p50: 2ms, p99: 20ms}}
journeys: {go: {entry: web, load: {peak: 400rps}}}
scenarios:
  long:
    lasts: 10m
    runs: 8
    faults: [{kind: slow, component: db, at: 60s, lasts: 20s, factor: 3x}]
    claims: [p99 of go <= 100ms, go recovers within 60s]
";
const SOON: Duration = Duration::from_secs(60);

/// A process that is gone after the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server with JetStream on a free port of loopback.
struct Server {
    address: String,
    _running: Running,
    _folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let child = Command::new("nats-server")
            .args(["-js", "-a", "127.0.0.1", "-p", "-1", "-sd"])
            .arg(folder.path().join("store"))
            .arg("--ports_file_dir")
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            // `cargo xtask test` installs it.
            .unwrap();
        let ports = folder.path().join(format!("nats-server_{}.ports", child.id()));
        let running = Running(child);
        let start = Instant::now();
        let address = loop {
            let text = std::fs::read_to_string(&ports).unwrap_or_default();
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
                break value["nats"][0].as_str().unwrap().to_owned();
            }
            assert!(start.elapsed() < SOON, "nats-server did not start");
            std::thread::yield_now();
        };
        Self { address, _running: running, _folder: folder }
    }

    /// A worker that waits for work.
    fn worker(&self, scratch: &Scratch) -> Running {
        let mut command = scratch.command(&["worker", "--nats", &self.address, "--threads", "1"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut talk = BufReader::new(child.stderr.take().unwrap());
        talk.read_line(&mut line).unwrap();
        assert!(line.starts_with("waiting for work from nats://127.0.0.1:"), "{line}");
        // Who writes to a pipe that nobody reads would be ended by it.
        std::thread::spawn(move || std::io::copy(&mut talk, &mut std::io::sink()));
        Running(child)
    }
}

/// Processor time in hundredths of a second.
fn worked(child: &Child) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("");
    fields.split_whitespace().nth(11).and_then(|ticks| ticks.parse().ok()).unwrap_or_default()
}

/// Waits until a worker has worked for a fifth of a second.
#[track_caller]
fn until_worked(worker: &Running) {
    let start = Instant::now();
    while worked(&worker.0) < 20 {
        assert!(start.elapsed() < SOON, "the worker does not work");
        std::thread::yield_now();
    }
}

fn run(scratch: &Scratch, words: &[&str], threads: &str) -> Output {
    scratch.command(words).env("RAYON_NUM_THREADS", threads).output().unwrap()
}

#[track_caller]
fn same(here: &Output, there: &Output) {
    let text = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(here.status.code(), there.status.code(), "{}{}", text(here), text(there));
    assert!(!here.stdout.is_empty(), "{}", text(here));
    assert_eq!(here.stdout, there.stdout);
}

#[test]
fn a_sweep_by_workers_is_that_of_this_machine_also_when_one_is_killed() {
    let scratch = Scratch::model(MODEL);
    let sweep = ["sim", "sweep", "long", "--param", "services/db/replicas/min=1..4", "--format", "json"];
    let server = Server::start();
    let mut workers = [(); 3].map(|()| server.worker(&scratch));
    let at = [&sweep[..], &["--workers", &server.address]].concat();
    let asker = scratch.command(&at).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It is at a run, since the next one begins when one ends.
    until_worked(&workers[0]);
    workers[0].0.kill().unwrap();
    let there = asker.wait_with_output().unwrap();
    for threads in ["1", "2", "8"] {
        same(&run(&scratch, &sweep, threads), &there);
    }
}

#[test]
fn other_questions_go_to_workers_too() {
    let scratch = Scratch::model(MODEL.replace("lasts: 10m", "lasts: 2m"));
    let server = Server::start();
    let _workers = [(); 2].map(|()| server.worker(&scratch));
    for words in [
        &["sim", "run", "long"][..],
        &["sim", "compare", "long", "--with", "services/db/replicas/min=3"],
        &["sim", "knee", "--runs", "2"],
    ] {
        let words = [words, &["--format", "json"]].concat();
        let there = run(&scratch, &[&words[..], &["--workers", &server.address]].concat(), "2");
        same(&run(&scratch, &words, "2"), &there);
    }
}

#[test]
fn ctrl_c_takes_everything_off_the_server() {
    let scratch = Scratch::model(MODEL);
    let server = Server::start();
    let worker = server.worker(&scratch);
    let long = ["sim", "run", "long", "--runs", "10000", "--workers", &server.address];
    let asker = scratch.command(&long).stdout(Stdio::piped()).spawn().unwrap();
    until_worked(&worker);
    assert!(Command::new("kill").args(["-INT", &asker.id().to_string()]).status().unwrap().success());
    let output = asker.wait_with_output().unwrap();
    assert!(output.stdout.starts_with(b"interrupted "), "{output:?}");
    assert_eq!(output.status.code(), Some(130));
    // Behind ten thousand runs this would take very long.
    let few = ["sim", "run", "long", "--runs", "2", "--format", "json"];
    let there = run(&scratch, &[&few[..], &["--workers", &server.address]].concat(), "1");
    same(&run(&scratch, &few, "1"), &there);
}

#[test]
fn nobody_there_is_an_error_in_time() {
    let scratch = Scratch::model(MODEL);
    let told = |words: &[&str]| {
        let output = scratch.run(&[&["sim", "run"], words].concat());
        assert_eq!((output.code, output.stdout.as_str()), (2, ""));
        output.stderr
    };
    let server = Server::start();
    let nobody = told(&["long", "--workers", &server.address, "--patience", "500ms"]);
    assert!(nobody.contains("has worked on anything for 0.5 s"), "{nobody}");
    assert!(
        nobody.contains(&format!("hint: start some by `loadline worker --nats {}`", server.address)),
        "{nobody}"
    );
    assert!(told(&["--workers", "nats://127.0.0.1:1"]).contains("cannot be reached"));
    assert!(told(&["--workers", "nats://127.0.0.1/x"]).contains("is no address of a NATS server"));
}
