//! Edges, externals and secrets from the values that a component is given: environment variables and command words.
//!
//! Only a host that is written like one, and that exactly one component answers to, becomes an edge. A word that merely
//! equals a component's name is listed instead.

use crate::draft::{Draft, Origin, Phase, Scalar};
use crate::hosts::{Form, Match, Names, is_public, mentions, says_address, says_no_call};
use crate::journal::Journal;
use crate::secrets::{is_secret, lets_anyone_in, names_secret_file};
use loadline_base::Span;

/// The consumer whose values are read, and everything needed to understand them.
pub(crate) struct Reader<'a> {
    pub(crate) draft: &'a mut Draft,
    pub(crate) names: &'a Names,
    pub(crate) journal: &'a mut Journal,
    /// Id of the component that is given the values.
    pub(crate) consumer: &'a str,
    /// Its namespace, where there are namespaces.
    pub(crate) namespace: Option<&'a str>,
    /// When the values are used.
    pub(crate) phase: Phase,
}

/// How a component gets its secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretsFrom {
    /// In environment variables, whoever fills them.
    Environment,
    /// In files that the platform mounts.
    File,
}

impl SecretsFrom {
    const fn word(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::File => "file",
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Given<'a> {
    pub(crate) value: &'a str,
    pub(crate) at: Span,
    /// Path of keys, for the list of what is lost.
    pub(crate) path: &'a str,
    /// What it was read from, for the provenance: `environment MONGO_HOST`.
    pub(crate) by: &'a str,
}

impl Reader<'_> {
    /// Reads one environment variable. `false` when it says nothing about secrets or other components.
    pub(crate) fn variable(&mut self, name: &str, given: &Given<'_>) -> bool {
        if !self.journal.spend(given.value.len()) {
            return true;
        }
        let found = mentions(given.value);
        let mut understood = false;
        if lets_anyone_in(name, given.value) {
            self.journal
                .note(format!("`{}` may let anyone in who can reach it: `{name}` is set", self.consumer));
            self.lose(given, "the model does not hold that no password is needed".to_owned());
            return true;
        }
        if is_secret(name, given.value) || found.password {
            self.secret(name, SecretsFrom::Environment, given.at);
            understood = true;
            if found.hosts.values().all(|form| *form != Form::Url) {
                return true;
            }
        }
        if names_secret_file(name) {
            self.secret(name, SecretsFrom::File, given.at);
            return true;
        }
        if says_no_call(name) {
            for host in found.hosts.keys() {
                if let Match::One(id) = self.find(host)
                    && id != self.consumer
                {
                    self.lose(
                        given,
                        format!("names `{id}`, but the variable does not say that it is called"),
                    );
                    understood = true;
                }
            }
            return understood;
        }
        let named = says_address(name) && !given.value.trim().contains(char::is_whitespace);
        for (host, form) in &found.hosts {
            understood |= self.mention(host, *form, named, given);
        }
        understood
    }

    /// Reads the words of a command. `false` when they name no other component.
    pub(crate) fn command(&mut self, words: &[&str], given: &Given<'_>) -> bool {
        if !self.journal.spend(words.iter().map(|word| word.len()).sum()) {
            return true;
        }
        self.remember_persistence(words);
        let mut understood = false;
        for (i, word) in words.iter().enumerate() {
            let flag = i.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or_default();
            let named = flag.starts_with("--") && !flag.contains('=') && says_address(flag);
            for (host, form) in &mentions(word).hosts {
                if *form == Form::Word && !named && word.contains(char::is_whitespace) {
                    continue;
                }
                let public = *form == Form::Word || !is_public(host);
                if self.find(host) != Match::None || named || !public {
                    understood |= self.mention(host, *form, named, given);
                }
            }
        }
        understood
    }

    /// Remembers the name of a secret. Names from a second source are listed, the model holds one.
    pub(crate) fn secret(&mut self, name: &str, from: SecretsFrom, at: Span) {
        let Some(component) = self.draft.components.get_mut(self.consumer) else { return };
        let source = Scalar::Text(from.word().to_owned());
        match component.facts.get("secrets/from") {
            Some(known) if known.value != source => {
                let why = format!("a secret from its {}, while others come from elsewhere", from.word());
                self.journal.lose(at, name, why);
                return;
            }
            Some(_) => {}
            None => component.set("secrets/from", source, Origin::inferred(at, "names of variables")),
        }
        component.add("secrets/names", name, Origin::inferred(at, "names of variables"));
    }

    /// Redis and its like say on their command line whether they keep data.
    fn remember_persistence(&mut self, words: &[&str]) {
        let Some(component) = self.draft.components.get_mut(self.consumer) else { return };
        for pair in words.windows(2) {
            let bare = |word: &str| word.trim_matches(['"', '\'']).to_owned();
            match (pair[0], bare(pair[1]).as_str()) {
                ("--appendonly", "yes") => component.keeps_data = Some("appendonly".into()),
                ("--save", "") => component.drops_data = Some("save \"\"".into()),
                ("--maxmemory-policy", policy) if policy.starts_with("allkeys") => {
                    component.drops_data = Some(format!("maxmemory-policy {policy}"));
                }
                _ => {}
            }
        }
    }

    fn mention(&mut self, host: &str, form: Form, named: bool, given: &Given<'_>) -> bool {
        let sure = form < Form::Word || named;
        match self.find(host) {
            Match::One(id) if id == self.consumer => {}
            Match::One(id) if sure => {
                self.draft.connect(self.consumer, &id, self.phase, Origin::inferred(given.at, given.by));
            }
            Match::One(id) => {
                self.lose(
                    given,
                    format!("`{id}` is the name of a component, but nothing says that it is called"),
                );
            }
            Match::Several(ids) if sure => {
                self.lose(given, format!("`{host}` stands for several components: {}", ids.join(", ")));
            }
            Match::None if sure && is_public(host) => {
                let origin = Origin::inferred(given.at, given.by);
                let id = self.draft.external(host, origin.clone());
                self.draft.connect(self.consumer, &id, self.phase, origin);
            }
            Match::None if sure && looks_named(host) => {
                self.lose(given, format!("`{host}` is no component of these files"));
            }
            Match::Several(_) | Match::None => return false,
        }
        true
    }

    fn find(&self, host: &str) -> Match {
        self.names.find(host, self.consumer, self.namespace)
    }

    fn lose(&mut self, given: &Given<'_>, why: String) {
        self.journal.lose(given.at, given.path, why);
    }
}

/// Whether a host that nobody declared is worth a line: no switch and no file.
fn looks_named(host: &str) -> bool {
    !matches!(host, "true" | "false" | "none" | "null" | "default" | "auto" | "all" | "any")
}
