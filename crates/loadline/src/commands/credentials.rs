//! Secrets from the environment. They are no options: other users of a machine see those.

use loadline_app::event::Credentials;

/// The variables that hold name and password of a user of NATS.
const NATS: (&str, &str) = ("LOADLINE_NATS_USER", "LOADLINE_NATS_PASSWORD");

/// Who we are to a NATS server.
pub(super) fn nats() -> Option<Credentials> {
    let password = || variable(NATS.1).unwrap_or_default();
    variable(NATS.0).map(|user| Credentials { user, password: password() })
}

/// What a variable of the environment holds; an empty one holds nothing.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
