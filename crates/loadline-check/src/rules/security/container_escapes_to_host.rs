//! A program that can leave its container.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::kinds::Runtime;

/// A program that can leave its container.
pub(crate) const RULE: Rule = Rule {
    code: "LL707",
    name: "container-escapes-to-host",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a program has rights with which it can leave its container and take over the host",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "services.*.runtime.privileged",
        "services.*.runtime.host-access",
        "stores.*.runtime.privileged",
    ],
    page: include_str!("container_escapes_to_host.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(runtime) = component.common().runtime.as_deref() else { continue };
        let mut rights = rights(runtime);
        rights.sort_by_key(|right| std::cmp::Reverse(right.severity));
        let Some(worst) = rights.first() else { continue };
        let mut report = Report::new(component.place(), format!("`{}` {}", component.name, worst.means))
            .severity(worst.severity)
            .mark(worst.span, worst.said.clone())
            .number(Quantity::computed(
                "rights on the host",
                rights.len() as f64,
                "1",
                "rights that reach beyond the container",
            ))
            .hint("take the right away, or give the task to a small agent on the host that does only this");
        for right in &rights[1..] {
            report = report.and(right.span, format!("`{}` {}", right.said, right.means));
        }
        cx.report(report);
    }
}

/// A right that reaches beyond the container.
struct Right {
    said: String,
    means: &'static str,
    severity: Severity,
    span: Span,
}

fn rights(runtime: &Runtime) -> Vec<Right> {
    let mut rights = Vec::new();
    if let Some(privileged) = decided(&runtime.privileged).filter(|privileged| privileged.value) {
        rights.push(Right {
            said: "privileged".into(),
            means: "runs with all rights of its host",
            severity: Severity::Error,
            span: privileged.span,
        });
    }
    for access in decided(&runtime.host_access).into_iter().flat_map(|access| access.iter()) {
        if let Some((means, severity)) = reach(&access.value) {
            rights.push(Right { said: access.value.clone(), means, severity, span: access.span });
        }
    }
    rights
}

/// What a piece of the host allows; `None` when it is harmless or not known.
fn reach(access: &str) -> Option<(&'static str, Severity)> {
    use Severity::{Error, Note, Warning};
    let path = access.trim_end_matches('/');
    if ["docker.sock", "containerd.sock", "crio.sock", "podman.sock"]
        .iter()
        .any(|socket| path.ends_with(socket))
    {
        return Some(("can start any container on its host, which is as good as root there", Error));
    }
    match access.strip_prefix("CAP_").unwrap_or(access) {
        "ALL" | "SYS_ADMIN" | "SYS_MODULE" | "SYS_RAWIO" | "BPF" => {
            Some(("can take over the kernel of its host", Error))
        }
        "SYS_PTRACE" | "DAC_READ_SEARCH" | "SYS_BOOT" | "PERFMON" => {
            Some(("can read or stop programs outside its container", Warning))
        }
        "NET_ADMIN" => Some(("can change the rules of the network it is in", Note)),
        "network" => Some(("shares the network of its host and reaches every local port", Warning)),
        "pid" => Some(("sees and signals every process of its host", Warning)),
        "ipc" => Some(("shares memory with programs of its host", Warning)),
        "/" | "/etc" | "/root" | "/boot" | "/usr" | "/dev/mem" => {
            Some(("can change the system of its host", Error))
        }
        "/proc" | "/sys" | "/dev" | "/var/run" | "/run" | "/var/lib/docker" | "/var/lib/kubelet" => {
            Some(("reaches the inner life of its host", Warning))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(access: &str, expected: Option<Severity>) {
        assert_eq!(reach(access).map(|(_, severity)| severity), expected);
    }

    #[test]
    fn rights_are_told_from_plain_mounts() {
        check("/var/run/docker.sock", Some(Severity::Error));
        check("SYS_ADMIN", Some(Severity::Error));
        check("CAP_NET_ADMIN", Some(Severity::Note));
        check("network", Some(Severity::Warning));
        check("/", Some(Severity::Error));
        check("/srv/data", None);
        check("/dev/dri", None);
        check("", None);
    }
}
