//! What the client says of each kind of answer.

use crate::server::Server;
use flate2::Compression;
use flate2::write::GzEncoder;
use loadline_remote::{Access, Answer, Prometheus, Refusal};
use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

const JSON: &str = "application/json";
const EMPTY: &str = r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#;

fn ask(address: &str, access: Access) -> Result<Answer, Refusal> {
    Prometheus::at(address, access).unwrap().instant("up > 0", 1_700_000_000_500)
}

fn short() -> Access {
    Access { timeout: Duration::from_millis(300), max_bytes: 1000, headers: Vec::new() }
}

/// What an answer of this status, kind and body becomes, without the server's address.
#[track_caller]
fn check(status: &str, kind: &str, body: &[u8], expected: &str) {
    let server = Server::saying(status, kind, body);
    let refusal = ask(&server.address, short()).unwrap_err();
    assert_eq!(refusal.to_string().replace(&server.address, "ADDRESS"), expected);
    assert!(!refusal.hint().is_empty());
}

#[test]
fn an_answer_is_handed_on_byte_for_byte_with_the_servers_clock() {
    let server = Server::saying("200 OK", "application/json; charset=utf-8", EMPTY.as_bytes());
    let access = Access { headers: vec![("X-Scope-OrgID".into(), "shop".into())], ..Access::default() };
    let answer = ask(&server.address, access).unwrap();
    assert_eq!(answer.body, EMPTY.as_bytes());
    assert_eq!(answer.server_time, Some(1_709_164_800));
    let asked = server.asked();
    assert!(asked.starts_with("POST /api/v1/query HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_lowercase().contains("x-scope-orgid: shop"), "{asked}");
    assert!(asked.ends_with("query=up+%3E+0&time=1700000000.500"), "{asked}");
}

#[test]
fn every_bad_answer_has_a_name() {
    check("404 Not Found", "text/html", b"<h1>no</h1>", "ADDRESS does not answer as Prometheus does");
    check("200 OK", "text/html", b"<h1>welcome</h1>", "ADDRESS does not answer as Prometheus does");
    check("401 Unauthorized", "text/plain", b"who?", "ADDRESS refuses us (HTTP 401)");
    check("500 Internal Server Error", "text/plain", b"", "ADDRESS failed (HTTP 500)");
    check(
        "400 Bad Request",
        JSON,
        br#"{"status":"error","errorType":"bad_data","error":"parse error: unexpected end of input"}"#,
        "ADDRESS refused the query (bad_data): parse error: unexpected end of input",
    );
    check("200 OK", JSON, &[b'x'; 1001], "the answer of ADDRESS is larger than 1000 bytes");
}

#[test]
fn a_small_packed_answer_that_unpacks_to_a_huge_one_is_refused() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..1000 {
        packed.write_all(&[b' '; 1 << 16]).unwrap();
    }
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 100_000);
    let server = Server::that(move |stream| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            packed.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&packed)
    });
    let access = Access { max_bytes: 1 << 20, ..Access::default() };
    assert!(matches!(ask(&server.address, access), Err(Refusal::TooLarge { limit: 1_048_576, .. })));
}

#[test]
fn a_server_that_stalls_is_given_up() {
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let server = Server::that(move |stream| {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: 100\r\n\r\n{{\"status");
        stream.write_all(head.as_bytes())?;
        // Holds the connection open until the client has given up.
        let _ = wait.recv();
        Ok(())
    });
    let refusal = ask(&server.address, short()).unwrap_err();
    drop(done);
    assert!(matches!(refusal, Refusal::TooSlow { .. }), "{refusal}");
}

#[test]
fn a_server_that_hangs_up_or_talks_nonsense_or_is_not_there() {
    let cut = Server::that(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    });
    let refusal = ask(&cut.address, short()).unwrap_err();
    assert!(matches!(refusal, Refusal::Unreachable { .. } | Refusal::NotPrometheus { .. }), "{refusal}");

    let nonsense = Server::that(|stream| stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n"));
    let refusal = ask(&nonsense.address, short()).unwrap_err();
    assert!(matches!(refusal, Refusal::NotPrometheus { .. }), "{refusal}");

    // A port that was free a moment ago and is closed now.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refusal = ask(&format!("http://{closed}"), short()).unwrap_err();
    assert!(matches!(refusal, Refusal::Unreachable { .. }), "{refusal}");
}
