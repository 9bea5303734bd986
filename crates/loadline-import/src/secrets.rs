//! Which environment variables hold secrets, judged by their names; values are never repeated.

/// Words that make a variable a secret.
const SECRET: &[&str] = &[
    "PASSWORD",
    "PASSWD",
    "PASS",
    "PWD",
    "PASSPHRASE",
    "SECRET",
    "SECRETS",
    "TOKEN",
    "CREDENTIAL",
    "CREDENTIALS",
    "APIKEY",
];
/// A variable that ends so speaks about a secret without being one.
const ABOUT: &[&str] = &[
    "ALGORITHM",
    "DIR",
    "ENABLED",
    "ENDPOINT",
    "EXPIRATION",
    "EXPIRES",
    "EXPIRY",
    "FILE",
    "HOST",
    "ID",
    "ISSUER",
    "LENGTH",
    "LIFETIME",
    "NAME",
    "PATH",
    "PORT",
    "TIMEOUT",
    "TTL",
    "TYPE",
    "URI",
    "URL",
    "VALIDITY",
];
/// A `…_KEY` after one of these is no secret.
const OPEN_KEY: &[&str] =
    &["CACHE", "FOREIGN", "HASH", "PARTITION", "PRIMARY", "PUBLIC", "ROUTING", "SORT", "UNIQUE"];

/// Whether a variable of this name and value holds a secret. A value that is empty or a mere switch is none.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    const SWITCHES: &[&str] = &["", "0", "1", "true", "false", "yes", "no", "on", "off"];
    !SWITCHES.contains(&value.trim().to_ascii_lowercase().as_str()) && says_secret(name)
}

/// Whether the name of a variable says that it holds a secret.
pub(crate) fn says_secret(name: &str) -> bool {
    let words = words(name);
    let Some((last, before)) = words.split_last() else { return false };
    if ABOUT.contains(&last.as_str()) {
        return false;
    }
    if last == "KEY" {
        return before.last().is_some_and(|word| !OPEN_KEY.contains(&word.as_str()));
    }
    let glued = |word: &str| word.ends_with("PASSWORD") || word.ends_with("PASSWD");
    words.iter().any(|word| SECRET.contains(&word.as_str()) || glued(word))
}

/// Whether a variable switches passwords off (`MYSQL_ALLOW_EMPTY_PASSWORD=true`, `POSTGRES_HOST_AUTH_METHOD=trust`).
pub(crate) fn lets_anyone_in(name: &str, value: &str) -> bool {
    const ON: &[&str] = &["1", "true", "yes", "on"];
    let (words, value) = (words(name), value.trim().to_ascii_lowercase());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [.., "ALLOW", "EMPTY", "PASSWORD"] | [.., "ALLOW", "EMPTY", "ROOT", "PASSWORD"] => {
            ON.contains(&value.as_str())
        }
        [.., "AUTH", "METHOD"] => value == "trust",
        _ => false,
    }
}

/// Whether the variable names a file that holds a secret (`POSTGRES_PASSWORD_FILE`).
pub(crate) fn names_secret_file(name: &str) -> bool {
    name.to_ascii_uppercase().strip_suffix("_FILE").is_some_and(says_secret)
}

/// The words of a variable name, in capitals: `spring.datasource.url`, `dbHost` and `DB_HOST` alike.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let starts_word = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        if (!c.is_ascii_alphanumeric() || starts_word) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_uppercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        for name in [
            "MYSQL_ROOT_PASSWORD",
            "apiToken",
            "OPENAI_API_KEY",
            "db.password",
            "PGPASSWORD",
            "AZURE_OPENAI_KEY",
        ] {
            assert!(says_secret(name), "{name}");
        }
        for name in
            ["TOKEN_URL", "PARTITION_KEY", "KEY", "PASSWORD_FILE", "COMPASS_MODE", "AWS_ACCESS_KEY_ID"]
        {
            assert!(!says_secret(name), "{name}");
        }
        assert!(!is_secret("MYSQL_ALLOW_EMPTY_PASSWORD", "true"));
        assert!(names_secret_file("POSTGRES_PASSWORD_FILE"));
    }

    #[test]
    fn switches_that_let_anyone_in() {
        assert!(lets_anyone_in("MYSQL_ALLOW_EMPTY_PASSWORD", "true"));
        assert!(lets_anyone_in("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "1"));
        assert!(lets_anyone_in("ALLOW_EMPTY_PASSWORD", "yes"));
        assert!(lets_anyone_in("POSTGRES_HOST_AUTH_METHOD", "trust"));
        assert!(!lets_anyone_in("MYSQL_ALLOW_EMPTY_PASSWORD", "no"));
        assert!(!lets_anyone_in("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"));
        assert!(!lets_anyone_in("MYSQL_RANDOM_ROOT_PASSWORD", "yes"));
    }
}
