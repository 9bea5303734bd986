//! Who may import whom: the one table of allowed crate edges, and what each floor must not know.
//! Imports run downwards only, and never sideways unless a row says so.

use crate::repository::{TrackedFile, WorkspaceCrate};
use crate::violation::Violation;

/// A storey of the house.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Floor {
    /// Spans, diagnostics, units, statistics; no domain word.
    Slab,
    /// The model, evidence about it, and the shared reading of its journeys.
    Ground,
    /// Pure computations over the model; engines do not know each other.
    Engine,
    /// Rules and gates over models, evidence and engine reports.
    Judge,
    /// Files, databases, networks.
    Edge,
    /// One function per use case.
    Hall,
    /// One protocol each.
    Door,
    /// Tests and repository commands; nothing ships.
    Side,
}

struct Room {
    name: &'static str,
    floor: Floor,
    may_use: &'static [&'static str],
}

const fn room(name: &'static str, floor: Floor, may_use: &'static [&'static str]) -> Room {
    Room { name, floor, may_use }
}

const SLAB: &[&str] = &["loadline-base", "loadline-math"];
const GROUND: &[&str] =
    &["loadline-base", "loadline-math", "loadline-model", "loadline-evidence", "loadline-flow"];
const JUDGED: &[&str] = &[
    "loadline-base",
    "loadline-math",
    "loadline-model",
    "loadline-evidence",
    "loadline-flow",
    "loadline-depend",
    "loadline-capacity",
    "loadline-sim",
    "loadline-slo",
    "loadline-ops",
];
const DOOR: &[&str] = &["loadline-base", "loadline-model", "loadline-evidence", "loadline-app"];

#[rustfmt::skip]
const ROOMS: &[Room] = &[
    room("loadline-base", Floor::Slab, &[]),
    room("loadline-math", Floor::Slab, &[]),

    room("loadline-model", Floor::Ground, SLAB),
    room("loadline-evidence", Floor::Ground, SLAB),
    room("loadline-flow", Floor::Ground, &["loadline-base", "loadline-math", "loadline-model", "loadline-evidence"]),

    room("loadline-depend", Floor::Engine, GROUND),
    room("loadline-capacity", Floor::Engine, GROUND),
    room("loadline-sim", Floor::Engine, GROUND),
    room("loadline-promql", Floor::Engine, GROUND),
    room("loadline-slo", Floor::Engine,
        &["loadline-base", "loadline-math", "loadline-model", "loadline-evidence", "loadline-flow", "loadline-promql"]),
    room("loadline-import", Floor::Engine, GROUND),
    room("loadline-ops", Floor::Engine, GROUND),
    room("loadline-draw", Floor::Engine, GROUND),
    room("loadline-audit", Floor::Engine, &["loadline-base", "loadline-evidence"]),
    room("loadline-designmd", Floor::Engine, &["loadline-base", "loadline-evidence"]),

    room("loadline-check", Floor::Judge, JUDGED),
    room("loadline-plan", Floor::Judge, JUDGED),

    room("loadline-repo", Floor::Edge, &["loadline-base", "loadline-model", "loadline-evidence"]),
    room("loadline-store", Floor::Edge, &["loadline-base", "loadline-model", "loadline-evidence", "loadline-ops"]),
    room("loadline-remote", Floor::Edge, &["loadline-base", "loadline-model", "loadline-evidence"]),

    room("loadline-app", Floor::Hall, &[
        "loadline-base", "loadline-math", "loadline-model", "loadline-evidence", "loadline-flow", "loadline-depend",
        "loadline-capacity", "loadline-sim", "loadline-promql", "loadline-slo", "loadline-import", "loadline-ops",
        "loadline-draw", "loadline-audit", "loadline-designmd", "loadline-check", "loadline-plan", "loadline-repo",
        "loadline-store", "loadline-remote",
    ]),

    room("loadline-server", Floor::Door, DOOR),
    room("loadline-lsp", Floor::Door, DOOR),
    room("loadline-mcp", Floor::Door, DOOR),
    // The binary opens the other doors: `loadline serve`, `loadline lsp`, `loadline mcp`. How answers look is its own
    // business and no use case: it may draw, with an engine that knows no word of what it draws.
    room("loadline", Floor::Door, &[
        "loadline-base", "loadline-model", "loadline-evidence", "loadline-app", "loadline-draw", "loadline-server",
        "loadline-lsp", "loadline-mcp",
    ]),

    room("loadline-testkit", Floor::Side, GROUND),
    room("xtask", Floor::Side, &[]),
];

/// Libraries that only some rooms may use.
struct Reserved {
    libraries: &'static [&'static str],
    allowed: fn(&Room) -> bool,
    why: &'static str,
}

