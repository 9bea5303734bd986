//! The model text that says the same as a plain system.

use super::system::*;
use std::fmt::Write;

/// `key: value` pairs of one flow map.
struct Fields(String);

impl Fields {
    fn add(&mut self, key: &str, value: impl std::fmt::Display) {
        let comma = if self.0.is_empty() { "" } else { ", " };
        write!(self.0, "{comma}{key}: {value}").expect("strings take everything");
    }

    fn maybe(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }
}

fn fields(fill: impl FnOnce(&mut Fields)) -> String {
    let mut made = Fields(String::new());
    fill(&mut made);
    format!("{{{}}}", made.0)
}

fn seconds(time: u64) -> String {
    format!("{time}s")
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

impl System {
    /// The model, with components, edges and domains in the order `order` puts indices in.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut section = |name: &str, entries: Vec<(String, String)>| {
            if !entries.is_empty() {
                writeln!(text, "{name}:").expect("strings take everything");
            }
            for (key, body) in entries {
                writeln!(text, "  {key}: {body}").expect("strings take everything");
            }
        };
        section("domains", self.domains.iter().map(|one| (one.name.clone(), self.domain(one))).collect());
        for (kind, name) in KINDS {
            let of_kind = self.components.iter().filter(|one| one.kind == kind);
            section(name, of_kind.map(|one| (one.name.clone(), self.component(one))).collect());
        }
        let cells = self.cells.iter().enumerate().map(|(index, (count, members))| {
            let members = list(members.iter().map(|member| self.components[*member].name.clone()));
            (format!("cells{index}"), format!("{{count: {count}, members: {members}}}"))
        });
        section("cells", cells.collect());
        let journeys = self.journeys.iter().map(|journey| {
            let body = fields(|out| {
                out.add("entry", self.target(journey.entry));
                out.maybe(
                    "completes",
                    journey.completes.map(|(within, at)| {
                        let within = within.map_or("none".to_owned(), seconds);
                        format!("{{within: {within}, at: {}}}", self.components[at].name)
                    }),
                );
            });
            (journey.name.clone(), body)
        });
        section("journeys", journeys.collect());
        text
    }

    fn target(&self, (component, part): Target) -> String {
        let component = &self.components[component];
        match part {
            Some(part) => format!("{}.{}", component.name, component.parts[part].0),
            None => component.name.clone(),
        }
    }

    fn domain(&self, domain: &Domain) -> String {
        fields(|out| {
            out.maybe("kind", domain.kind);
            out.maybe("in", domain.within.map(|within| &self.domains[within].name));
            if !domain.needs.is_empty() {
                let needs = domain.needs.iter().map(|need| self.components[*need].name.clone());
                out.add("needs", list(needs));
            }
            out.maybe("availability", domain.availability.map(Share::text));
        })
    }

    fn component(&self, one: &Component) -> String {
        fields(|out| {
            if !one.parts.is_empty() {
                let key = if one.kind == Kind::Queue { "topics" } else { "exposes" };
                let parts = fields(|out| {
                    for (name, limit) in &one.parts {
                        out.add(name, fields(|out| out.maybe("limit", *limit)));
                    }
                });
                out.add(key, parts);
            }
            out.maybe("availability", one.availability.map(Share::text));
            out.maybe("sla", one.sla.map(Share::text));
            out.maybe("mtbf", one.repairs.map(|(mtbf, _)| seconds(mtbf)));
            out.maybe("mttr", one.repairs.map(|(_, mttr)| seconds(mttr)));
            let incidents = |(times, mean)| format!("{{per-year: {times}, mean: {mean}s}}");
            out.maybe("incidents", one.incidents.map(incidents));
            out.maybe("deploys", one.deploys.map(deploys));
            out.maybe("failover", one.failover.map(failover));
            out.maybe("beta", one.beta.map(Share::text));
            out.maybe("replicas", one.replicas.as_ref().map(|replicas| self.replicas(replicas)));
            out.maybe("domain", one.domain.map(|domain| &self.domains[domain].name));
            let switch = |time| format!("{{mode: active-passive, switch: {time}s}}");
            out.maybe("regions", one.switch.map(switch));
            out.maybe("ttl", one.ttl.map(|ttl| ttl.map_or("none".to_owned(), seconds)));
            out.maybe("origin", one.origin.map(|origin| &self.components[origin].name));
            out.maybe("limit", one.limit);
            if !one.needs.is_empty() {
                let needs = fields(|out| {
                    for need in &one.needs {
                        out.add(&need.name, self.need(one, need));
                    }
                });
                out.add("needs", needs);
            }
        })
    }

    fn replicas(&self, replicas: &Replicas) -> String {
        fields(|out| {
            out.maybe("min", replicas.min);
            out.maybe("max", replicas.max);
            out.maybe("spread", replicas.spread.map(|spread| &self.domains[spread].name));
            let mode = replicas.mode.map(|mode| match mode {
                Mode::Sync => "sync",
                Mode::Async => "async",
                Mode::Quorum => "quorum",
            });
            out.maybe("mode", mode);
            out.maybe("quorum", replicas.quorum);
            out.maybe("failover", replicas.failover.map(failover));
        })
    }

    fn need(&self, caller: &Component, need: &Need) -> String {
        fields(|out| {
            out.add("to", self.target(need.to));
            out.maybe("kind", need.hard.map(|hard| if hard { "hard" } else { "soft" }));
            if !need.only_for.is_empty() {
                let limits = need.only_for.iter().map(|limit| match limit {
                    Limit::Part(part) => caller.parts[*part].0.clone(),
                    Limit::Journey(journey) => self.journeys[*journey].name.clone(),
                });
                out.add("for", list(limits));
            }
            out.maybe("step", need.step);
            let awaits = need.awaits.map(|awaits| match awaits {
                Await::All => "all".to_owned(),
                Await::Any => "any".to_owned(),
                Await::Some(least) => least.to_string(),
            });
            out.maybe("await", awaits);
            out.maybe("phase", need.start.then_some("start"));
            out.maybe("async", need.is_async.then_some("true"));
            out.maybe("access", need.access);
            let via = need.via.map(|via| match via {
                Via::Outbox => "outbox",
                Via::Cache(cache) => self.components[cache].name.as_str(),
            });
            out.maybe("via", via);
            out.maybe("calls", need.calls);
            out.maybe("share", need.share.map(Share::text));
            out.maybe("reads", need.reads);
            out.maybe("writes", need.writes);
            out.maybe("fallback", need.fallback.map(|fallback| self.fallback(fallback)));
        })
    }

    fn fallback(&self, fallback: Fallback) -> String {
        if fallback.way == Way::None {
            return "none".to_owned();
        }
        fields(|out| {
            match fallback.way {
                Way::To(other, part) => out.add("to", self.target((other, part))),
                Way::Stale(time) => out.add("stale", seconds(time)),
                Way::Queue(time) => out.add("queue", seconds(time)),
                Way::Degrade => out.add("degrade", "less"),
                Way::Drop => out.add("drop", "gone"),
                Way::As => out.add("as", "pending"),
                Way::None | Way::Unsaid => {}
            }
            out.maybe("exercised", fallback.exercised.then_some("2026-01-31"));
        })
    }
}

fn deploys(deploys: Deploys) -> String {
    fields(|out| {
        out.add("per-week", deploys.per_week);
        out.add("failure-rate", deploys.failure_rate.text());
        out.add("detect-and-roll-back", seconds(deploys.roll_back));
        let scope = deploys.scope.map(|scope| match scope {
            Scope::Cell => "cell",
            Scope::Zone => "zone",
            Scope::Region => "region",
            Scope::All => "all",
        });
        out.maybe("scope", scope);
    })
}

fn failover(failover: Failover) -> String {
    fields(|out| {
        out.maybe("per-year", failover.figures.map(|(times, _)| times));
        out.maybe("time", failover.figures.map(|(_, time)| seconds(time)));
        out.maybe("practised", failover.practised.then_some("2026-01-31"));
    })
}
