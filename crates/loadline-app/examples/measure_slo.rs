//! Times the rules of generated objectives; `cargo xtask bench slo` reads what it prints.
#![expect(clippy::print_stderr, clippy::expect_used, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_base::units::{Duration, Unit as _};
use loadline_slo::backends::{BACKENDS, Options};
use loadline_slo::{AlertPolicy, Events, Indicator, Kind, Part, Slo, Target, Window};
use std::path::Path;
use std::time::Instant;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().expect("a folder to write into");
    let count: usize = words.next().expect("how many objectives").parse().unwrap();
    let slos: Vec<Slo> = (0..count).map(objective).collect();
    for backend in BACKENDS {
        let started = Instant::now();
        let generated = (backend.generate)(&slos, &Options::default());
        let made = started.elapsed().as_secs_f64() * 1e3;
        for output in &generated.outputs {
            let path = Path::new(&folder).join(backend.name).join(&output.name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &output.text).unwrap();
        }
        let written = started.elapsed().as_secs_f64() * 1e3;
        let rules = |text: &str| text.matches("- record:").count() + text.matches("- alert:").count();
        let rules: usize = generated.outputs.iter().map(|output| rules(&output.text)).sum();
        eprintln!("{} {written:.1} ms", backend.name);
        eprintln!("{}-made {made:.1} ms", backend.name);
        eprintln!("{}-rules {rules}", backend.name);
        eprintln!("{}-files {}", backend.name, generated.outputs.len());
        assert!(generated.refusals.is_empty(), "{:?}", generated.refusals.first());
    }
}

/// Five objectives for each service: half of them availability, the others latency.
fn objective(at: usize) -> Slo {
    let (service, month) = (format!("service-{}", at / 5), Duration::read("30d").unwrap());
    let indicator = if at.is_multiple_of(2) {
        Indicator::Ratio {
            kind: Kind::Availability,
            part: Part::Bad,
            events: Events::Counter(format!(
                "http_requests_total{{job=\"{service}\",path=\"/{at}\",code=~\"5..\"}}"
            )),
            total: Events::Counter(format!("http_requests_total{{job=\"{service}\",path=\"/{at}\"}}")),
        }
    } else {
        Indicator::Latency {
            histogram: "http_request_duration_seconds".to_owned(),
            matchers: format!("job=\"{service}\",path=\"/{at}\""),
            under: "0.3".parse().unwrap(),
        }
    };
    let target = Target::read_percent(["99", "99.5", "99.9", "99.95"][at % 4]).unwrap();
    Slo {
        policy: Some(AlertPolicy::standard(month)),
        page: Some(format!("team-{}", at % 20)),
        ticket: Some(format!("team-{}", at % 20)),
        runbook: Some(format!("runbooks/{service}.md")),
        ..Slo::new(&format!("{service}-objective-{at}"), &service, indicator, target, Window::Rolling(month))
    }
}
