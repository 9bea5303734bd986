//! Which alert policy would have been best, for people and for machines.

mod html;

use super::said::time;
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::slo::backtest::Spread;
use loadline_app::slo::tune::{Chosen, Found, Ground, Part, Parts, Search, Space, Tier, Wanted, Whose};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

pub(crate) use html::html;

/// Policies of the front that are told.
const ROWS: usize = 10;

/// The policy that is proposed, what is gained by it and what that rests on; then every policy to choose from.
pub(crate) fn page(search: &Search, wish: &Wanted, space: &Space, digits: Digits) -> Page {
    let teller = Teller { search, wish, space, digits };
    let mut page = Page::default();
    page.head(teller.headline());
    for sentence in teller.sentences() {
        page.say(sentence);
    }
    page.table(teller.table());
    if let Some(chosen) = &search.chosen {
        page.say("to take it, put this into the model and write `alert: {policy: tuned}` in the objectives:");
        page.code(chosen.fragment.trim_end());
        page.say(kept(search, space));
    }
    let refused = search.tuned.refused.iter().map(|refused| {
        let id = search.slos.get(refused.slo).map_or("?", |slo| slo.id.as_str());
        format!("`{id}`: {}", refused.why)
    });
    page.aside("not searched on", refused.collect());
    page.aside("what this rests on", teller.basis());
    page
}

struct Teller<'a> {
    search: &'a Search,
    wish: &'a Wanted,
    space: &'a Space,
    digits: Digits,
}

