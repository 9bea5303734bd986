//! A real NATS server on loopback, ended with the test.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub(crate) const SOON: Duration = Duration::from_secs(20);

const USERS: &str = r#"authorization {
            users: [
                {user: me, password: "hu@sh", permissions: {publish: ["loadline.events", "_INBOX.>"], subscribe: ">"}},
                {user: listener, password: other}
            ]
        }"#;

/// A server on loopback at a port of its own, ended with the test.
pub(crate) struct Server {
    child: Child,
    /// Host and port.
    pub(crate) address: String,
    _folder: TempDir,
}

impl Server {
    /// A server that lets `me` in with the password `hu@sh`, and lets it publish to `loadline.events` alone.
    pub(crate) fn start() -> Self {
        Self::configured(USERS)
    }

    /// A server that keeps streams, and lets everybody in.
    pub(crate) fn with_streams() -> Self {
        Self::configured("jetstream {store_dir: FOLDER}")
    }

    /// A server that keeps nothing, and lets everybody in.
    pub(crate) fn plain() -> Self {
        Self::configured("")
    }

    fn configured(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = config.replace("FOLDER", &format!("{:?}", folder.path().join("store")));
        let config = folder.path().join("nats.conf");
        std::fs::write(&config, text).unwrap();
        let child = Command::new("nats-server")
            .args(["-a", "127.0.0.1", "-p", "-1", "--ports_file_dir"])
            .arg(folder.path())
            .arg("-c")
            .arg(config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            // `cargo xtask test` installs it.
            .unwrap();
        let ports = folder.path().join(format!("nats-server_{}.ports", child.id()));
        let start = Instant::now();
        let address = loop {
            // The file is there a moment before what is in it.
            let text = std::fs::read_to_string(&ports).unwrap_or_default();
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
                break value["nats"][0].as_str().unwrap().trim_start_matches("nats://").to_owned();
            }
            assert!(start.elapsed() < SOON, "nats-server did not start");
            std::thread::yield_now();
        };
        Self { child, address, _folder: folder }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("nats://{}", self.address)
    }

    /// Messages in all streams.
    pub(crate) fn kept(&self) -> u64 {
        use futures_util::TryStreamExt as _;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = async_nats::connect(&self.address).await.unwrap();
            let streams = async_nats::jetstream::new(client).streams().try_collect::<Vec<_>>().await;
            streams.unwrap().iter().map(|stream| stream.state.messages).sum()
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
