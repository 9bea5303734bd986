//! How much data every piece of state and every topic adds in a day, how much of it is kept, and how much that is with
//! all copies.
//!
//! Every write is taken as a new record: updates in place add less. Indexes, logs and free space are not counted.

use crate::copies::Copies;
use crate::load::Loads;
use crate::provenance::{assumed, computed, input};
use crate::traffic::DAY;
use crate::unknown::Unknown;
use loadline_base::figure::figure;
use loadline_base::units::{Duration, Size};
use loadline_evidence::{Input, Quantity, Working};
use loadline_model::{Body, Component, Decided, Edge, Model, Stated};

/// What a piece of state or a topic keeps.
#[derive(Debug, Clone)]
pub struct Stored<'m> {
    /// Where it is kept.
    pub component: Component<'m>,
    /// Name of the piece of state or the topic.
    pub name: &'m str,
    /// Records a second on average.
    pub writes: Quantity,
    /// Bytes added in a day, before replication.
    pub per_day: Quantity,
    /// Bytes kept once the oldest are as old as they may get, before replication; `None` when kept for ever or when
    /// that is not said.
    pub retained: Option<Quantity>,
    /// Whether it is kept for ever by decision.
    pub for_ever: bool,
    /// `retained` with all copies.
    pub replicated: Option<Quantity>,
}

impl Stored<'_> {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        [Some(&self.writes), Some(&self.per_day), self.retained.as_ref(), self.replicated.as_ref()]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// When a store's room is used up.
#[derive(Debug, Clone)]
pub struct Room<'m> {
    /// The store.
    pub component: Component<'m>,
    /// Bytes it holds today, before replication.
    pub holds: Quantity,
    /// Bytes one copy has room for, times shards.
    pub room: Quantity,
    /// Years until it is full at today's writes, if nothing is deleted. `None` when no writes are known.
    pub lasts: Option<Quantity>,
}

impl Room<'_> {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        [Some(&self.holds), Some(&self.room), self.lasts.as_ref()].into_iter().flatten().collect()
    }
}

/// What is kept of each piece of state with an owner and a home, in the order written.
pub(crate) fn state<'m>(model: &'m Model, loads: &Loads<'m>, unknowns: &mut Vec<Unknown>) -> Vec<Stored<'m>> {
    let mut found = Vec::new();
    for (name, item) in model.system.state.iter().flat_map(|all| all.iter()) {
        let owner =
            item.owner.as_ref().and_then(|owner| owner.value()).and_then(|owner| model.find(&owner.id));
        let home = item.home.as_ref().and_then(|home| model.find(&home.id));
        let (Some(owner), Some(home)) = (owner, home) else { continue };
        let data: Vec<&str> =
            item.data.as_deref().into_iter().flatten().map(|data| data.id.as_str()).collect();
        let writes = written(model, loads, owner, home, &data);
        let Some(rate) = writes.filter(|rate| *rate > 0.0) else { continue };
        let mut size = Some(RecordSize::default());
        let mut kept: Option<Kept> = None;
        for id in &data {
            let Some(class) = model.system.data.as_ref().and_then(|all| all.get(id)) else { continue };
            match &class.record {
                Some(record) => {
                    size = size.map(|size| {
                        size.and(input(format!("data/{id}/record"), record.bytes() as f64, "B", record))
                    })
                }
                None => {
                    unknowns.push(Unknown::new(
                        format!("data/{id}/record"),
                        format!("storage of `{name}` per day"),
                    ));
                    size = None;
                }
            }
            let own = Kept::of(class.retention.as_ref(), format!("data/{id}/retention"));
            kept = Some(kept.map_or_else(|| own.clone(), |kept| kept.longest(own.clone())));
        }
        let (Some(size), Some(kept)) = (size.filter(|size| size.bytes > 0.0), kept) else { continue };
        let writes =
            Quantity::computed("writes", rate, "1/s", format!("writes of `{}` on average", owner.name));
        found.push(stored(model, home, name, writes, size, kept, unknowns));
    }
    found
}

