//! A real NATS server: what a subscriber gets, and what is said when there is none.

use crate::nats_server::{SOON, Server};
use async_nats::ConnectOptions;
use loadline_remote::{Credentials, Message, NotDelivered, publish};

const MESSAGE: Message<'static> =
    Message { id: "7", media_type: "application/cloudevents+json", body: br#"{"specversion":"1.0"}"# };

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
