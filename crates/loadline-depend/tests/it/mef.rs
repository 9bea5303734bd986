//! Open-PSA files: every operation, scopes, and what is refused with its place.

use loadline_depend::{MefError, Options, read_mef, solve};

/// The probability of the top of these definitions, with events `a` 0.5, `b` 0.25 and `c` 0.125.
#[track_caller]
fn check(definitions: &str, expected: f64) {
    let mef = read_mef(&file(definitions), None).unwrap();
    let solution = solve(&mef.tree, &[mef.top], &Options::default()).unwrap();
    let found = solution.probability(0, &mef.probabilities).exact().unwrap();
    assert!((found - expected).abs() < 1e-15, "{found}, not {expected}: {definitions}");
}

/// A gate `top` with this formula.
#[track_caller]
fn check_formula(formula: &str, expected: f64) {
    check(&format!("<define-gate name=\"top\">{formula}</define-gate>"), expected);
}

#[track_caller]
fn refuse(text: &str, words: &str, at: Option<&str>) {
    let MefError { message, hint, at: found } = read_mef(text, None).unwrap_err();
    assert!(message.contains(words), "{message}");
    assert!(!hint.is_empty() && !message.ends_with('.'));
    if let Some(at) = at {
        assert_eq!(found, text.rfind(at), "{message}");
    }
}

fn file(definitions: &str) -> String {
    let event = |name: &str, q: f64| {
        format!("<define-basic-event name=\"{name}\"><float value=\"{q}\"/></define-basic-event>\n")
    };
    let data: String = [("a", 0.5), ("b", 0.25), ("c", 0.125)].map(|(name, q)| event(name, q)).concat();
    format!(
        "<?xml version=\"1.0\"?>\n<opsa-mef><label>x &amp; y</label>\n<define-fault-tree name=\"t\">\n{definitions}\n\
         </define-fault-tree>\n<model-data>\n{data}</model-data></opsa-mef>\n"
    )
}

const A: &str = "<basic-event name=\"a\"/>";
const B: &str = "<event name=\"b\"/>";
const C: &str = "<basic-event name=\"c\"/>";

#[test]
fn every_operation() {
    check_formula(A, 0.5);
    check_formula(&format!("<or>{A}{B}</or>"), 0.625);
    check_formula(&format!("<and>{A}{B}</and>"), 0.125);
    check_formula(&format!("<not>{B}</not>"), 0.75);
    check_formula(&format!("<xor>{A}{B}</xor>"), 0.5);
    check_formula(&format!("<nand>{A}{B}</nand>"), 0.875);
    check_formula(&format!("<nor>{A}{B}</nor>"), 0.375);
    check_formula(&format!("<imply>{B}{C}</imply>"), 0.75 + 0.25 * 0.125);
    check_formula(&format!("<iff>{B}{C}</iff>"), 0.75 * 0.875 + 0.25 * 0.125);
    let pairs = 0.5 * 0.25 * 0.875 + 0.5 * 0.75 * 0.125 + 0.5 * 0.25 * 0.125;
    check_formula(&format!("<atleast min=\"2\">{A}{B}{C}</atleast>"), pairs + 0.5 * 0.25 * 0.125);
    check_formula(&format!("<cardinality min=\"2\" max=\"2\">{A}{B}{C}</cardinality>"), pairs);
    check_formula(&format!("<and><constant value=\"true\"/><or>{A}<and>{B}{C}</and></or></and>"), 0.515_625);
}

#[test]
fn house_events_parameters_and_expressions() {
    let house = |value: &str| {
        format!(
            "<define-gate name=\"top\"><and><house-event name=\"h\"/>{A}</and></define-gate>\
             <define-house-event name=\"h\"><constant value=\"{value}\"/></define-house-event>"
        )
    };
    check(&house("true"), 0.5);
    check(&house("false"), 0.0);
    check(
        "<define-gate name=\"top\"><basic-event name=\"x\"/></define-gate>\
         <define-parameter name=\"rate\"><mul><float value=\"2e-3\"/><int value=\"5\"/></mul></define-parameter>\
         <define-basic-event name=\"x\"><exponential><parameter name=\"rate\"/><float value=\"100\"/></exponential>\
         </define-basic-event>",
        1.0 - (-1.0_f64).exp(),
    );
}

/// A private event hides a public one of the same name inside its component only.
#[test]
fn components_have_their_own_names() {
    let component = |name: &str, q: f64| {
        format!(
            "<define-component name=\"{name}\"><define-gate name=\"{name}-down\"><basic-event name=\"own\"/></define-gate>\
             <define-basic-event name=\"own\" role=\"private\"><float value=\"{q}\"/></define-basic-event>\
             </define-component>"
        )
    };
    let both = component("one", 0.5) + &component("other", 0.25);
    let top = |formula: &str| format!("<define-gate name=\"top\"><and>{formula}</and></define-gate>{both}");
    check(&top("<gate name=\"one-down\"/><gate name=\"other-down\"/>"), 0.125);
    check(&top("<gate name=\"one-down\"/><gate name=\"other-down\"/><basic-event name=\"one.own\"/>"), 0.125);
    let unseen =
        file(&top("<gate name=\"one-down\"/><gate name=\"other-down\"/><basic-event name=\"own\"/>"));
    refuse(&unseen, "the basic event `own` is not defined", None);
}

