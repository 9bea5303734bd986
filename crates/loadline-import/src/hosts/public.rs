//! Which host names belong to somebody else's public service.
//!
//! Only names that end like public ones do count: a name of the cluster (`orders.shop`) must never become an external.

/// Ends of public names that are longer than a country's two letters.
const ENDINGS: &[&str] = &[
    "academy",
    "app",
    "bank",
    "biz",
    "blog",
    "cloud",
    "club",
    "com",
    "company",
    "consulting",
    "dev",
    "digital",
    "edu",
    "email",
    "energy",
    "finance",
    "global",
    "gov",
    "group",
    "health",
    "info",
    "int",
    "live",
    "media",
    "mil",
    "mobi",
    "money",
    "name",
    "net",
    "network",
    "news",
    "one",
    "online",
    "org",
    "page",
    "pro",
    "run",
    "services",
    "shop",
    "site",
    "software",
    "solutions",
    "space",
    "store",
    "systems",
    "team",
    "tech",
    "tools",
    "travel",
    "website",
    "works",
    "world",
    "xyz",
    "zone",
];
/// Two letters that end file names more often than host names.
const FILES: &[&str] = &["cc", "go", "gz", "js", "md", "pl", "py", "rb", "rs", "sh", "so", "ts"];
/// Labels of documentation and of what nobody has filled in yet.
const PLACEHOLDERS: &[&str] =
    &["bar", "changeme", "example", "foo", "placeholder", "todo", "xxx", "yourdomain"];
/// Hosts that serve images.
const REGISTRIES: &[&str] = &[
    "azurecr.io",
    "docker.io",
    "gcr.io",
    "ghcr.io",
    "mcr.microsoft.com",
    "pkg.dev",
    "public.ecr.aws",
    "quay.io",
    "registry.k8s.io",
];

/// Whether `host` is a full public name, as opposed to an internal one, an address, a registry, a file or an example.
pub(crate) fn is_public(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let Some(last) = labels.last().filter(|_| labels.len() >= 2) else { return false };
    let well_formed = |label: &&str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.len() <= 63 && label.chars().all(fits) && label.trim_matches('-') == *label
    };
    let placeholder = |label: &&str| {
        PLACEHOLDERS.contains(label)
            || label.split('-').any(|word| matches!(word, "your" | "example" | "changeme"))
    };
    let country = last.len() == 2 && last.chars().all(|c| c.is_ascii_alphabetic()) && !FILES.contains(last);
    (country || ENDINGS.contains(last))
        && labels.iter().all(well_formed)
        && !labels.iter().any(placeholder)
        && !labels.windows(2).any(|pair| pair == ["dkr", "ecr"])
        && !REGISTRIES.iter().any(|registry| {
            host.strip_suffix(registry).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_names_of_real_services() {
        for host in
            ["api.stripe.com", "hooks.slack.com", "db.abc123.eu-west-1.rds.amazonaws.com", "auth.acme.co.uk"]
        {
            assert!(is_public(host), "{host}");
        }
        for host in [
            "db",
            "10.0.0.1",
            "orders.default.svc",
            "collector.observability",
            "db.internal",
            "shop.local",
            "api.example.com",
            "your-tenant.auth0.com",
            "us-docker.pkg.dev",
            "1.dkr.ecr.eu-west-1.amazonaws.com",
            "config.json",
            "index.js",
            "app.jar",
            "a..com",
            "x.y_z.com",
        ] {
            assert!(!is_public(host), "{host}");
        }
    }
}