impl Teller<'_> {
    fn headline(&self) -> String {
        let tried = Digits::Four.number(self.search.tuned.tried as f64);
        let within = match self.wish.within {
            Some(within) => format!("within {}", self.digits.time(within.as_secs_f64())),
            None => "at all".to_owned(),
        };
        match &self.search.chosen {
            Some(chosen) => format!(
                "`{}` pages least of {tried} policies, and tells {within}: {}",
                chosen.policy.name,
                self.pages(&chosen.parts.seen)
            ),
            None => format!("none of {tried} policies tells of enough incidents {within}"),
        }
    }

    /// "7 pages, 95% of 6 incidents within 12 min".
    fn pages(&self, part: &Part) -> String {
        let mut said = vec![count(part.pages, "page")];
        said.extend(part.detection.map(|late| {
            let all = count(part.incidents, "incident");
            format!("95% of {all} within {}", self.digits.time(late.p95 / 1000.0))
        }));
        let missed = part.recall.map_or(0, |recall| missed(recall, part.incidents));
        said.extend((missed > 0).then(|| format!("{missed} missed")));
        said.join(", ")
    }

    fn sentences(&self) -> Vec<String> {
        let search = self.search;
        let mut said = Vec::new();
        if let (Some(chosen), Some(present)) = (&search.chosen, &search.present) {
            said.push(format!(
                "the policies in force now: {}; {}",
                self.pages(&present.seen),
                gain(&chosen.parts.seen, &present.seen)
            ));
        }
        if let Some(Chosen { parts: Parts { unseen: Some(unseen), .. }, .. }) = &search.chosen {
            let present = search.present.as_ref().and_then(|present| present.unseen.as_ref());
            let against =
                present.map_or_else(String::new, |present| format!(" (now: {})", self.pages(present)));
            said.push(format!("on the part kept back: {}{against}", self.pages(unseen)));
            said.extend(self.doubt(unseen));
        }
        let ground = &search.tuned.ground;
        said.push(match ground.incidents {
            None | Some(0) => format!(
                "no incident is written down for this part (`--incidents`), so the time is that of an outage of {}, by formula",
                self.digits.percent(self.wish.outage)
            ),
            Some(few) if ground.thin => {
                format!("only {} decide: one more may change everything", count(few, "incident"))
            }
            Some(many) => format!("{} decide", count(many, "incident")),
        });
        if search.chosen.is_none() {
            said.push(
                "the nearest are below; give more time (`--detect`), or allow misses (`--recall`)".to_owned(),
            );
        }
        said
    }

    /// Where the part kept back does not bear the choice out.
    fn doubt(&self, unseen: &Part) -> Option<String> {
        let recall = unseen.recall?;
        let late = unseen.detection.map(|spread| spread.p95 / 1000.0);
        let wanted = self.wish.within.map(|within| within.as_secs_f64());
        if recall < self.wish.recall {
            return Some(format!(
                "!! there it pages {} of the incidents, and {} were wanted: do not take it unseen",
                self.digits.percent(recall),
                self.digits.percent(self.wish.recall)
            ));
        }
        (late? > wanted?).then(|| "!! there it is later than wanted: do not take it unseen".to_owned())
    }

    fn table(&self) -> Table {
        let search = self.search;
        let unseen = search.tuned.ground.unseen.is_some();
        let mut columns = vec![
            ("pages", Align::Right),
            ("paged", Align::Right),
            ("late", Align::Right),
            ("spent", Align::Right),
        ];
        let tickets = self.space.has_tickets();
        if tickets {
            columns.extend([("tickets", Align::Right), ("told", Align::Right)]);
        }
        if unseen {
            columns.extend([("then pages", Align::Right), ("then late", Align::Right)]);
        }
        columns.push(("policy", Align::Left));
        let row = |seen: &Part, then: Option<&Part>, outage: Option<f64>, name: &str| {
            let mut cells = vec![
                seen.pages.to_string(),
                seen.recall.map_or_else(|| "?".to_owned(), |share| self.digits.percent(share)),
                self.late(seen, outage),
                seen.spent.map_or_else(|| "?".to_owned(), |spread| self.digits.percent(spread.p95)),
            ];
            if tickets {
                cells.push(seen.tickets.to_string());
                cells.push(seen.told.map_or_else(|| "?".to_owned(), |share| self.digits.percent(share)));
            }
            if unseen {
                cells.push(then.map_or_else(String::new, |part| part.pages.to_string()));
                cells.push(then.map_or_else(String::new, |part| self.late(part, outage)));
            }
            cells.push(name.to_owned());
            cells
        };
        let choices = search.choices();
        let mut rows: Vec<Vec<String>> = Vec::new();
        if let Some(present) = &search.present {
            rows.push(row(&present.seen, present.unseen.as_ref(), None, "in force now"));
        }
        rows.extend(choices.iter().take(ROWS).map(|found| {
            let outage = found.outage.map(|time| time.as_secs_f64());
            row(&found.seen, found.unseen.as_ref(), outage, &found.policy.name)
        }));
        let best = if search.chosen.is_some() { "none of these is beaten by another" } else { "the nearest" };
        let then = if unseen { "; then: on the part kept back" } else { "" };
        Table {
            title: format!(
                "{best}; late: 95% of incidents paged within; spent: of the budget before a page{then}"
            ),
            columns,
            rows,
            rest: choices.len().saturating_sub(ROWS),
        }
    }

    fn late(&self, part: &Part, outage: Option<f64>) -> String {
        let seconds = match part.recall {
            Some(_) => part.detection.map(|late| late.p95 / 1000.0),
            None => outage,
        };
        seconds.map_or_else(|| "?".to_owned(), |seconds| self.digits.time(seconds))
    }

    fn basis(&self) -> Vec<String> {
        let tuned = &self.search.tuned;
        let span = |(from, to): (i64, i64)| format!("{} to {}", time(from), time(to));
        let mut said = vec![format!("searched on {}", span(tuned.ground.seen))];
        said.extend(tuned.ground.unseen.map(|part| format!("held against {}", span(part))));
        said.push(format!(
            "{} of {} dropped, as they are too late or miss too much",
            Digits::Four.number(tuned.too_late as f64),
            Digits::Four.number(tuned.tried as f64)
        ));
        let space = self.space;
        said.push(format!(
            "policies of at most {} that page: {}, {}, {} of windows and {} (`for`)",
            count(space.tiers, "tier"),
            count(space.burns.len(), "burn rate"),
            count(space.longs.len(), "long window"),
            count(space.ratios.len(), "ratio"),
            count(space.holds.len(), "hold time"),
        ));
        said.extend((space.least_events.len() > 1).then(|| {
            format!("with {} of events in a long window", count(space.least_events.len(), "least number"))
        }));
        said.extend(space.has_tickets().then(|| {
            format!(
                "with no tickets or one tier of them: {}, {}; told: of the incidents, those with a page or a ticket",
                count(space.ticket_burns.len(), "burn rate"),
                count(space.ticket_longs.len(), "long window"),
            )
        }));
        let samples = usize::try_from(self.search.notes.samples).unwrap_or(usize::MAX);
        said.push(format!("{} of {} series", count(samples, "sample"), self.search.notes.series));
        said
    }
}

/// Whose tickets a proposal has.
fn kept(search: &Search, space: &Space) -> String {
    if space.has_tickets() {
        return match search.kept.absent_after {
            Some(_) => "pages and tickets are those found; the alert about missing data is the one in force"
                .to_owned(),
            None => "pages and tickets are those found".to_owned(),
        };
    }
    let what = match (search.kept.tickets.len(), search.kept.absent_after) {
        (0, None) => "no tickets and no alert about missing data".to_owned(),
        (0, Some(_)) => "no tickets, and the alert about missing data".to_owned(),
        (many, None) => format!("{}, and no alert about missing data", count(many, "ticket")),
        (many, Some(_)) => format!("{} and the alert about missing data", count(many, "ticket")),
    };
    match search.kept.from {
        Whose::InForce => format!("{what} are those in force: only pages are searched"),
        Whose::Most(some, all) => {
            format!("{what} are those of {some} of {all} objectives, which differ: only pages are searched")
        }
        Whose::Standard => format!("{what} are those of the standard policy: only pages are searched"),
    }
}