/// What is kept of each topic that is published to, in the order written.
pub(crate) fn topics<'m>(
    model: &'m Model,
    loads: &Loads<'m>,
    unknowns: &mut Vec<Unknown>,
) -> Vec<Stored<'m>> {
    let mut found = Vec::new();
    for component in model.components() {
        let Body::Queue(queue) = component.body else { continue };
        for (name, topic) in component.topics().into_iter().flat_map(|all| all.iter()) {
            let publishing = || {
                model
                    .callers(component.id)
                    .filter(|edge| edge.publishes() && edge.part.is_none_or(|part| part == name))
            };
            let rate: f64 = publishing().map(|edge| loads.edges.on(edge.id).average).sum();
            if rate <= 0.0 {
                continue;
            }
            let path = format!("{}/topics/{name}", component.path());
            let Some(size) = message_size(topic.payload.as_ref(), &path, publishing()) else {
                unknowns.push(Unknown::new(
                    format!("{path}/payload"),
                    format!("storage and bandwidth of `{}.{name}`", component.name),
                ));
                continue;
            };
            let own = Kept::of(topic.retention.as_ref(), format!("{path}/retention"));
            let kept = match own {
                Kept::Unsaid(_) => {
                    Kept::of(queue.retention.as_ref(), format!("{}/retention", component.path()))
                }
                said => said,
            };
            let writes = Quantity::computed("writes", rate, "1/s", "messages published on average");
            found.push(stored(model, component, name, writes, size, kept, unknowns));
        }
    }
    found
}

/// When the room of every store that says its size and its room is used up.
pub(crate) fn rooms<'m>(model: &'m Model, stored: &[Stored<'m>]) -> Vec<Room<'m>> {
    let mut found = Vec::new();
    for component in model.components() {
        let Body::Store(store) = component.body else { continue };
        let room = component.common().capacity.as_ref().and_then(|capacity| capacity.storage.as_ref());
        let (Some(size), Some(room)) = (&store.size, room.filter(|room| room.is_decided())) else { continue };
        let path = component.path();
        let shards = Copies::of(model, component).map_or(1, |copies| copies.shards) as f64;
        let (holds, most) = (size.bytes() as f64, room.bytes() as f64 * shards);
        let adds: f64 = stored
            .iter()
            .filter(|stored| stored.component.id == component.id)
            .map(|stored| stored.per_day.value)
            .sum();
        let formula = Working::new(move |f| {
            write!(f, "({} − {}) ÷ {} a day ÷ 365.25", words(most), words(holds), words(adds))
        });
        let inputs = [computed("room", most, "B"), computed("adds a day", adds, "B/d")];
        found.push(Room {
            component,
            holds: Quantity::stated("holds", holds, "B").from([input(
                format!("{path}/size"),
                holds,
                "B",
                size,
            )]),
            room: Quantity::computed(
                "room",
                most,
                "B",
                if shards > 1.0 {
                    format!("{} × {} shards", room.value, figure(shards))
                } else {
                    room.value.to_string()
                },
            )
            .from([input(format!("{path}/capacity/storage"), room.bytes() as f64, "B", room)]),
            lasts: (adds > 0.0).then(|| {
                let years = (most - holds).max(0.0) / adds / 365.25;
                Quantity::computed("full in", years, "years", formula).from(inputs)
            }),
        });
    }
    found
}

/// Writes a second on average from an owner into its piece of state. An edge that says which data it carries counts only
/// when that is the data of the piece. `None` when the owner does not say that it writes there.
fn written(
    model: &Model,
    loads: &Loads<'_>,
    owner: Component<'_>,
    home: Component<'_>,
    data: &[&str],
) -> Option<f64> {
    let carries = |edge: &Edge<'_>| {
        let carried = edge.need.carries.as_deref().filter(|carried| !carried.is_empty());
        carried.is_none_or(|carried| carried.iter().any(|carried| data.contains(&carried.id.as_str())))
    };
    let edges = model.needs(owner.id).filter(|edge| edge.to.id == home.id && carries(edge));
    let mut writes = edges.map(|edge| loads.edges.on(edge.id).average_writes).peekable();
    writes.peek()?;
    Some(writes.sum())
}

/// The size of one record and what it was read from.
#[derive(Debug, Clone, Default)]
struct RecordSize {
    bytes: f64,
    inputs: Vec<Input>,
}

impl RecordSize {
    fn and(mut self, input: Input) -> Self {
        self.bytes += input.value;
        self.inputs.push(input);
        self
    }
}

