//! Webhooks: what arrives, and what is said when it is not taken.

use crate::server::Server;
use loadline_remote::{Message, NotDelivered, Secret, post};
use std::time::Duration;

const BODY: &[u8] = br#"{"test": 2432232314}"#;
const MESSAGE: Message<'static> =
    Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", media_type: "application/cloudevents+json", body: BODY };
const SOON: Duration = Duration::from_secs(5);

fn secret() -> Secret {
    Secret::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap()
}

#[test]
fn a_message_arrives_with_its_id_its_time_and_its_signature() {
    let server = Server::saying("204 No Content", "text/plain", b"");
    let address = format!("{}/hooks/loadline?tenant=1", server.address);
    post(&address, MESSAGE, Some(&secret()), 1_614_265_330, SOON).unwrap();
    let asked = server.asked();
    assert!(asked.starts_with("POST /hooks/loadline?tenant=1 HTTP/1.1"), "{asked}");
    assert!(asked.ends_with(std::str::from_utf8(BODY).unwrap()), "{asked}");
    let head = asked.to_ascii_lowercase();
    for line in [
        "content-type: application/cloudevents+json",
        "webhook-id: msg_p5jxn8aqm9lwm0d4lokwxjek",
        "webhook-timestamp: 1614265330",
    ] {
        assert!(head.lines().any(|had| had == line), "{line} is not in {asked}");
    }
    assert!(asked.contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), "{asked}");
}

#[test]
fn without_a_secret_nothing_is_signed() {
    let server = Server::saying("200 OK", "text/plain", b"thanks");
    post(&server.address, MESSAGE, None, 0, SOON).unwrap();
    assert!(!server.asked().contains("webhook-signature"));
}

#[test]
fn what_is_not_taken_is_said_without_what_is_secret() {
    #[track_caller]
    fn check(status: &str, expected: u16) {
        let server = Server::saying(status, "text/plain", b"no");
        let address = server.address.replace("http://", "http://me:hush@") + "/hooks/hush?token=hush";
        let error = post(&address, MESSAGE, Some(&secret()), 0, SOON).unwrap_err();
        assert!(matches!(error, NotDelivered::Refused { status, .. } if status == expected), "{error}");
        assert!(!error.to_string().contains("hush"), "{error}");
        server.asked();
    }
    check("401 Unauthorized", 401);
    check("500 Internal Server Error", 500);
    // A signed message is for nobody else.
    check("302 Found\r\nLocation: http://127.0.0.1:1/", 302);
}

#[test]
fn a_receiver_that_never_answers_is_given_up() {
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let server = Server::that(move |_| {
        // Held open until the client has given up.
        let _ = wait.recv();
        Ok(())
    });
    let error = post(&server.address, MESSAGE, None, 0, Duration::from_millis(200)).unwrap_err();
    assert!(matches!(error, NotDelivered::TooSlow { .. }), "{error}");
    drop(done);
}

#[test]
fn addresses_that_are_none_are_refused() {
    for address in [
        "ftp://127.0.0.1/hush",
        "http://",
        "nowhere",
        "https://127.0.0.1:99999/?token=hush",
        "https://me:p@hush@:1/",
    ] {
        let error = post(address, MESSAGE, None, 0, SOON).unwrap_err();
        assert!(matches!(error, NotDelivered::BadAddress { .. }), "{address}: {error}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
    let error = post("http://127.0.0.1:1/", MESSAGE, None, 0, SOON).unwrap_err();
    assert!(matches!(error, NotDelivered::Unreachable { .. }), "{error}");
}
