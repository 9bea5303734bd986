//! Alert policies, conditions and targets of OpenSLO. A condition has one window, so its tier has the same one twice.

use super::{Objects, Version, description, head, objective, times};
use crate::formats::faults;
use crate::formats::fields::{At, Fields, Reader, short};
use crate::{AlertPolicy, Class, Decimal, Slo, Tier};
use loadline_base::foreign::Node;
use loadline_base::units::Duration;

/// What all alert policies of an SLO say together.
#[derive(Debug, Default)]
pub(super) struct Alerts {
    policy: Option<AlertPolicy>,
    page: Option<String>,
    ticket: Option<String>,
}

/// One alert policy.
pub(super) struct Policy {
    tiers: Vec<Tier>,
    when_no_data: bool,
    target: Option<String>,
}

impl Alerts {
    pub(super) fn put_on(&self, slo: &mut Slo) {
        slo.policy.clone_from(&self.policy);
        slo.page.clone_from(&self.page);
        slo.ticket.clone_from(&self.ticket);
    }
}

/// `alertPolicies` of an SLO: by name, or written in place.
pub(super) fn of(fields: &mut Fields<'_>, objects: &Objects<'_>, reader: &mut Reader) -> Alerts {
    let mut alerts = Alerts::default();
    let mut names: Vec<String> = Vec::new();
    let mut tiers: Vec<Tier> = Vec::new();
    let mut absent_after = None;
    for item in fields.list("alertPolicies", reader) {
        let Some((name, policy)) =
            named(item, "AlertPolicy", "alertPolicyRef", objects, reader, |fields, reader| {
                policy(fields, objects, reader)
            })
        else {
            continue;
        };
        for tier in &policy.tiers {
            let told = match tier.class {
                Class::Page => &mut alerts.page,
                Class::Ticket => &mut alerts.ticket,
            };
            if told.is_none() {
                told.clone_from(&policy.target);
            }
            if policy.when_no_data && absent_after.is_none() {
                absent_after = Some(tier.short);
            }
        }
        names.push(name);
        tiers.extend(policy.tiers);
    }
    if !tiers.is_empty() {
        tiers.sort_by_key(|tier| (tier.class, std::cmp::Reverse(tier.burn)));
        alerts.policy =
            Some(AlertPolicy { name: names.join("+"), tiers, least_events: Decimal::ZERO, absent_after });
    }
    alerts
}

