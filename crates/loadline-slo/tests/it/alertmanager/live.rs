//! The simulation beside a real Alertmanager on loopback. `LOADLINE_ORACLE=1` asks it and writes down what it sent and when; an ordinary
//! run reads that.

use super::scenario::{ALERTS, CONFIG, LENGTH, STEPS, Step};
use super::{config, labels};
use loadline_slo::alertmanager::{Post, simulate};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How far times may lie apart, in milliseconds: the real one is asked over HTTP on a busy machine.
const TOLERANCE: i64 = 450;

fn recorded() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/alertmanager/live.txt")
}

#[test]
fn notifications_leave_when_a_real_alertmanager_sends_them() {
    if std::env::var_os("LOADLINE_ORACLE").is_some() {
        let Some(answer) = ask() else { return };
        std::fs::write(recorded(), answer).unwrap();
    }
    let record = std::fs::read_to_string(recorded()).unwrap();
    let (mut posts, mut wanted): (Vec<Post>, Vec<(i64, String)>) = (Vec::new(), Vec::new());
    for line in record.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["post", at, alert, starts, ends] => posts.push(Post {
                at: at.parse().unwrap(),
                alert: alert.parse().unwrap(),
                starts: starts.parse().unwrap(),
                ends: ends.parse().ok(),
            }),
            ["sent", at, rest @ ..] => wanted.push((at.parse().unwrap(), rest.join(" "))),
            _ => panic!("`{line}` is no line of a record"),
        }
    }
    let config = config(CONFIG).unwrap();
    let sets: Vec<_> = ALERTS.iter().map(|alert| labels(alert)).collect();
    let mut found: Vec<(i64, String)> = Vec::new();
    for sent in simulate(&config, &sets, &posts, 0, LENGTH as i64) {
        if sent.integrations.is_empty() {
            continue;
        }
        let receiver = &config.receivers[sent.receiver];
        let resolved = if receiver.integrations[0].send_resolved { sent.resolved } else { Vec::new() };
        found.push((sent.at, line(&receiver.name, &sent.firing, &resolved)));
    }
    // Notifications of one moment have no order; within a receiver and group they have.
    let order = |list: &mut Vec<(i64, String)>| {
        list.sort_by(|a, b| (a.1.split(' ').next(), a.0, &a.1).cmp(&(b.1.split(' ').next(), b.0, &b.1)))
    };
    order(&mut found);
    order(&mut wanted);
    let told =
        |list: &[(i64, String)]| list.iter().map(|(at, line)| format!("{at} {line}\n")).collect::<String>();
    let mut left = wanted.clone();
    for (at, line) in &found {
        let near = left.iter().position(|(other, sent)| sent == line && (other - at).abs() <= TOLERANCE);
        assert!(
            near.is_some(),
            "{at} {line}: not sent.\nsimulated:\n{}sent:\n{}",
            told(&found),
            told(&wanted)
        );
        left.remove(near.unwrap());
    }
    assert!(left.is_empty(), "sent, and not simulated:\n{}simulated:\n{}", told(&left), told(&found));
    assert!(found.len() > 15, "a record of {} notifications shows little", found.len());
}

fn line(receiver: &str, firing: &[usize], resolved: &[usize]) -> String {
    let list = |alerts: &[usize]| alerts.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    format!("{receiver} {}/{}", list(firing), list(resolved))
}

/// Runs the scenario on a real server; `None` where there is none.
fn ask() -> Option<String> {
    let webhook = TcpListener::bind("127.0.0.1:0").unwrap();
    let hook = webhook.local_addr().unwrap().port();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("alertmanager.yml");
    std::fs::write(&file, CONFIG.replace("WEBHOOK", &hook.to_string())).unwrap();
    let (send, sent) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in webhook.incoming().flatten() {
            let send = send.clone();
            std::thread::spawn(move || receive(stream, &send));
        }
    });
    let server = Command::new("prometheus-alertmanager")
        .arg(format!("--config.file={}", file.display()))
        .arg(format!("--storage.path={}", folder.path().join("data").display()))
        .arg(format!("--web.listen-address=127.0.0.1:{port}"))
        .arg("--cluster.listen-address=")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(server) = server else {
        println!("left out: no `prometheus-alertmanager` on this machine");
        return None;
    };
    let server = Ended(server);
    let began = wait_for(port);
    let started = millis() - began.elapsed().as_millis() as i64;
    let mut record = String::from(
        "# What a real Alertmanager was told and what it sent, in milliseconds since it began.\n",
    );
    let mut starts = vec![0; ALERTS.len()];
    for (at, alert, step) in STEPS {
        std::thread::sleep(Duration::from_millis(*at).saturating_sub(began.elapsed()));
        let now = millis();
        if *step != Step::Ends {
            starts[*alert] = now;
        }
        let ends = match step {
            Step::Begins => Some(now + 3_600_000),
            Step::Ends => Some(now),
            Step::Unbounded => None,
        };
        post(port, ALERTS[*alert], starts[*alert], ends);
        let ends = ends.map_or("-".to_owned(), |ends| (ends - started).to_string());
        writeln!(record, "post {} {alert} {} {ends}", now - started, starts[*alert] - started).unwrap();
    }
    std::thread::sleep(Duration::from_millis(LENGTH).saturating_sub(began.elapsed()));
    drop(server);
    for (at, line) in sent.try_iter() {
        writeln!(record, "sent {} {line}", at - started).unwrap();
    }
    Some(record)
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn millis() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

/// Waits until the server is ready; when that was.
fn wait_for(port: u16) -> Instant {
    let patience = Instant::now();
    loop {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            stream.write_all(b"GET /-/ready HTTP/1.0\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            if answer.contains("200 OK") {
                return Instant::now();
            }
        }
        assert!(patience.elapsed() < Duration::from_secs(30), "the server does not come up");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn rfc3339(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).unwrap().to_string()
}

fn post(port: u16, labels: &str, starts: i64, ends: Option<i64>) {
    let labels: serde_json::Map<_, _> = labels
        .split(',')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    let mut alert = serde_json::json!({ "labels": labels, "startsAt": rfc3339(starts) });
    if let Some(ends) = ends {
        alert["endsAt"] = rfc3339(ends).into();
    }
    let body = serde_json::json!([alert]).to_string();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "POST /api/v2/alerts HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("200 OK"), "{answer}");
}

/// Takes one notification after another from a connection.
fn receive(stream: TcpStream, send: &mpsc::Sender<(i64, String)>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut length = 0;
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header).unwrap_or(0) == 0 {
                return;
            }
            if header.trim().is_empty() {
                break;
            }
            if let Some(given) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                length = given.trim().parse().unwrap();
            }
        }
        let now = millis();
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let (mut firing, mut resolved) = (Vec::new(), Vec::new());
        for alert in body["alerts"].as_array().unwrap() {
            let number = ALERTS
                .iter()
                .position(|known| {
                    known
                        .split(',')
                        .filter_map(|pair| pair.split_once('='))
                        .all(|(name, value)| alert["labels"][name] == value)
                })
                .unwrap();
            if alert["status"] == "firing" { firing.push(number) } else { resolved.push(number) }
        }
        firing.sort_unstable();
        resolved.sort_unstable();
        let _ = send.send((now, line(body["receiver"].as_str().unwrap(), &firing, &resolved)));
        let mut stream = stream.try_clone().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }
}
