//! What the writer of a component's code is told: the specification binds, nothing is invented, and what ends the work.

pub(super) fn instructions(name: &str, owner: Option<&str>, missing: &[(String, String)]) -> Vec<String> {
    let whom =
        owner.map_or_else(|| "whoever owns the model".to_owned(), |owner| format!("`{owner}`, its owner,"));
    let mut all = Vec::new();
    if !missing.is_empty() {
        let (facts, them) = if missing.len() == 1 { ("fact is", "it") } else { ("facts are", "them") };
        all.push(format!(
            "Stop: the specification is incomplete, {} {facts} missing. Write no code that rests on {them}, and invent no value. Ask \
             {whom} for what is listed under \"Missing\", have it written into the model, and take a new pack with \
             `loadline plan export prompts {name}`.",
            missing.len()
        ));
    }
    all.push(format!(
        "Write the code of `{name}` so that every fact below holds. Facts are constraints, not suggestions; `none` means \
         that there is none, by decision."
    ));
    all.push(
        "Use no number, limit, timeout, retry, fallback, field or dependency that is not listed. Where one is needed and not listed, stop \
         and ask. What is marked as assumed is to be kept in one place, so that it can be changed."
            .to_owned(),
    );
    all.push(
        "Each dependency fails: make its timeout, retries and fallback real, and let the signals listed show it. Each failure \
         mode listed has to be seen by its signal and answered by its mitigation."
            .to_owned(),
    );
    all.push(format!(
        "You are done when the tests listed pass, `loadline check` finds nothing at `{name}` that this pack does not name, the journeys of the \
         deletion test and no others fail without it, and `loadline plan drift` says that this pack is current."
    ));
    all
}
