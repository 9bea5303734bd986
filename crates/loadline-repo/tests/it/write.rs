//! Files that are written together are all written or none.

use loadline_repo::write_all_new;

#[test]
fn a_set_of_files_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("b");
    std::fs::write(&there, "kept").unwrap();
    let files = [("a", "one"), ("b", "two")];
    let refused = write_all_new(folder.path(), files, false).unwrap_err();
    assert!(refused.name.ends_with('b') && refused.hint.contains("--force"), "{refused:?}");
    assert!(!folder.path().join("a").exists());
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "kept");
    let written = write_all_new(folder.path(), files, true).unwrap();
    let texts: Vec<String> = written.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    assert_eq!(texts, ["one", "two"]);
}
