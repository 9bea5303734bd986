//! A real NATS server: what a subscriber gets, and what is said when there is none.

use async_nats::ConnectOptions;
use loadline_remote::{Credentials, Message, NotDelivered, publish};
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
    /// A server that lets `me` in with the password `hu@sh`, and lets it publish to `loadline.events` alone.
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("nats.conf");
        let users = r#"authorization {
            users: [
                {user: me, password: "hu@sh", permissions: {publish: ["loadline.events", "_INBOX.>"], subscribe: ">"}},
                {user: listener, password: other}
            ]
        }"#;
        std::fs::write(&config, users).unwrap();
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
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn me(password: &str) -> Credentials {
    Credentials { user: "me".to_owned(), password: password.to_owned() }
}

#[test]
fn a_subscriber_gets_the_message_with_its_id() {
    use futures_util::StreamExt as _;
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let got = runtime.block_on(async {
        let options = ConnectOptions::new().user_and_password("listener".to_owned(), "other".to_owned());
        let client = options.connect(&server.address).await.unwrap();
        let mut messages = client.subscribe("loadline.*").await.unwrap();
        // What is asked after the subscription is answered after it.
        drop(client.request(client.new_inbox(), "".into()).await);
        let address = format!("nats://{}/loadline.events", server.address);
        let sent = tokio::task::spawn_blocking(move || publish(&address, MESSAGE, Some(&me("hu@sh")), SOON));
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
fn what_a_server_refuses_is_told_and_nothing_secret_is_shown() {
    let server = Server::start();
    let told = |subject: &str, credentials: Option<&Credentials>| {
        let address = format!("nats://{}/{subject}", server.address);
        let error = publish(&address, MESSAGE, credentials, SOON).unwrap_err();
        assert!(matches!(error, NotDelivered::Unreachable { .. }), "{error}");
        let text = error.to_string().to_lowercase();
        assert!(!text.contains("hush") && !text.contains("hu@sh"), "{text}");
        text
    };
    assert!(told("loadline.events", Some(&me("hush"))).contains("authorization"));
    assert!(told("loadline.events", None).contains("authorization"));
    // The message goes out, and the refusal comes after it.
    assert!(told("elsewhere", Some(&me("hu@sh"))).contains("permissions violation"));
}

#[test]
fn what_cannot_be_delivered_is_refused_with_a_reason() {
    for address in [
        "nats://127.0.0.1:4222",
        "nats://127.0.0.1/a..b",
        "nats://127.0.0.1/a.*",
        "nats://127.0.0.1/a b",
        "nats://me:hush@127.0.0.1/a",
        "nats://me:p@hush@127.0.0.1/a..b",
        "nats://me:hush@127.0.0.1:99999/a",
        "nats:///a",
        "http://127.0.0.1/a",
    ] {
        let error = publish(address, MESSAGE, None, SOON).unwrap_err();
        assert!(matches!(error, NotDelivered::BadAddress { .. }), "{address}: {error}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
    let error = publish("nats://127.0.0.1:1/a", MESSAGE, None, SOON).unwrap_err();
    assert!(matches!(error, NotDelivered::Unreachable { .. }), "{error}");
}
