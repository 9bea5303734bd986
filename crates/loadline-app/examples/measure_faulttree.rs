//! Times the fault tree engine on an Open-PSA MEF file; `cargo xtask bench faulttree` reads what it prints.
#![expect(clippy::print_stderr, clippy::expect_used, reason = "a tool for benchmarks")]

use loadline_depend::{Budget, MAX_MEF_BYTES, Options, read_mef, solve};
use std::path::Path;
use std::time::Instant;

fn main() {
    let file = std::env::args().nth(1).expect("a file");
    let mut last = Instant::now();
    let mut lap = |name: &str| {
        eprintln!("{name} {:.2} ms", last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    let text = loadline_repo::read_text(Path::new(&file), MAX_MEF_BYTES as u64).expect("it can be read");
    let mef = read_mef(&text, None).expect("it is a fault tree");
    drop(text);
    lap("read");
    let q = &mef.probabilities;
    let budget = Budget::of(mef.tree.gates().len());
    let options = Options { budget, typical: Some(q.clone()), ..Options::default() };
    let solution = solve(&mef.tree, &[mef.top], &options).expect("no circle passes a negation");
    let probability = solution.probability(0, q);
    lap("solve");
    let cut_sets = solution.cut_sets(0);
    let count = cut_sets.count();
    let orders = cut_sets.by_order().sets.len();
    let first = cut_sets.most_probable(10, q);
    lap("cut-sets");
    eprintln!("gates {}", mef.tree.gates().len());
    eprintln!("events {}", mef.tree.event_count());
    eprintln!("nodes {}", solution.nodes(0));
    eprintln!("lower {:e}\nupper {:e}", probability.lower(), probability.upper());
    eprintln!("sets {}", count.number());
    eprintln!("all-sets {}", u8::from(cut_sets.largest_order().is_none()));
    eprintln!("orders {orders} listed {}", first.len());
    eprintln!("memory {:.1} MiB", peak_memory().unwrap_or(f64::NAN));
}

/// The most memory this process has held, in MiB; only where the system says it.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}
