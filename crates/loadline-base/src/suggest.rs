//! "Did you mean …?" for misspelt words.

/// The candidate closest to `word`, when one is close enough to be worth offering.
///
/// Close means a Damerau–Levenshtein distance of at most a third of the longer word's length (at least 1), or that
/// the two differ only in case, hyphens or underscores. Ties go to the earlier candidate.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = fold(word);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| {
            let distance =
                if fold(candidate) == plain { 0 } else { strsim::damerau_levenshtein(word, candidate) };
            (distance, candidate)
        })
        .filter(|(distance, candidate)| *distance <= (word.len().max(candidate.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_the_close_one_and_nothing_far() {
        assert_eq!(did_you_mean("onwer", ["owner", "tech"]), Some("owner"));
        assert_eq!(did_you_mean("serviceTime", ["service-time"]), Some("service-time"));
        assert_eq!(did_you_mean("zebra", ["owner", "tech"]), None);
    }
}
