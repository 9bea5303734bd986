//! PrometheusRule objects of the Prometheus operator (`monitoring.coreos.com/v1`): the groups of the backend `prometheus`, one
//! object per service.

use super::{Generated, Options, Output, names, prometheus, rule, yaml};
use crate::Slo;
use serde_json::{Value, json};

/// Writes the objects.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let (services, refusals) = prometheus::groups(slos, options);
    let outputs = services
        .into_iter()
        .map(|(service, groups)| {
            let name = names::file(service);
            let mut metadata = json!({ "name": format!("slo-{name}") });
            if let Some(namespace) = &options.namespace {
                metadata["namespace"] = Value::from(namespace.clone());
            }
            if !options.object_labels.is_empty() {
                metadata["labels"] = rule::pairs(options.object_labels.clone());
            }
            let object = json!({
                "apiVersion": "monitoring.coreos.com/v1",
                "kind": "PrometheusRule",
                "metadata": metadata,
                "spec": rule::tree(groups.into_iter().flat_map(|(_, groups)| groups).collect()),
            });
            Output { name: format!("{name}.prometheusrule.yaml"), text: yaml::write(&object) }
        })
        .collect();
    Generated { outputs, refusals }
}
