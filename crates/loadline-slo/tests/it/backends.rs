//! What is generated, judged by the tools that have to read it: promtool, amtool, a PromQL parser.

mod live;
pub(crate) mod objectives;
mod routes;
mod rules;
mod sloth;
mod tools;
mod unit_tests;

use loadline_slo::backends::{BACKENDS, Generated, Options, backend};
use loadline_slo::{Slo, backends};
use objectives::*;

/// What the backend `name` makes.
#[track_caller]
fn made(name: &str, slos: &[Slo]) -> Generated {
    (backend(name).unwrap().generate)(slos, &Options::default())
}

/// Lines that are refusals, `id: what`.
fn refused(generated: &Generated) -> Vec<String> {
    generated.refusals.iter().map(|refusal| format!("{}: {}", refusal.slo, refusal.what)).collect()
}

/// The text of the one file of that name, or with that ending.
#[track_caller]
fn file<'a>(generated: &'a Generated, ending: &str) -> &'a str {
    let found: Vec<&backends::Output> = generated
        .outputs
        .iter()
        .filter(|o| o.name == ending || ending.starts_with('.') && o.name.ends_with(ending))
        .collect();
    assert_eq!(found.len(), 1, "{:?}", generated.outputs.iter().map(|o| &o.name).collect::<Vec<_>>());
    &found.first().unwrap().text
}

#[test]
fn every_backend_says_the_same_twice_and_names_what_it_cannot_write() {
    let mut slos = every_kind();
    slos.push(slo("elsewhere", foreign()));
    slos.push(Slo { policy: None, ..slo("silent", requests()) });
    slos.push(slo("silent", requests()));
    slos.push(slo("broken", expression("sum(rate(x[$window])", "sum(rate(y[$window]))")));
    slos.push(slo("orphan", composite(&["nowhere"])));
    slos.push(slo("hen", composite(&["egg"])));
    slos.push(slo("egg", composite(&["hen"])));
    slos.push(slo("farm", composite(&["hen", "plain"])));
    for backend in BACKENDS {
        let first = made(backend.name, &slos);
        assert_eq!(first, made(backend.name, &slos), "{}", backend.name);
        assert!(!first.outputs.is_empty());
        for output in &first.outputs {
            let known = [backend.ending, ".rules.yaml"].iter().any(|ending| output.name.ends_with(ending));
            assert!(known, "{} writes {}", backend.name, output.name);
        }
        let refused = refused(&first).join("\n");
        for id in ["elsewhere", "silent", "broken", "orphan", "hen", "egg", "farm"] {
            let says_nothing_of_alerts = backend.name == "grafana" || backend.name == "sloth";
            if id == "silent" && says_nothing_of_alerts {
                continue;
            }
            assert!(
                refused.lines().any(|line| line.starts_with(id)),
                "{} is silent about {id}:\n{refused}",
                backend.name
            );
        }
    }
}
