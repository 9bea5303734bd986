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

#[test]
fn a_file_in_the_place_of_the_folder_is_named_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("needs.md");
    std::fs::write(&file, "kept").unwrap();
    let refused = write_all_new(&file, [("a", "one")], false).unwrap_err();
    assert!(refused.reason.contains("needs.md` is a file") && refused.hint.contains("folder"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "kept");
}
