//! The form of ids: what services, teams, journeys and all other things are called.

/// Words that YAML or the language itself reads as something else than a name.
const RESERVED: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "none"];

/// The form of an id as an ECMA 262 regular expression. Keys that start with `x-` are passed over, so they are no ids.
pub const ID_PATTERN: &str = "^(?!(?:x-|(?:true|false|yes|no|on|off|null|none)$))[a-z][a-z0-9-]*$";

/// Whether `text` has the form of an id.
pub(super) fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !RESERVED.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words_and_no_others() {
        for id in ["a", "order-api", "none-of-these", "k8s"] {
            assert!(is_id(id), "{id}");
        }
        for text in ["", "2fa", "Checkout", "order_api", "-a", "none", "on", "é", "a.b"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn the_pattern_names_every_reserved_word() {
        assert!(ID_PATTERN.contains(&RESERVED.join("|")));
    }
}
