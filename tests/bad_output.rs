//! Places where no release can go: nothing is left there, and the release that was there before has every byte it had.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use common::disk::Disk;
use common::place::{Place, skipped, tree};
use common::run::{SPEC, crispack, hermetic, limited, outcome, succeed};

mod common;

/// A mode whose release is small, to be there before the larger one that fails.
const FLAGS: &str = "build --mode disable-global --ou Sandbox --home-region us-east-1 --baseline builtin:current \
    --governed-region us-east-1 --application-profiles deny --quiet";

fn small(folder: &Path, out: &str) {
    let mut arguments: Vec<&str> = FLAGS.split_whitespace().collect();
    arguments.extend(["--out", out]);
    succeed(folder, &arguments);
}

/// Demands that a build ends with exit 1 and a code, and leaves a folder as it was.
fn refused(command: &mut Command, code: &str, watched: &Path) {
    let before = tree(watched);
    let outcome = outcome(command);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    let error = format!("error[{code}]");
    assert!(outcome.stderr.contains(&error), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("= help: "), "{}", outcome.stderr);
    assert!(tree(watched) == before, "the folder has changed");
}

fn build(place: &Place) -> Command {
    let mut command = crispack(place.path());
    command.args(["build", "crispack.yaml"]);
    command
}

fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.write("crispack.yaml", SPEC);
    place
}

/// Root may write and read everything, so it steps down. `None`, after a word, where that can't be done.
fn as_nobody(test: &str, folder: &Path) -> Option<Command> {
    let is_root = || hermetic("id", folder).arg("-u").output().unwrap().stdout == b"0\n";
    if !is_root() {
        return Some(crispack(folder));
    }
    let nobody = 65_534;
    let command = || {
        let mut command = crispack(folder);
        command.uid(nobody).gid(nobody);
        command
    };
    match command().arg("--version").output() {
        Ok(output) if output.status.success() => Some(command()),
        _ => {
            skipped(
                test,
                "root may do everything, and another user cannot run the program",
            );
            None
        }
    }
}

#[test]
fn a_file_in_the_place_of_the_release_stays() {
    let place = place("out-file");
    place.write("notes", "mine\n");
    refused(
        build(&place).args(["--out", "notes"]),
        "CRP300",
        place.path(),
    );
    refused(
        build(&place).args(["--out", "notes", "--force"]),
        "CRP300",
        place.path(),
    );
    refused(
        build(&place).args(["--out", "notes/release"]),
        "CRP302",
        place.path(),
    );
}

#[test]
fn a_folder_of_somebody_else_stays() {
    let place = place("out-others");
    place.write("release/notes", "mine\n");
    refused(&mut build(&place), "CRP301", place.path());
}

#[test]
fn a_release_that_somebody_wrote_into_stays() {
    let place = place("out-changed");
    small(place.path(), "release");
    let runbook = place.path().join("release/RUNBOOK.md");
    let text = fs::read_to_string(&runbook).unwrap();
    fs::write(&runbook, format!("{text}\nticked off by me\n")).unwrap();
    refused(&mut build(&place), "CRP301", place.path());
}

#[test]
fn a_name_that_no_file_system_takes_is_refused() {
    let place = place("out-name");
    let long = "x".repeat(300);
    refused(build(&place).args(["--out", &long]), "CRP302", place.path());
    let deep = "x/".repeat(3000);
    refused(build(&place).args(["--out", &deep]), "CRP302", place.path());
}

#[test]
fn a_folder_without_permission_to_write_stays_as_it_is() {
    let test = "a_folder_without_permission_to_write_stays_as_it_is";
    let place = place("out-permission");
    small(place.path(), "closed/release");
    let closed = place.path().join("closed");
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    if let Some(mut command) = as_nobody(test, place.path()) {
        let arguments = ["build", "crispack.yaml", "--out", "closed/release"];
        refused(command.args(arguments), "CRP302", place.path());
    }
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_input_without_permission_to_read_is_named() {
    let test = "an_input_without_permission_to_read_is_named";
    let place = place("unreadable");
    let secret = place.write("secret.json", "{}");
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    let spec = SPEC.replace("builtin:current", "secret.json");
    let spec = spec.replace(
        "  governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]\n",
        "",
    );
    place.write("spec.yaml", spec);
    if let Some(mut command) = as_nobody(test, place.path()) {
        let command = command.args(["build", "spec.yaml"]);
        let said = outcome(command).stderr;
        assert!(said.contains("spec.yaml:5:13"), "{said}");
        refused(command, "CRP001", place.path());
    }
}

#[test]
fn a_file_system_that_is_read_only_keeps_its_release() {
    let test = "a_file_system_that_is_read_only_keeps_its_release";
    let place = place("read-only");
    let Some(disk) = Disk::mount(test, place.path().join("disk"), "size=1m") else {
        return;
    };
    small(place.path(), "disk/release");
    let mut remount = Command::new("mount");
    remount.args(["-o", "remount,ro"]).arg(disk.path());
    if !remount.status().unwrap().success() {
        return skipped(test, "the disk cannot be made read-only");
    }
    refused(
        build(&place).args(["--out", "disk/release"]),
        "CRP302",
        place.path(),
    );
    refused(
        build(&place).args(["--out", "disk/other"]),
        "CRP302",
        place.path(),
    );
}

#[test]
fn a_disk_that_fills_up_keeps_its_release() {
    let test = "a_disk_that_fills_up_keeps_its_release";
    let place = place("full");
    let Some(_disk) = Disk::mount(test, place.path().join("disk"), "size=320k") else {
        return;
    };
    small(place.path(), "disk/release");
    refused(
        build(&place).args(["--out", "disk/release"]),
        "CRP302",
        place.path(),
    );
    refused(
        build(&place).args(["--out", "disk/other"]),
        "CRP302",
        place.path(),
    );
}

#[test]
fn a_write_that_fails_half_way_leaves_the_release_before() {
    let place = place("half-way");
    small(place.path(), "release");
    // Without its signal, a limit on the size of a file is a write that fails; the report is longer than 8 KiB.
    let mut command = limited(place.path(), "trap '' XFSZ; ulimit -f 16");
    refused(
        command.args(["build", "crispack.yaml"]),
        "CRP302",
        place.path(),
    );
}
