//! A real Alertmanager on loopback for one test; it ends with the test.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A running server.
#[derive(Debug)]
pub struct Alertmanager {
    /// Where it answers, `127.0.0.1:PORT`.
    pub address: String,
    /// Its folder.
    pub folder: TempDir,
    server: Child,
}

impl Alertmanager {
    /// Starts a server with this configuration and waits until it is ready; `None`, with one line on why, where this machine has none.
    ///
    /// # Panics
    /// When the server does not come up.
    #[must_use]
    pub fn start(config: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder for the server");
        std::fs::write(folder.path().join("alertmanager.yml"), config).expect("its configuration");
        let free = || TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
        let address = free().expect("a free port").to_string();
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let server = Command::new("prometheus-alertmanager")
            .args(["--config.file=alertmanager.yml", "--storage.path=data", "--cluster.listen-address="])
            .arg(format!("--web.listen-address={address}"))
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        let Ok(server) = server else {
            println!(
                "left out: no `prometheus-alertmanager` on this machine (Debian's package of that name)"
            );
            return None;
        };
        let server = Self { address, folder, server };
        let started = Instant::now();
        while server.ask("/-/ready").is_none_or(|said| !said.starts_with("HTTP/1.0 200")) {
            let log = std::fs::read_to_string(server.folder.path().join("log")).unwrap_or_default();
            assert!(started.elapsed() < Duration::from_secs(60), "alertmanager did not come up:\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    /// The text that the server answers to a path, such as `/api/v2/alerts`.
    ///
    /// # Panics
    /// When the server does not answer.
    #[must_use]
    pub fn get(&self, path: &str) -> String {
        let said = self.ask(path).expect("the server answers");
        said.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_owned())
    }

    fn ask(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").ok()?;
        let mut said = String::new();
        stream.read_to_string(&mut said).ok()?;
        Some(said)
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
