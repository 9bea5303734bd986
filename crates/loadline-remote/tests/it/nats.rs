//! A real NATS server: what a subscriber gets, and what is said when there is none.

use async_nats::ConnectOptions;
use loadline_remote::{Message, NotDelivered, publish};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MESSAGE: Message<'static> =
    Message { id: "7", media_type: "application/cloudevents+json", body: br#"{"specversion":"1.0"}"# };
const SOON: Duration = Duration::from_secs(20);

/// A server on loopback at a port of its own, ended with the test.
struct Server {
    child: Child,
    /// Host and port.
    address: String,
    _folder: TempDir,
}

impl Server {
    fn start(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let child = Command::new("nats-server")
            .args(["-a", "127.0.0.1", "-p", "-1", "--ports_file_dir"])
            .arg(folder.path())
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("`cargo xtask test` installs nats-server");
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
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_subscriber_gets_the_message_with_its_id() {
    use futures_util::StreamExt as _;
    let server = Server::start(&["--user", "me", "--pass", "hush"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let got = runtime.block_on(async {
        let options = ConnectOptions::new().user_and_password("me".to_owned(), "hush".to_owned());
        let client = options.connect(&server.address).await.unwrap();
        let mut messages = client.subscribe("loadline.*").await.unwrap();
        client.flush().await.unwrap();
        let address = format!("nats://me:hush@{}/loadline.events", server.address);
        let sent = tokio::task::spawn_blocking(move || publish(&address, MESSAGE, SOON));
        let got = tokio::time::timeout(SOON, messages.next()).await.unwrap().unwrap();
        sent.await.unwrap().unwrap();
        got
    });
    assert_eq!(got.subject.as_str(), "loadline.events");
    assert_eq!(&got.payload[..], MESSAGE.body);
    let headers = got.headers.unwrap();
    assert_eq!(headers.get("Nats-Msg-Id").unwrap().as_str(), "7");
    assert_eq!(headers.get("content-type").unwrap().as_str(), MESSAGE.media_type);
}

#[test]
fn a_wrong_password_is_told_and_not_shown() {
    let server = Server::start(&["--user", "me", "--pass", "other"]);
    let address = format!("nats://me:hush@{}/loadline.events", server.address);
    let error = publish(&address, MESSAGE, SOON).unwrap_err();
    assert!(matches!(error, NotDelivered::Unreachable { .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("authorization") && !text.contains("hush"), "{text}");
}

#[test]
fn what_cannot_be_delivered_is_refused_with_a_reason() {
    for address in [
        "nats://127.0.0.1:4222",
        "nats://127.0.0.1/a..b",
        "nats://127.0.0.1/a.*",
        "nats://127.0.0.1/a b",
        "nats://me:hush@127.0.0.1/a/b",
        "nats:///a",
        "http://127.0.0.1/a",
    ] {
        let error = publish(address, MESSAGE, SOON).unwrap_err();
        assert!(matches!(error, NotDelivered::BadAddress { .. }), "{address}: {error}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
    let error = publish("nats://127.0.0.1:1/a", MESSAGE, SOON).unwrap_err();
    assert!(matches!(error, NotDelivered::Unreachable { .. }), "{error}");
}
