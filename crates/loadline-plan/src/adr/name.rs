//! How records are called: by number in files and in each other, by title in the names of files.

/// The name of a file: `0007-orders-by-outbox.md`.
#[must_use]
pub fn file_name(number: u32, title: &str) -> String {
    format!("{number:04}-{}.md", slug(title))
}

/// How one record names another: `ADR-0007`.
#[must_use]
pub fn reference(number: u32) -> String {
    format!("ADR-{number:04}")
}

/// Most letters of a title that become part of a file's name.
const LONGEST: usize = 60;

/// Words of a title joined by hyphens, cut at a word; `decision` when nothing is left of it.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words.map(str::to_lowercase) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    if slug.is_empty() { "decision".to_owned() } else { slug }
}