const RESERVED: &[Reserved] = &[
    Reserved {
        libraries: &["anyhow", "eyre", "color-eyre"],
        allowed: |room| matches!(room.name, "loadline" | "xtask"),
        why: "libraries return typed errors; only the binary and xtask may erase them",
    },
    Reserved {
        libraries: &["clap"],
        allowed: |room| matches!(room.name, "loadline" | "xtask"),
        why: "only the command line reads arguments",
    },
    Reserved {
        libraries: &["tokio", "async-std", "smol", "futures", "futures-util", "async-trait"],
        allowed: |room| room.floor >= Floor::Edge,
        why: "the core is synchronous; only data parallelism that keeps the same bytes (rayon) is allowed there",
    },
    Reserved {
        libraries: &["reqwest", "hyper", "ureq", "async-nats", "lettre"],
        allowed: |room| room.name == "loadline-remote",
        why: "one crate talks to the network",
    },
    Reserved {
        libraries: &["axum", "tower", "tower-http", "tower-lsp", "lsp-server", "lsp-types", "rmcp"],
        allowed: |room| room.floor == Floor::Door,
        why: "a protocol and its wire types stay in their door",
    },
    Reserved {
        libraries: &["rusqlite", "sqlx", "postgres", "tokio-postgres", "deadpool-postgres"],
        allowed: |room| room.name == "loadline-store",
        why: "one crate speaks SQL",
    },
    Reserved {
        libraries: &["chrono", "time", "instant", "web-time", "quanta", "coarsetime"],
        allowed: |room| room.floor >= Floor::Edge,
        why: "the core has no clock; time is handed in",
    },
    Reserved {
        libraries: &["rand", "fastrand", "getrandom", "uuid", "ulid"],
        allowed: |room| room.floor >= Floor::Edge,
        why: "randomness is seeded and handed in; the same input gives the same bytes",
    },
    Reserved {
        libraries: &["inventory", "linkme", "ctor"],
        allowed: |_| false,
        why: "tables are explicit; nothing registers itself",
    },
];

/// Names from the standard library that code below the edges may not say.
const EDGE_ONLY: &[(&str, &str)] = &[
    ("std::fs", "the core does no IO"),
    ("std::net", "the core does no IO"),
    ("std::process", "the core starts no process"),
    ("std::env", "the core reads no environment"),
    ("std::thread", "concurrency is decided at the edges"),
    ("SystemTime::now", "the core has no clock; time is handed in"),
    ("Instant::now", "the core has no clock; time is handed in"),
    ("Timestamp::now", "the core has no clock; time is handed in"),
    ("Zoned::now", "the core has no clock; time is handed in"),
];

/// Every edge between crates, and every library, that the tables forbid.
pub(crate) fn edges(crates: &[WorkspaceCrate], files: &[TrackedFile]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for member in crates {
        let manifest = files.iter().find(|file| file.path == member.manifest);
        let mut report = |dependency: &str, what: String, why: &'static str| {
            let line = manifest.map_or(1, |file| line_of(file, dependency));
            violations.push(Violation { path: member.manifest.clone(), line, what, why });
        };
        let Some(room) = ROOMS.iter().find(|room| room.name == member.name) else {
            report(
                &member.name,
                format!("`{}` is not in the table of rooms", member.name),
                "add it to xtask/src/layers.rs",
            );
            continue;
        };
        for (dependency, tests_only) in &member.dependencies {
            let ours = crates.iter().any(|other| other.name == *dependency);
            let edge = format!("`{}` uses `{dependency}`", member.name);
            if ours && dependency == "loadline-testkit" {
                if !tests_only {
                    report(dependency, edge, "the testkit is for tests only: a dev-dependency");
                }
            } else if ours {
                if !room.may_use.contains(&dependency.as_str()) {
                    report(dependency, edge, "not an allowed edge; see the table in xtask/src/layers.rs");
                }
            } else if !tests_only {
                for reserved in RESERVED {
                    if reserved.libraries.contains(&dependency.as_str()) && !(reserved.allowed)(room) {
                        report(dependency, edge.clone(), reserved.why);
                    }
                }
            }
        }
    }
    violations
}

