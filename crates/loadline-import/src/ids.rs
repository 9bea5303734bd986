//! Loadline ids made from foreign names: `[a-z][a-z0-9-]*`, never a word that YAML 1.1 reads as a boolean.

/// Words that are ids by their letters but not text to every YAML reader, and `none`, which is a decision.
const NOT_TEXT: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"];

/// The id closest to `name`. Not yet unique; `fallback` stands where nothing of the name is left.
pub(crate) fn id_from(name: &str, fallback: &str) -> String {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() {
        fallback.to_owned()
    } else if id.starts_with(|c: char| c.is_ascii_digit()) || NOT_TEXT.contains(&id) {
        format!("{fallback}-{id}")
    } else {
        id.to_owned()
    }
}

/// `id`, or the first of `id-2`, `id-3`, … that is not `taken`. `number` is the last one tried; it is moved on.
pub(crate) fn unique(id: &str, number: &mut u64, taken: impl Fn(&str) -> bool) -> String {
    let mut candidate = if *number < 2 { id.to_owned() } else { format!("{id}-{number}") };
    while taken(&candidate) {
        *number += 1;
        candidate = format!("{id}-{number}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_what_they_can_of_the_name() {
        for (name, id) in [
            ("Service1", "service1"),
            ("user_sim.v2", "user-sim-v2"),
            ("--x--", "x"),
            ("2048", "service-2048"),
            ("on", "service-on"),
            ("日本", "service"),
            ("", "service"),
        ] {
            assert_eq!(id_from(name, "service"), id);
        }
        assert_eq!(unique("a", &mut 1, |id| id == "a" || id == "a-2"), "a-3");
    }
}