#[test]
fn what_is_missing_or_double_has_a_place() {
    let gate = |formula: &str| file(&format!("<define-gate name=\"top\">{formula}</define-gate>"));
    refuse(&gate("<or><gate name=\"g\"/></or>"), "the gate `g` is not defined", Some("<gate name=\"g\"/>"));
    refuse(&gate("<gate name=\"a\"/>"), "`a` is a basic event, not a gate", Some("<gate name=\"a\"/>"));
    refuse(&gate(""), "the gate `top` has no formula", Some("<define-gate"));
    refuse(&gate("<or/>"), "`<or>` has 0 inputs", Some("<or/>"));
    refuse(&gate(&format!("<not>{A}{B}</not>")), "`<not>` has 2 inputs", Some("<not>"));
    refuse(&gate(&format!("<atleast>{A}</atleast>")), "`<atleast>` has no `min`", Some("<atleast>"));
    refuse(&gate(&format!("<atleast min=\"-1\">{A}</atleast>")), "is no whole number", Some("<atleast"));
    refuse(&gate("<spare/>"), "the formula `<spare>` is not supported", Some("<spare/>"));
    let twice = format!("<define-gate name=\"a\">{B}</define-gate>");
    refuse(&file(&twice), "`a` is defined twice", None);
    let wrong = gate(A).replace("0.5", "1.5");
    refuse(&wrong, "the probability of `a` is 1.5, which is not in [0, 1]", Some("<float value=\"1.5\"/>"));
    refuse(&gate(A).replace("0.5", "NaN"), "`NaN` is no number", None);
    refuse(&gate(A).replace("<float value=\"0.5\"/>", ""), "the basic event `a` has no probability", None);
    refuse(&gate(A).replace("<model-data>", "<model-data><define-CCF-group name=\"x\"/>"), "CCF-group", None);
}

#[test]
fn tops_that_are_not_clear() {
    let two = format!("<define-gate name=\"x\">{A}</define-gate><define-gate name=\"y\">{B}</define-gate>");
    refuse(&file(&two), "2 gates are used by no other: `x`, `y`", None);
    assert_eq!(read_mef(&file(&two), Some("y")).unwrap().top_name, "y");
    assert_eq!(read_mef(&file(&two), Some("z")).unwrap_err().message, "there is no gate `z`");
    let circle = "<define-gate name=\"x\"><gate name=\"y\"/></define-gate>\
                  <define-gate name=\"y\"><not><gate name=\"x\"/></not></define-gate>";
    refuse(&file(circle), "every gate is used by another", None);
    let circle = read_mef(&file(circle), Some("x")).unwrap();
    assert!(solve(&circle.tree, &[circle.top], &Options::default()).is_err());
}

#[test]
fn xml_meant_to_do_harm() {
    refuse("", "there is no element", None);
    refuse("<a/>", "the file begins with `<a>`", None);
    refuse("<opsa-mef>", "`<opsa-mef>` is never closed", None);
    refuse("<opsa-mef></x>", "the XML is not well-formed", None);
    refuse("<opsa-mef/>", "the file defines no gate", None);
    refuse(
        "<!DOCTYPE x [<!ENTITY a \"b\">]><opsa-mef/>",
        "document types are not supported",
        Some("<!DOCTYPE"),
    );
    let named = file(&format!("<define-gate name=\"&boom;\">{A}</define-gate>"));
    refuse(&named, "an attribute of `<define-gate>` cannot be read", None);
    refuse(&"<opsa-mef>".repeat(100_000), "nested more than 200 deep", None);
    let itself = file(
        "<define-gate name=\"top\"><basic-event name=\"x\"/></define-gate>\
         <define-parameter name=\"p\"><parameter name=\"p\"/></define-parameter>\
         <define-basic-event name=\"x\"><parameter name=\"p\"/></define-basic-event>",
    );
    refuse(&itself, "the parameter `p` is defined by itself", None);
}

#[test]
fn places_count_a_byte_order_mark() {
    let text = format!("\u{feff}{}", file("<define-gate name=\"top\"><gate name=\"g\"/></define-gate>"));
    refuse(&text, "the gate `g` is not defined", Some("<gate name=\"g\"/>"));
}

/// A name with a dot in it may not be mistaken for the path of another.
#[test]
fn a_name_that_is_the_path_of_another_is_refused() {
    let text = |role: &str| {
        file(&format!(
            "<define-gate name=\"top\"><basic-event name=\"x.y\"/></define-gate>\
             <define-component name=\"x\"><define-basic-event name=\"y\" role=\"{role}\"><float value=\"0.5\"/>\
             </define-basic-event></define-component>"
        ))
    };
    let both = |role| {
        text(role).replace(
            "<model-data>",
            "<model-data><define-basic-event name=\"t.x.y\"><float value=\"0.5\"/></define-basic-event>",
        )
    };
    assert!(read_mef(&text("private"), None).is_ok());
    refuse(&both("private"), "`t.x.y` is defined twice", None);
    refuse(&both("public"), "`t.x.y` is defined twice", None);
}