/// Every mention of a clock, a file or a process in the source of a crate below the edges.
pub(crate) fn words(files: &[TrackedFile]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let room = file
            .path
            .strip_prefix("crates/")
            .and_then(|path| path.split_once("/src/"))
            .and_then(|(name, _)| ROOMS.iter().find(|room| room.name == name));
        if room.is_none_or(|room| room.floor >= Floor::Edge) {
            continue;
        }
        for (number, line) in file.lines().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (word, why) in EDGE_ONLY {
                if line.contains(word) {
                    let what = format!("`{word}` below the edges");
                    violations.push(Violation { path: file.path.clone(), line: number, what, why });
                }
            }
        }
    }
    violations
}

/// The line of a manifest on which a dependency is named, or 1.
fn line_of(manifest: &TrackedFile, dependency: &str) -> usize {
    let named =
        |line: &str| line.strip_prefix(dependency).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    manifest.lines().find(|(_, line)| named(line)).map_or(1, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, dependencies: &[(&str, bool)]) -> WorkspaceCrate {
        WorkspaceCrate {
            name: name.to_owned(),
            manifest: format!("crates/{name}/Cargo.toml"),
            dependencies: dependencies.iter().map(|(name, tests)| ((*name).to_owned(), *tests)).collect(),
        }
    }

    /// Checks one crate with these dependencies in a workspace that holds every room.
    #[track_caller]
    fn check(name: &str, dependencies: &[(&str, bool)], expected: &[&str]) {
        let mut crates: Vec<WorkspaceCrate> = ROOMS.iter().map(|room| member(room.name, &[])).collect();
        crates.retain(|other| other.name != name);
        crates.push(member(name, dependencies));
        let found: Vec<String> = edges(&crates, &[]).into_iter().map(|violation| violation.what).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn imports_run_downwards() {
        check("loadline-check", &[("loadline-model", false), ("loadline-sim", false)], &[]);
        check("loadline-model", &[("loadline-check", false)], &["`loadline-model` uses `loadline-check`"]);
    }

    #[test]
    fn engines_do_not_know_each_other_unless_the_table_says_so() {
        check("loadline-sim", &[("loadline-capacity", false)], &["`loadline-sim` uses `loadline-capacity`"]);
        check("loadline-slo", &[("loadline-promql", false)], &[]);
    }

    #[test]
    fn the_testkit_is_for_tests() {
        check("loadline-flow", &[("loadline-testkit", true)], &[]);
        check("loadline-flow", &[("loadline-testkit", false)], &["`loadline-flow` uses `loadline-testkit`"]);
    }

    #[test]
    fn libraries_stay_in_their_rooms() {
        check("loadline-capacity", &[("tokio", false)], &["`loadline-capacity` uses `tokio`"]);
        check("loadline-app", &[("anyhow", false)], &["`loadline-app` uses `anyhow`"]);
        check("loadline-remote", &[("reqwest", false), ("tokio", false)], &[]);
        check("loadline-sim", &[("rand", true)], &[]);
    }

    #[test]
    fn a_room_must_be_in_the_table() {
        check("loadline-attic", &[], &["`loadline-attic` is not in the table of rooms"]);
    }

    #[test]
    fn an_edge_is_reported_on_its_line() {
        let text = "[dependencies]\nloadline-base.workspace = true\nloadline-app.workspace = true\n";
        let manifest =
            TrackedFile { path: "crates/loadline-model/Cargo.toml".to_owned(), text: Some(text.to_owned()) };
        let crates = [member("loadline-model", &[("loadline-app", false)]), member("loadline-app", &[])];
        assert_eq!(edges(&crates, &[manifest])[0].line, 3);
    }

    #[test]
    fn rows_of_the_table_point_downwards_or_are_argued() {
        for room in ROOMS {
            for used in room.may_use {
                let below = ROOMS.iter().find(|other| other.name == *used).unwrap();
                assert!(below.floor <= room.floor, "{} may not use {used}", room.name);
            }
        }
    }

    #[test]
    fn the_core_has_no_clock_and_no_files() {
        let core = |path: &str| TrackedFile {
            path: path.to_owned(),
            text: Some("//! x\n// Instant::now is not for us.\nlet now = Instant::now();\n".to_owned()),
        };
        assert_eq!(words(&[core("crates/loadline-sim/src/lib.rs")])[0].line, 3);
        assert!(words(&[core("crates/loadline-repo/src/lib.rs")]).is_empty());
    }
}
