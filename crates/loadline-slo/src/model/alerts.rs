//! Who is told in a model, and by which policy.

use super::{Reading, exact, pairs, text};
use crate::{AlertPolicy, Alerting, Class, Decimal, Extras, Slo, Tier, Window};
use loadline_base::units::Duration;
use loadline_model::kinds::{self, PageClass};
use loadline_model::{Decided, Stated};

/// What an objective says of its alerts.
#[derive(Debug, Default)]
pub(super) struct Alerts {
    policy: Option<AlertPolicy>,
    name: Option<String>,
    alerting: Alerting,
    page: Option<String>,
    ticket: Option<String>,
    runbook: Option<String>,
}

impl Alerts {
    pub(super) fn put_on(self, slo: &mut Slo) {
        slo.policy = self.policy;
        slo.alert_name = self.name;
        slo.alerting = self.alerting;
        slo.page = self.page;
        slo.ticket = self.ticket;
        slo.runbook = self.runbook;
    }
}

impl Reading<'_> {
    /// The alerts of `slo`; windows of the standard policy follow `window`.
    pub(super) fn alerts(&mut self, slo: &kinds::Slo, window: Option<&Window>) -> Alerts {
        let alert = match slo.alert.as_deref() {
            None => {
                self.note("alert", false);
                return Alerts::default();
            }
            Some(Decided::None) => return Alerts::default(),
            Some(Decided::Some(alert)) => alert,
        };
        let policy = match &alert.policy {
            None => {
                self.note("alert.policy", false);
                None
            }
            Some(policy) => self.policy(&policy.id, window),
        };
        let extras = |extras: Option<&Stated<kinds::AlertExtras>>| {
            extras.map_or_else(Extras::default, |extras| Extras {
                labels: pairs(extras.labels.as_ref()),
                annotations: pairs(extras.annotations.as_ref()),
            })
        };
        let all =
            Extras { labels: pairs(alert.labels.as_ref()), annotations: pairs(alert.annotations.as_ref()) };
        Alerts {
            policy,
            name: text(alert.name.as_ref()),
            alerting: Alerting {
                all,
                page: extras(alert.on_page.as_ref()),
                ticket: extras(alert.on_ticket.as_ref()),
            },
            page: alert.page.as_ref().map(|team| team.id.clone()),
            ticket: alert.ticket.as_ref().map(|team| team.id.clone()),
            runbook: alert.runbook.as_ref().and_then(|runbook| runbook.value.value().cloned()),
        }
    }

    /// The policy `id`: the model's own, else `standard`. One that is nowhere was reported with the references.
    fn policy(&mut self, id: &str, window: Option<&Window>) -> Option<AlertPolicy> {
        let own =
            self.system.policies.as_ref().and_then(|all| all.alert.as_ref()).and_then(|all| all.get(id));
        let standard = AlertPolicy::standard(window.map_or(Duration::ZERO, Window::nominal));
        let Some(own) = own else {
            return (id == "standard" && window.is_some()).then_some(standard);
        };
        let path = format!("policies.alert.{id}");
        let mut tiers = Vec::new();
        for (index, tier) in own.tiers.iter().flat_map(|tiers| tiers.value.iter()).enumerate() {
            tiers.extend(self.tier(tier, &format!("{path}.tiers.{index}")));
        }
        if own.tiers.is_none() {
            self.note(&format!("{path}.tiers"), false);
        }
        let least_events = match &own.least_events {
            None => Decimal::ZERO,
            Some(least) => exact(least.get()).unwrap_or(Decimal::ZERO),
        };
        let absent_after = match own.absent_after.as_deref() {
            None => standard.absent_after,
            Some(absent) => absent.value().copied(),
        };
        Some(AlertPolicy { name: id.to_owned(), tiers, least_events, absent_after })
    }

    fn tier(&mut self, tier: &kinds::AlertTier, path: &str) -> Option<Tier> {
        let mut missing = false;
        for (field, said) in [
            ("burn", tier.burn.is_some()),
            ("long", tier.long.is_some()),
            ("short", tier.short.is_some()),
            ("class", tier.class.is_some()),
        ] {
            if !said {
                self.note(&format!("{path}.{field}"), false);
                missing = true;
            }
        }
        if missing {
            return None;
        }
        let time = |time: &Option<Stated<Duration>>| time.as_ref().map_or(Duration::ZERO, |time| time.value);
        Some(Tier {
            class: match tier.class.as_ref()?.value {
                PageClass::Page => Class::Page,
                PageClass::Ticket => Class::Ticket,
            },
            burn: exact(tier.burn.as_ref()?.get())?,
            long: tier.long.as_ref()?.value,
            short: tier.short.as_ref()?.value,
            hold: time(&tier.hold),
            keep: time(&tier.keep),
        })
    }
}
