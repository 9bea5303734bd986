//! The JSON shape of a capacity report, `loadline/capacity/v1`. Documented in `docs/guide/json.md`; fields are only ever
//! added. Rows are put into this shape one at a time, as they are written: a large system has hundreds of megabytes.

use loadline_app::capacity::{
    After, AskedRow, BacklogRow, BillRow, CapacityReport, ConnectionsRow, CostRow, LimitRow, LinkRow,
    RoomRow, StoredRow, Subject, TakeoverRow, TrafficRow, UnknownRow, Until, WaitRow, Way,
};
use loadline_evidence::{Input, Quantity, Working};
use serde::{Serialize, Serializer};

/// The whole report.
#[derive(Serialize)]
pub(super) struct Shape<'r> {
    schema: &'static str,
    subject: Option<Named<'r>>,
    headroom: Option<Figure<'r>>,
    traffic: Each<'r, TrafficRow, Traffic<'r>>,
    load: Each<'r, AskedRow, Load<'r>>,
    limits: Each<'r, LimitRow, Limit<'r>>,
    waits: Each<'r, WaitRow, Wait<'r>>,
    takeovers: Each<'r, TakeoverRow, Takeover<'r>>,
    connections: Each<'r, ConnectionsRow, OfComponent<'r>>,
    consumers: Each<'r, BacklogRow, Consumer<'r>>,
    storage: Each<'r, StoredRow, Stored<'r>>,
    rooms: Each<'r, RoomRow, OfComponent<'r>>,
    bandwidth: Each<'r, LinkRow, Link<'r>>,
    costs: Each<'r, CostRow, Cost<'r>>,
    bills: Each<'r, BillRow, Bill<'r>>,
    unknowns: Each<'r, UnknownRow, Unknown<'r>>,
}

impl<'r> Shape<'r> {
    /// The shape of a report.
    pub(super) fn of(report: &'r CapacityReport) -> Self {
        let named = |kind, id| Some(Named { kind, id });
        Self {
            schema: "loadline/capacity/v1",
            subject: match &report.subject {
                Subject::System => None,
                Subject::Journey(id) => named("journey", id),
                Subject::Component(id, kind) => named(kind, id),
            },
            headroom: report.headroom.as_ref().map(figure),
            traffic: Each(&report.traffic, |row| Traffic {
                journey: &row.journey,
                figures: figures(row.figures()),
            }),
            load: Each(&report.asked, |row| Load {
                component: &row.component,
                waited_for: row.waited_for,
                figures: figures(row.figures()),
            }),
            limits: Each(&report.limits, limit),
            waits: Each(&report.waits, |row| Wait {
                component: &row.component,
                what: row.what,
                refused: row.time.as_ref().err().map(String::as_str),
                figures: figures(row.figures()),
            }),
            takeovers: Each(&report.takeovers, |row| Takeover {
                component: &row.component,
                failed: &row.failed,
                figures: figures(row.figures()),
            }),
            connections: Each(&report.connections, |row| OfComponent {
                component: &row.component,
                figures: figures([&row.accepts, &row.fewest, &row.most]),
            }),
            consumers: Each(&report.backlogs, |row| Consumer {
                component: &row.component,
                outage: row.outage.as_ref().map(|(_, what)| *what),
                never_drains: row.never_drains,
                figures: figures(row.figures()),
            }),
            storage: Each(&report.stored, |row| Stored {
                component: &row.component,
                name: &row.name,
                for_ever: row.for_ever,
                figures: figures(row.figures()),
            }),
            rooms: Each(&report.rooms, |row| OfComponent {
                component: &row.component,
                figures: figures([&row.holds, &row.room].into_iter().chain(&row.lasts)),
            }),
            bandwidth: Each(&report.links, |row| Link {
                from: &row.from,
                to: &row.to,
                crosses_system_edge: row.crosses,
                compression: row.compression.as_deref(),
                figures: figures(row.there.iter().chain(&row.back).flat_map(Way::figures)),
            }),
            costs: Each(&report.costs, |row| Cost {
                component: &row.component,
                currency: &row.currency,
                figures: figures([&row.monthly]),
            }),
            bills: Each(&report.bills, |row| Bill {
                currency: &row.currency,
                figures: figures(
                    [Some(&row.monthly), row.budget.as_ref(), row.per_thousand.as_ref()]
                        .into_iter()
                        .flatten(),
                ),
            }),
            unknowns: Each(&report.unknowns, |row| Unknown { field: &row.field, tells: &row.tells }),
        }
    }
}