/// An object by name (`{KINDRef: name}`) or written in place (`{kind, metadata, spec}`): its name and what `read` makes of its spec.
/// The faults of one that is referred to are told where it stands.
fn named<T>(
    item: &Node,
    kind: &'static str,
    reference: &'static str,
    objects: &Objects<'_>,
    reader: &mut Reader,
    read: impl FnOnce(Fields<'_>, &mut Reader) -> Option<T>,
) -> Option<(String, T)> {
    let mut fields = Fields::of(item, crate::formats::first_place(item), "a reference or an object", reader)?;
    if let Some(name) = fields.text(reference, reader) {
        fields.done(reader);
        let spec = objects.find(kind, name, reader)?;
        let mut quiet = Reader::default();
        let fields = Fields::of(&spec.node, spec.key, "a specification", &mut quiet)?;
        let value = read(fields, &mut quiet).filter(|_| quiet.errors == 0);
        if value.is_none() {
            let message = format!("the {kind} `{}` cannot be read", short(name.value));
            reader.error(&faults::DANGLING, name.span, message, "mend it first");
        }
        return Some((name.value.to_owned(), value?));
    }
    if let Some(written) = fields.text("kind", reader)
        && written.value != kind
    {
        reader.wrong(
            written.span,
            format!("`{}` cannot stand here", short(written.value)),
            format!("write `kind: {kind}`"),
        );
    }
    fields.text("apiVersion", reader);
    let head = fields.needed_map("metadata", "metadata", reader).and_then(|metadata| head(metadata, reader));
    let spec = fields.needed_map("spec", "a specification", reader);
    fields.done(reader);
    let value = spec.and_then(|spec| read(spec, reader));
    Some((head?.name.value.to_owned(), value?))
}

/// The spec of an AlertPolicy.
pub(super) fn policy(mut fields: Fields<'_>, objects: &Objects<'_>, reader: &mut Reader) -> Option<Policy> {
    description(&mut fields, reader);
    let when_no_data = fields.flag("alertWhenNoData", reader).is_some_and(|flag| flag.value);
    fields.pass(&["alertWhenResolved"], "Alertmanager tells it by itself", reader);
    if let Some(breaching) = fields.flag("alertWhenBreaching", reader)
        && !breaching.value
    {
        let message = "the policy does not alert when it is breached";
        reader.warn(
            &faults::INVERTED_BURN_RATE,
            breaching.span,
            message,
            "it is read as if it did; leave the policy out",
        );
    }
    let conditions = fields.list("conditions", reader);
    if conditions.is_empty() {
        fields.missing("conditions", reader);
    }
    if let Some(second) = conditions.get(1) {
        let message = format!("{} conditions: the specification allows one", conditions.len());
        let hint = "write a policy for each; they are read as alternatives";
        reader.warn(&faults::DIALECT, crate::formats::first_place(second), message, hint);
    }
    let mut tiers = Vec::new();
    for item in &conditions {
        let read = named(item, "AlertCondition", "conditionRef", objects, reader, condition);
        tiers.extend(read.map(|(_, tier)| tier));
    }
    let targets = fields.list("notificationTargets", reader);
    if targets.is_empty() {
        let hint = "name at least one AlertNotificationTarget";
        reader.warn(&faults::DIALECT, fields.span, "nobody is told: `notificationTargets` is missing", hint);
    }
    let mut target = None;
    for item in &targets {
        let read =
            named(item, "AlertNotificationTarget", "targetRef", objects, reader, |mut fields, reader| {
                description(&mut fields, reader);
                let known = fields.needed("target", reader).is_some();
                fields.done(reader);
                known.then_some(())
            });
        match read {
            Some((name, ())) if target.is_none() => target = Some(name),
            Some((name, ())) => reader.lose(item.span, format!("targetRef {name}"), "one team is paged"),
            None => {}
        }
    }
    fields.done(reader);
    Some(Policy { tiers, when_no_data, target })
}

/// The spec of an AlertCondition.
pub(super) fn condition(mut fields: Fields<'_>, reader: &mut Reader) -> Option<Tier> {
    description(&mut fields, reader);
    let severity = fields.needed("severity", reader);
    let condition = fields.needed_map("condition", "a condition", reader);
    fields.done(reader);
    let mut fields = condition?;
    match fields.text("kind", reader) {
        Some(kind) if !kind.value.eq_ignore_ascii_case("burnrate") => {
            let message = format!("`{}` is not a kind of condition", short(kind.value));
            reader.wrong(kind.span, message, "OpenSLO knows `burnrate`");
        }
        Some(_) => {}
        None => {
            let hint = "write `kind: burnrate`";
            reader.warn(&faults::DIALECT, fields.span, "the condition does not say its kind", hint);
        }
    }
    match objective::op(&mut fields, reader) {
        Some(op) if op.value.starts_with('l') => {
            let message = format!(
                "`op: {}` fires while the budget is spent slowly, and is silent in an outage",
                op.value
            );
            reader.warn(&faults::INVERTED_BURN_RATE, op.span, message, "write `op: gte`; it is read so");
        }
        Some(_) => {}
        None if fields.has("op") => {}
        None => reader.warn(
            &faults::DIALECT,
            fields.span,
            "the condition does not say `op`",
            "write `op: gte`; it is read so",
        ),
    }
    let threshold = fields.number("threshold", false, reader);
    if threshold.is_none() && !fields.has("threshold") {
        fields.missing("threshold", reader);
    }
    let window =
        fields.needed("lookbackWindow", reader).and_then(|text| times::shorthand(text, Version::V1, reader));
    let after = fields.text("alertAfter", reader);
    let after = match after {
        Some(text) if matches!(text.value, "0m" | "0h" | "0d" | "0") => Some(Duration::ZERO),
        Some(text) => times::shorthand(text, Version::V1, reader).map(times::Shorthand::length),
        None => Some(Duration::ZERO),
    };
    fields.done(reader);
    let burn = threshold?;
    if burn.value <= Decimal::ZERO {
        reader.wrong(
            burn.span,
            format!("a burn rate of {} always fires", burn.value),
            "write a factor such as `14.4`",
        );
        return None;
    }
    let window = window?.length();
    Some(Tier {
        class: class(severity?),
        burn: burn.value,
        long: window,
        short: window,
        hold: after?,
        keep: Duration::ZERO,
    })
}

/// Severities are free words in OpenSLO; the usual ones for work in daytime are tickets, all others wake somebody.
fn class(severity: At<&str>) -> Class {
    match severity.value.to_ascii_lowercase().as_str() {
        "ticket" | "warning" | "warn" | "info" | "low" | "medium" | "minor" => Class::Ticket,
        _ => Class::Page,
    }
}
