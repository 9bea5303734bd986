//! A server on loopback that gives one prepared answer to one question.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

/// A server with one answer in store.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: String,
    asked: JoinHandle<String>,
}

impl Server {
    /// A server that reads one request and then does `answer`. Write errors are the client's choice to hang up.
    pub(crate) fn that(answer: impl FnOnce(&mut TcpStream) -> std::io::Result<()> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let request = request(&mut stream);
            drop(answer(&mut stream));
            request
        });
        Self { address, asked }
    }

    /// A server that answers with this status, kind and body.
    pub(crate) fn saying(status: &str, kind: &str, body: &[u8]) -> Self {
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nDate: Thu, 29 Feb 2024 00:00:00 GMT\r\n\r\n",
            body.len()
        );
        let body = body.to_vec();
        Self::that(move |stream| {
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)
        })
    }

    /// The whole request that was made.
    pub(crate) fn asked(self) -> String {
        self.asked.join().unwrap()
    }
}

/// Head and body of a request, as far as its length says.
fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned)
                })
                .map_or(0, |length| length.parse::<usize>().unwrap());
            if body.len() >= length {
                return text.into_owned();
            }
        }
        match stream.read(&mut buffer).unwrap() {
            0 => return String::from_utf8_lossy(&bytes).into_owned(),
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}
