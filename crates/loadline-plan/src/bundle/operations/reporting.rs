//! What is reported, how often, by whom, and what it should be.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "reporting", title: "Reporting", gates: &["O9"], write };

fn write(desk: &mut Desk<'_, '_>) {
    let operations = desk.facts.model.system.operations.as_deref();
    let mut rows = Vec::new();
    for (id, kpi) in operations.into_iter().flat_map(|all| entries(&all.kpis)) {
        let at = format!("operations/kpis/{id}");
        let measure = desk.value(&at, "measure", kpi.measure.as_ref());
        let target = desk.value(&at, "target", kpi.target.as_ref());
        let every = desk.value(&at, "every", kpi.every.as_ref());
        let owner = desk.value(&at, "owner", kpi.owner.as_ref());
        rows.push(vec![Words::id(id), measure, target, every, owner]);
    }
    desk.table("What is reported", &["indicator", "measure", "target", "every", "owner"], rows);
}
