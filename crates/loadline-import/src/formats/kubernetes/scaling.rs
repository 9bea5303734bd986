//! Autoscalers: how few and how many replicas a workload may have.

use super::objects::{Object, same_namespace};
use super::workload::Workload;
use crate::draft::{Draft, Origin, Scalar};
use crate::journal::Journal;

/// Sets the replicas of every workload that has an autoscaler.
pub(super) fn read(
    objects: &[Object<'_>],
    workloads: &[Workload<'_>],
    draft: &mut Draft,
    journal: &mut Journal,
) {
    for object in objects.iter().filter(|object| object.kind == "HorizontalPodAutoscaler") {
        let mut spec = object.spec(journal);
        let target = spec.take("scaleTargetRef");
        let text = |key: &str| target.as_ref()?.node.get(key)?.text();
        let (kind, name) = (text("kind"), text("name"));
        let fits = |workload: &&Workload<'_>| {
            Some(workload.kind) == kind
                && Some(workload.name.as_str()) == name
                && same_namespace(workload.namespace, object.namespace)
        };
        let bounds = [("replicas/min", "minReplicas"), ("replicas/max", "maxReplicas")];
        let bounds = bounds.map(|(field, key)| (field, key, spec.text(key, journal)));
        spec.rest(journal);
        let component = workloads.iter().find(fits).and_then(|found| draft.components.get_mut(&found.id));
        let Some(component) = component else {
            journal.lose(object.at, object.path.clone(), "what it scales is not in these files");
            continue;
        };
        component.facts.shift_remove("replicas/min");
        for (field, key, bound) in bounds {
            match bound {
                Some((text, at)) => match text.parse() {
                    Ok(number) => component.set(field, Scalar::Number(number), Origin::declared(at.key, key)),
                    Err(_) => at.lose(journal, "a whole number is expected here"),
                },
                None if key == "minReplicas" => {
                    component.set(field, Scalar::Number(1), Origin::default(object.at, "kubernetes default"));
                }
                None => {}
            }
        }
    }
}
