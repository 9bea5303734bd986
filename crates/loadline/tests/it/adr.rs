//! Records of decisions by command: what nobody wrote is no decision.

use crate::scratch::Scratch;

#[test]
fn a_template_that_nobody_filled_in_is_neither_accepted_nor_sent() {
    let scratch = Scratch::new();
    scratch.write("loadline.yaml", "system: {id: shop}\n");
    assert_eq!(scratch.run(&["adr", "new", "One region"]).code, 0);
    for command in [&["adr", "accept", "1"][..], &["event", "decision", "1"]] {
        let refused = scratch.run(command);
        assert_eq!(refused.code, 2, "{command:?}: {}", refused.stderr);
        assert!(refused.stderr.contains("of the template"), "{command:?}: {}", refused.stderr);
        assert!(refused.stdout.is_empty(), "{}", refused.stdout);
    }
}
