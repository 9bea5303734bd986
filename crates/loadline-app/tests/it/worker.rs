//! Workers and jobs that do not fit together, through a real NATS server.

use loadline_app::sim::{Said, WorkerOptions, worker};
use loadline_remote::{Giver, News};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(60);

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn server(folder: &std::path::Path) -> (Server, String) {
    let mut command = Command::new("nats-server");
    command.args(["-js", "-a", "127.0.0.1", "-p", "-1", "-sd"]).arg(folder.join("store"));
    command.arg("--ports_file_dir").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    // `cargo xtask test` installs it.
    let server = Server(command.spawn().unwrap());
    let ports = folder.join(format!("nats-server_{}.ports", server.0.id()));
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(&ports).unwrap_or_default();
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
            return (server, value["nats"][0].as_str().unwrap().to_owned());
        }
        assert!(start.elapsed() < SOON, "nats-server did not start");
        std::thread::yield_now();
    }
}

/// The first refusal, or the first result as text.
fn answer(giver: &Giver) -> String {
    let start = Instant::now();
    loop {
        match giver.next(Duration::from_secs(1)) {
            Some(News::Refused(why)) => return why,
            Some(News::Result { body, .. }) => return String::from_utf8(body).unwrap(),
            Some(News::Sign) | None => assert!(start.elapsed() < SOON, "no answer"),
        }
    }
}

#[test]
fn a_worker_refuses_what_is_not_of_its_version() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, address) = server(folder.path());
    let options = WorkerOptions { address: address.clone(), credentials: None, threads: Some(1) };
    let over = AtomicBool::new(false);
    let (send, engine) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let tell = |said| {
            if let Said::Ready { engine, .. } = said {
                send.send(engine).unwrap();
            }
        };
        let (options, over) = (&options, &over);
        scope.spawn(move || worker(options, tell, || over.load(Ordering::Relaxed)).unwrap());
        let engine = engine.recv_timeout(SOON).unwrap();
        let giver = |study: &str, body: String| {
            let giver = Giver::open(&address, None, study).unwrap();
            giver.share(0, b"no layout").unwrap();
            giver.submit([(0, body.into_bytes())]).unwrap();
            answer(&giver)
        };
        let other = giver("other", "0.0.0+1\n0\n".to_owned());
        assert_eq!(other, format!("a worker is of version {engine}, and the job asks for 0.0.0+1"));
        assert!(giver("none", String::new()).starts_with("a worker cannot read the job"));
        assert!(giver("cut", format!("{engine}\n0\nx")).starts_with("a worker cannot read the job"));
        over.store(true, Ordering::Relaxed);
    });
}