/// A list whose entries are made one at a time, as they are written.
struct Each<'r, T, S>(&'r [T], fn(&'r T) -> S);

impl<T, S: Serialize> Serialize for Each<'_, T, S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

#[derive(Serialize)]
struct Named<'r> {
    kind: &'r str,
    id: &'r str,
}

#[derive(Serialize)]
struct Traffic<'r> {
    journey: &'r str,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Load<'r> {
    component: &'r str,
    waited_for: bool,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Limit<'r> {
    name: &'r str,
    component: &'r str,
    kind: &'r str,
    what: &'r str,
    when: &'r str,
    copies: Option<u64>,
    lost_without_copy: bool,
    lost_without_zone: bool,
    at_peak: Losses<'r>,
    scales_in_seconds: Option<f64>,
    headroom_until: Option<String>,
    full_by: Option<String>,
    figures: Vec<Figure<'r>>,
}

/// With the copies that run before scaling adds any.
#[derive(Serialize)]
struct Losses<'r> {
    copies: Option<u64>,
    lost_without_copy: bool,
    lost_without_zone: bool,
    down_without: &'r [String],
}

#[derive(Serialize)]
struct Takeover<'r> {
    component: &'r str,
    failed: &'r str,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Wait<'r> {
    component: &'r str,
    what: &'r str,
    refused: Option<&'r str>,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct OfComponent<'r> {
    component: &'r str,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Consumer<'r> {
    component: &'r str,
    outage: Option<&'r str>,
    never_drains: bool,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Stored<'r> {
    component: &'r str,
    name: &'r str,
    for_ever: bool,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Link<'r> {
    from: &'r str,
    to: &'r str,
    crosses_system_edge: bool,
    compression: Option<&'r str>,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Cost<'r> {
    component: &'r str,
    currency: &'r str,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Bill<'r> {
    currency: &'r str,
    figures: Vec<Figure<'r>>,
}

#[derive(Serialize)]
struct Unknown<'r> {
    field: &'r str,
    tells: &'r str,
}

/// A quantity with what went into it.
#[derive(Serialize)]
struct Figure<'r> {
    name: &'r str,
    value: f64,
    unit: &'r str,
    formula: Option<Words<'r>>,
    source: &'r str,
    inputs: Each<'r, Input, Read<'r>>,
}

/// A working, put into words as it is written.
struct Words<'r>(&'r Working);

impl Serialize for Words<'_> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        serializer.collect_str(self.0)
    }
}

#[derive(Serialize)]
struct Read<'r> {
    path: &'r str,
    value: f64,
    unit: &'r str,
    provenance: &'r str,
}

fn limit(row: &LimitRow) -> Limit<'_> {
    Limit {
        name: &row.name,
        component: &row.component,
        kind: row.kind,
        what: row.what,
        when: row.when,
        copies: row.copies,
        lost_without_copy: row.at_most().copy == After::Nothing,
        lost_without_zone: row.at_most().zone == After::Nothing,
        at_peak: Losses {
            copies: row.copies.map(|_| row.running.copies),
            lost_without_copy: row.running.copy == After::Nothing,
            lost_without_zone: row.running.zone == After::Nothing,
            down_without: &row.running.fatal,
        },
        scales_in_seconds: row.scales_in,
        headroom_until: row.headroom_ends.and_then(until),
        full_by: row.full.and_then(until),
        figures: figures(row.figures()),
    }
}

/// A day; today's load has passed it already when the limit lasts to less than 1.
fn until(until: Until) -> Option<String> {
    match until {
        Until::On(day) => Some(day.to_string()),
        Until::Passed => Some("passed".to_owned()),
        Until::NotForYears => None,
    }
}

fn figures<'q>(figures: impl IntoIterator<Item = &'q Quantity>) -> Vec<Figure<'q>> {
    figures.into_iter().map(figure).collect()
}

fn figure(figure: &Quantity) -> Figure<'_> {
    Figure {
        name: &figure.name,
        value: figure.value,
        unit: figure.unit,
        formula: figure.formula.as_ref().map(Words),
        source: figure.source.word(),
        inputs: Each(&figure.inputs, |input| Read {
            path: &input.path,
            value: input.value,
            unit: input.unit,
            provenance: input.provenance.word(),
        }),
    }
}
