//! A real Prometheus on loopback for one test, with a data folder of its own; it ends with the test.

use crate::remote_write::{Written, body};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Time that a server may take to come up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a Prometheus is started with.
#[derive(Debug, Default)]
pub struct Setup<'a> {
    /// The text of `prometheus.yml`; empty = nothing is scraped and no rule is loaded.
    pub config: &'a str,
    /// Further files beside it, such as rules.
    pub files: &'a [(&'a str, &'a str)],
    /// History in OpenMetrics that is there from the start.
    pub openmetrics: Option<&'a str>,
}

/// A running server.
#[derive(Debug)]
pub struct Prometheus {
    /// Where it answers, `http://127.0.0.1:PORT`.
    pub address: String,
    /// Its folder.
    pub folder: TempDir,
    /// How long its history took to load.
    pub loaded: Duration,
    server: Child,
}

impl Prometheus {
    /// Starts a server and waits until it is ready; `None`, with one line on why, where this machine has no Prometheus.
    ///
    /// # Panics
    /// When the server does not come up.
    #[must_use]
    pub fn start(setup: &Setup<'_>) -> Option<Self> {
        if Command::new("prometheus")
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            println!("left out: no `prometheus` on this machine (Debian's package `prometheus`)");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder for the server");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("a file of the server");
        };
        write("prometheus.yml", if setup.config.is_empty() { "global: {}\n" } else { setup.config });
        for (name, text) in setup.files {
            write(name, text);
        }
        let began = Instant::now();
        if let Some(history) = setup.openmetrics {
            write("history.om", history);
            backfill(folder.path());
        }
        let loaded = began.elapsed();
        // Another program may take a port that was free a moment ago, so a few are tried.
        for _ in 0..5 {
            let address = free_address();
            let mut server = spawn(folder.path(), &address);
            if is_ready(&address, &mut server) {
                return Some(Self { address: format!("http://{address}"), folder, loaded, server });
            }
            drop(server.kill());
            drop(server.wait());
        }
        let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        panic!("prometheus did not come up:\n{log}");
    }
}

impl Prometheus {
    /// Adds samples, each series' later than what it already has. Stale markers are among what can be written.
    ///
    /// # Panics
    /// When the server does not take them.
    pub fn write(&self, series: &[Written<'_>]) {
        let head = "Content-Encoding: snappy\r\nContent-Type: application/x-protobuf\r\n\
                    X-Prometheus-Remote-Write-Version: 0.1.0\r\n";
        let (status, said) = self.ask("POST", "/api/v1/write", head, &body(series));
        assert!(status.contains(" 204") || status.contains(" 200"), "{status}: {said}");
    }

    /// The text that the server answers to a path with parameters, such as `/api/v1/query?query=up`.
    ///
    /// # Panics
    /// When the server does not answer.
    #[must_use]
    pub fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", &[]).1
    }

    fn ask(&self, method: &str, path: &str, head: &str, body: &[u8]) -> (String, String) {
        let address = self.address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).expect("the server listens");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {address}\r\n{head}Content-Length: {length}\r\n\r\n"
        )
        .and_then(|()| stream.write_all(body))
        .expect("the server takes the request");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("the server answers");
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or((&said, ""));
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

fn backfill(folder: &Path) {
    let status = Command::new("promtool")
        .args(["tsdb", "create-blocks-from", "openmetrics", "history.om", "data"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .expect("promtool comes with prometheus");
    assert!(status.success(), "promtool cannot read the history");
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").to_string()
}

fn spawn(folder: &Path, address: &str) -> Child {
    let log = std::fs::File::create(folder.join("log")).expect("a log");
    Command::new("prometheus")
        .args([
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--storage.tsdb.retention.time=10y",
            "--web.enable-remote-write-receiver",
        ])
        .arg(format!("--web.listen-address={address}"))
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("prometheus starts")
}

fn is_ready(address: &str, server: &mut Child) -> bool {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if server.try_wait().is_ok_and(|ended| ended.is_some()) {
            return false;
        }
        if answers(address).unwrap_or(false) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

fn answers(address: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(stream, "GET /-/ready HTTP/1.0\r\n\r\n")?;
    let mut said = String::new();
    stream.read_to_string(&mut said)?;
    Ok(said.starts_with("HTTP/1.0 200"))
}

/// A tiny exporter on loopback: every scrape gets what `metrics` says then. It goes on until the test ends.
///
/// # Panics
/// When there is no free port.
pub fn exporter(metrics: impl Fn() -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its number").to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = [0; 4096];
            // A scrape's request is short and comes at once.
            if stream.read(&mut request).is_err() {
                continue;
            }
            let body = metrics();
            let head = "HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n\r\n";
            drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())));
        }
    });
    address
}
