//! Who of a component's copies serves which part of its load. A plain component has one side; where copies follow a
//! primary there are two: replica reads on the followers, everything else on the primary.

use crate::copies::Copies;
use crate::load::{Loads, When};
use crate::sizing::replica_reads;
use loadline_base::figure::count;
use loadline_base::units::format_number;
use loadline_evidence::{Quantity, Working};
use loadline_model::{Body, Component, Model};

/// What runs out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// All copies of a component together.
    Copies,
    /// The one copy that takes writes, and reads that must be fresh.
    Primary,
    /// The copies that serve reads which may be old.
    Followers,
    /// The calls an external takes.
    Quota,
    /// The calls a caller allows itself on one edge.
    RateLimit,
    /// The connections a component accepts.
    Connections,
}

impl What {
    /// As it is shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Primary => "primary",
            Self::Followers => "followers",
            Self::Quota => "quota",
            Self::RateLimit => "rate limit",
            Self::Connections => "connections",
        }
    }
}

/// A part of a component's load with the copies that serve it.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) what: What,
    /// Operations a second today, over all groups.
    pub(crate) load: Quantity,
}

impl Side {
    /// How many of the copies that are up in a group serve it. When the primary is lost, a follower takes its place.
    pub(crate) const fn serving(&self, up: u64) -> u64 {
        match self.what {
            What::Primary if up > 1 => 1,
            What::Followers => up.saturating_sub(1),
            _ => up,
        }
    }
}

/// The sides of a component other than an external.
pub(crate) fn sides(
    model: &Model,
    loads: &Loads<'_>,
    component: Component<'_>,
    copies: &Copies,
    when: When,
) -> Vec<Side> {
    let Some(load) = loads.on(component.id).quantity("load", when) else { return Vec::new() };
    let all = copies.most.saturating_add(copies.readers);
    if !copies.follow {
        return vec![Side { what: What::Copies, load }];
    }
    let read = match when {
        When::Average => {
            replica_reads(model, &loads.edges, component, |load| load.average - load.average_writes)
        }
        When::Peak | When::Burst => {
            replica_reads(model, &loads.edges, component, |load| load.peak - load.writes)
        }
    };
    let read = read.min(load.value);
    let followers = all.saturating_sub(1);
    if read <= 0.0 || followers == 0 || !matches!(component.body, Body::Store(_)) {
        return vec![Side { what: What::Primary, load }];
    }
    let (total, number) = (load.value, format_number);
    let rest = Quantity {
        value: total - read,
        formula: Some(Working::new(move |f| {
            write!(f, "{} − {} reads of followers", number(total), number(read))
        })),
        ..load.clone()
    };
    let reads = Quantity {
        value: read,
        formula: Some(Working::new(move |f| {
            write!(f, "reads with `route: replica`, of {} in all", number(total))
        })),
        ..load
    };
    let primary = Side { what: What::Primary, load: rest };
    // Nothing but reads leaves the primary without load of its own.
    let mut sides = vec![primary];
    sides.retain(|side| side.load.value > 0.0);
    sides.push(Side { what: What::Followers, load: reads });
    sides
}

/// What `copies` copies in every group carry together, with the arithmetic.
pub(crate) fn carries(group: &Copies, copies: u64, each: f64, one: &Working) -> (f64, Working) {
    let (cells, shards, one) = (group.cells, group.shards, one.clone());
    let formula = Working::new(move |f| {
        for (number, noun) in [(cells, "cell"), (shards, "shard")] {
            if number != 1 {
                write!(f, "{} × ", count(number, noun))?;
            }
        }
        if copies != 1 {
            write!(f, "{} copies × ", format_number(copies as f64))?;
        }
        write!(f, "{one}")
    });
    (each * copies as f64 * group.groups() as f64, formula)
}

/// The arithmetic in brackets where it is a product or a quotient.
pub(crate) fn parenthesised(formula: &Working) -> String {
    let words = formula.to_string();
    if words.contains(['÷', '×']) { format!("({words})") } else { words }
}
