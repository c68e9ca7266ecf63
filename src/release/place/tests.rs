use std::fs;
use std::path::{Path, PathBuf};

use super::super::files::{CHECKSUMS, Files, PROVENANCE};
use super::super::provenance::BUILD_TYPE;
use super::{Place, in_two_steps, place};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("crispack-place-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn release(content: &str) -> Files {
    let mut files = Files::default();
    files.insert("package/manifest.yaml", content);
    files.insert(PROVENANCE, BUILD_TYPE);
    let checksums = files.checksums();
    files.insert(CHECKSUMS, checksums);
    files
}

fn try_place(
    content: &str,
    folder: &Path,
    force: bool,
    keep: &[PathBuf],
) -> Result<(), &'static str> {
    place(
        &release(content),
        Place {
            folder,
            force,
            keep,
        },
    )
    .map_err(|finding| finding.rule.code)
}

fn content(folder: &Path) -> String {
    fs::read_to_string(folder.join("package/manifest.yaml")).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_release_replaces_a_release_and_leaves_nothing_else() {
    let top = Folder::new("replace");
    let out = top.0.join("deep/release");
    assert_eq!(try_place("one", &out, false, &[]), Ok(()));
    assert_eq!(try_place("two", &out, false, &[]), Ok(()));
    assert_eq!(content(&out), "two");
    assert_eq!(names(&top.0.join("deep")), ["release"]);
}

#[test]
fn an_empty_folder_is_nobodys() {
    let top = Folder::new("empty");
    assert_eq!(try_place("one", &top.0, false, &[]), Ok(()));
}

#[test]
fn a_folder_of_others_is_touched_with_force_only() {
    let top = Folder::new("others");
    let out = top.0.join("release");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "years").unwrap();
    assert_eq!(try_place("one", &out, false, &[]), Err("CRP301"));
    assert_eq!(names(&out), ["thesis.txt"]);
    assert_eq!(try_place("one", &out, true, &[]), Ok(()));
    assert_eq!(content(&out), "one");
}

#[test]
fn a_release_that_somebody_wrote_into_is_kept() {
    let top = Folder::new("changed");
    let out = top.0.join("release");
    for change in ["package/manifest.yaml", "package/notes.txt"] {
        assert_eq!(try_place("one", &out, true, &[]), Ok(()));
        fs::write(out.join(change), "my notes").unwrap();
        assert_eq!(
            try_place("two", &out, false, &[]),
            Err("CRP301"),
            "{change}"
        );
        assert_eq!(fs::read_to_string(out.join(change)).unwrap(), "my notes");
    }
}

#[test]
fn a_folder_that_holds_an_input_is_never_replaced() {
    let top = Folder::new("input");
    let spec = top.0.join("crispack.yaml");
    fs::write(&spec, "spec").unwrap();
    assert_eq!(
        try_place("one", &top.0, true, std::slice::from_ref(&spec)),
        Err("CRP303")
    );
    assert_eq!(fs::read_to_string(&spec).unwrap(), "spec");
}

#[test]
fn a_file_is_no_folder() {
    let top = Folder::new("file");
    let out = top.0.join("release");
    fs::write(&out, "a file").unwrap();
    assert_eq!(try_place("one", &out, true, &[]), Err("CRP300"));
    assert_eq!(
        try_place("one", &out.join("below"), false, &[]),
        Err("CRP302")
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), "a file");
}

#[test]
fn what_a_killed_build_left_is_no_obstacle() {
    let top = Folder::new("killed");
    let left = top.0.join(".release.crispack-new");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("half"), "").unwrap();
    fs::write(left.join(super::MARKER), "").unwrap();
    assert_eq!(try_place("one", &top.0.join("release"), false, &[]), Ok(()));
    assert_eq!(names(&top.0), ["release"]);
}

#[test]
fn what_others_have_beside_the_release_stays() {
    let top = Folder::new("beside");
    let theirs = top.0.join(".release.crispack-new");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("keep"), "precious").unwrap();
    assert_eq!(
        try_place("one", &top.0.join("release"), false, &[]),
        Err("CRP302")
    );
    assert_eq!(names(&top.0), [".release.crispack-new"]);
    assert_eq!(fs::read_to_string(theirs.join("keep")).unwrap(), "precious");
}

#[test]
fn a_link_to_a_release_stays_a_link() {
    let top = Folder::new("link");
    let (real, link) = (top.0.join("real"), top.0.join("link"));
    assert_eq!(try_place("one", &real, false, &[]), Ok(()));
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(try_place("two", &link, false, &[]), Ok(()));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(content(&real), "two");
}

#[test]
fn without_an_exchange_the_old_release_ends_where_the_new_one_was() {
    let top = Folder::new("two-steps");
    let (new, folder) = (top.0.join(".release.crispack-new"), top.0.join("release"));
    fs::create_dir(&new).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(new.join("new"), "").unwrap();
    fs::write(folder.join("old"), "").unwrap();
    in_two_steps(&new, &folder).unwrap();
    assert_eq!(names(&folder), ["new"]);
    assert_eq!(names(&new), ["old"]);
}
