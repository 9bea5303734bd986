//! SimPy from PyPI on the same work, in an environment of its own below `target`.

use super::{Figures, read};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Follows a workload and prints requests, events (unknown, 0), mean and seconds of processor time.
const SCRIPT: &str = "
import random, sys, time, simpy
random.seed(1)
env = simpy.Environment()
sums = [0.0, 0]
def queue(rate, workers, requests):
    servers = simpy.Resource(env, capacity=workers)
    def serve(since):
        with servers.request() as turn:
            yield turn
            yield env.timeout(random.expovariate(1.0))
        sums[0] += env.now - since
        sums[1] += 1
    for _ in range(requests):
        yield env.timeout(random.expovariate(rate))
        env.process(serve(env.now))
def row(rate, workers, requests):
    stations = [simpy.Resource(env, capacity=workers) for _ in range(3)]
    def attempt():
        for station in stations:
            with station.request() as turn:
                yield turn
                yield env.timeout(random.expovariate(1.0))
    def request(since):
        for tries in range(3):
            work = env.process(attempt())
            done = yield work | env.timeout(9.0)
            if work in done:
                sums[0] += env.now - since
                sums[1] += 1
                return
            if tries < 2:
                yield env.timeout(random.random())
    for _ in range(requests):
        yield env.timeout(random.expovariate(rate))
        env.process(request(env.now))
work = {'w1': (queue, 0.8, 1, 400000), 'w2': (queue, 6.4, 8, 400000), 'w3': (row, 1.0, 4, 150000)}
kind, rate, workers, requests = work[sys.argv[1]]
begun = time.process_time()
env.process(kind(rate, workers, requests))
env.run()
print(requests, 0, sums[0] / sums[1], time.process_time() - begun)
";

/// A Python that has SimPy.
pub(super) struct Peer {
    python: PathBuf,
}

/// Makes the environment when it is not there; `None` where that does not work.
pub(super) fn find(home: &Path) -> Option<Peer> {
    let python = home.join("bin/python");
    let quiet = |command: &mut Command| {
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let has = |python: &Path| quiet(Command::new(python).args(["-c", "import simpy"]));
    if !has(&python) {
        quiet(Command::new("python3").args(["-m", "venv"]).arg(home));
        quiet(Command::new(&python).args(["-m", "pip", "install", "simpy==4.1.2"]));
    }
    has(&python).then_some(Peer { python })
}

impl Peer {
    /// Follows a workload once.
    ///
    /// # Errors
    /// It does not run to its end.
    pub(super) fn time(&self, workload: &str) -> Result<Figures> {
        read(Command::new(&self.python).args(["-c", SCRIPT, workload]))
    }
}