/// The size of a message: of the topic, else the largest that an edge says.
fn message_size<'m>(
    payload: Option<&Stated<Size>>,
    path: &str,
    publishing: impl Iterator<Item = Edge<'m>>,
) -> Option<RecordSize> {
    let read = |size: &Stated<Size>, path: String| input(path, size.bytes() as f64, "B", size);
    let own = payload.map(|size| read(size, format!("{path}/payload")));
    let of_edges = publishing.filter_map(|edge| {
        edge.need.payload.as_ref().map(|size| read(size, format!("{}/payload", edge.path())))
    });
    let input = own.or_else(|| of_edges.max_by(|a, b| a.value.total_cmp(&b.value)))?;
    Some(RecordSize::default().and(input))
}

/// How long something is kept.
#[derive(Debug, Clone)]
enum Kept {
    /// Nothing is said at this path.
    Unsaid(String),
    ForEver,
    For(Input),
}

impl Kept {
    fn of(retention: Option<&Stated<Decided<Duration>>>, path: String) -> Self {
        match retention.filter(|retention| retention.is_decided()) {
            None => Self::Unsaid(path),
            Some(stated) => match stated.value.value() {
                None => Self::ForEver,
                Some(time) => Self::For(input(path, time.as_secs_f64() / DAY, "d", stated)),
            },
        }
    }

    /// What is kept for ever outlasts everything; what nobody says may outlast every stated time.
    fn longest(self, other: Self) -> Self {
        match (self, other) {
            (Self::ForEver, _) | (_, Self::ForEver) => Self::ForEver,
            (Self::Unsaid(path), _) | (_, Self::Unsaid(path)) => Self::Unsaid(path),
            (Self::For(a), Self::For(b)) => Self::For(if b.value > a.value { b } else { a }),
        }
    }
}

fn stored<'m>(
    model: &'m Model,
    component: Component<'m>,
    name: &'m str,
    writes: Quantity,
    size: RecordSize,
    kept: Kept,
    unknowns: &mut Vec<Unknown>,
) -> Stored<'m> {
    let rate = writes.value;
    let bytes = rate * size.bytes * DAY;
    let record = size.bytes;
    let formula = Working::new(move |f| write!(f, "{} × {} B × 86,400 s", figure(rate), figure(record)));
    let mut inputs = size.inputs;
    inputs.push(assumed("every write adds a record", 1.0, "1"));
    let per_day = Quantity::computed("adds a day, before replication", bytes, "B/d", formula).from(inputs);
    let retained = match &kept {
        Kept::For(days) => {
            let inputs = [days.clone(), computed("adds a day", bytes, "B/d")];
            let days = days.value;
            let formula = Working::new(move |f| write!(f, "{} a day × {} d", words(bytes), figure(days)));
            Some(Quantity::computed("kept, before replication", bytes * days, "B", formula).from(inputs))
        }
        Kept::ForEver | Kept::Unsaid(_) => None,
    };
    if let Kept::Unsaid(field) = &kept {
        unknowns.push(Unknown::new(field.clone(), format!("how much of `{name}` is kept")));
    }
    let copies = full_copies(model, component);
    let replicated = copies.zip(retained.as_ref()).map(|((copies, inputs), retained)| {
        let kept = retained.value;
        let formula = Working::new(move |f| write!(f, "{} × {} copies", words(kept), figure(copies)));
        Quantity::computed("kept, with all copies", kept * copies, "B", formula).from(inputs)
    });
    Stored { component, name, writes, per_day, retained, for_ever: matches!(kept, Kept::ForEver), replicated }
}

/// How many copies each hold all the data of a shard; `None` when it is not said that copies follow each other.
fn full_copies(model: &Model, component: Component<'_>) -> Option<(f64, Vec<Input>)> {
    let copies = Copies::of(model, component)?;
    let all = copies.fewest.saturating_mul(copies.in_turn).saturating_add(copies.readers);
    (copies.follow || all == 1).then(|| (all as f64, copies.inputs(component)))
}

fn words(bytes: f64) -> String {
    whole_bytes(bytes).to_string()
}

/// Bytes as a size, to three digits.
fn whole_bytes(bytes: f64) -> Size {
    Size::from_bytes(1).scale(loadline_base::figure::significant(bytes, 3))
}