fn missed(recall: f64, incidents: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let paged = (recall * incidents as f64).round() as usize;
    incidents.saturating_sub(paged)
}

/// What is gained on the part that was searched on.
fn gain(chosen: &Part, present: &Part) -> String {
    match (chosen.pages, present.pages) {
        (new, old) if new < old => format!("the new one wakes somebody {} less", times(old - new)),
        (new, old) if new > old => format!("the new one wakes somebody {} more", times(new - old)),
        _ => "the new one wakes somebody as often".to_owned(),
    }
}

fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

/// The JSON shape, `loadline/slo-tune/v1`.
pub(crate) fn as_json(search: &Search, wish: &Wanted, space: &Space) -> Value {
    let tuned = &search.tuned;
    let Ground { seen, unseen, incidents, unseen_incidents, thin } = tuned.ground;
    let span = |(from, to): (i64, i64)| json!({"from": time(from), "to": time(to)});
    let parts = |parts: &Parts| json!({"seen": part(&parts.seen), "unseen": parts.unseen.as_ref().map(part)});
    let chosen = search.chosen.as_ref().map(|chosen| {
        json!({"name": chosen.policy.name, "parts": parts(&chosen.parts), "fragment": chosen.fragment})
    });
    json!({
        "wish": {
            "within_seconds": wish.within.map(|within| within.as_secs_f64()),
            "recall": wish.recall,
            "told": wish.told,
            "outage": wish.outage,
        },
        "space": {
            "burn_rates": space.burns.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "longs": space.longs.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "ratios": space.ratios,
            "for_seconds": space.holds.iter().map(|hold| hold.as_secs_f64()).collect::<Vec<_>>(),
            "tiers": space.tiers,
            "least_events": space.least_events.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "ticket_burn_rates": space.ticket_burns.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "ticket_longs": space.ticket_longs.iter().map(ToString::to_string).collect::<Vec<_>>(),
        },
        "tried": tuned.tried,
        "too_late": tuned.too_late,
        "ground": {
            "searched": span(seen),
            "kept_back": unseen.map(span),
            "incidents": incidents,
            "incidents_kept_back": unseen_incidents,
            "thin": thin,
        },
        "kept": {
            "tickets": search.kept.tickets.iter().map(tier).collect::<Vec<_>>(),
            "absent_after_seconds": search.kept.absent_after.map(|after| after.as_secs_f64()),
            "whose": match search.kept.from {
                Whose::InForce => "in-force",
                Whose::Most(..) => "most",
                Whose::Standard => "standard",
            },
        },
        "chosen": chosen,
        "present": search.present.as_ref().map(parts),
        "front": tuned.front.iter().map(found).collect::<Vec<_>>(),
        "nearest": tuned.nearest.iter().map(found).collect::<Vec<_>>(),
        "refused": tuned.refused.iter().map(|one| json!({
            "slo": search.slos.get(one.slo).map(|slo| slo.id.as_str()),
            "why": one.why,
        })).collect::<Vec<_>>(),
    })
}

fn part(part: &Part) -> Value {
    let spread = |spread: Option<Spread>| {
        spread.map(|one| json!({"count": one.count, "p50": one.p50, "p95": one.p95, "max": one.max}))
    };
    json!({
        "pages": part.pages,
        "tickets": part.tickets,
        "told": part.told,
        "updates": part.updates,
        "incidents": part.incidents,
        "recall": part.recall,
        "detection_ms": spread(part.detection),
        "spent_before": spread(part.spent),
    })
}

fn tier(tier: &Tier) -> Value {
    json!({
        "class": tier.class.word(),
        "burn_rate": tier.burn.to_string(),
        "long": tier.long.to_string(),
        "short": tier.short.to_string(),
        "for_seconds": tier.hold.as_secs_f64(),
    })
}

fn found(found: &Found) -> Value {
    json!({
        "name": found.policy.name,
        "least_events": found.policy.least_events.to_string(),
        "tiers": found.policy.tiers.iter().map(tier).collect::<Vec<_>>(),
        "outage_detected_after_seconds": found.outage.map(|time| time.as_secs_f64()),
        "seen": part(&found.seen),
        "unseen": found.unseen.as_ref().map(part),
    })
}
