//! A reader that goes away is no error; a result that cannot be written is one.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::pipe;
use std::process::{Command, Stdio};

use common::place::{Place, skipped};
use common::run::{SPEC, crispack, outcome};

mod common;

fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.write("crispack.yaml", SPEC);
    place
}

/// The exit code with standard output and standard error closed at their other end.
fn unheard(command: &mut Command) -> Option<i32> {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    command.stdout(writer.try_clone().unwrap()).stderr(writer);
    command.status().unwrap().code()
}

#[test]
fn a_release_is_complete_though_nobody_hears_of_it() {
    let place = place("closed-pipe");
    for arguments in [
        &["--format", "json"][..],
        &["--format", "text"],
        &["--verbose"],
    ] {
        let mut command = crispack(place.path());
        let code = unheard(command.arg("build").args(arguments));
        assert_eq!(code, Some(0), "{arguments:?}");
        assert!(place.path().join("release/SHA256SUMS").is_file());
        fs::remove_dir_all(place.path().join("release")).unwrap();
    }
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let place = place("closed-pipes");
    for (arguments, code) in [
        (&["explain"][..], 0),
        (&["explain", "CRP104"], 0),
        (&["generate", "schema"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["bild"], 64),
        (&["build", "no-such.yaml"], 1),
    ] {
        let found = unheard(crispack(place.path()).args(arguments));
        assert_eq!(found, Some(code), "{arguments:?}");
    }
}

#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let place = place("full-pipe");
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        return skipped(
            "a_result_that_cannot_be_written_is_an_error",
            "there is no /dev/full",
        );
    };
    let mut command = crispack(place.path());
    let command = command.arg("explain").stdout(full).stderr(Stdio::piped());
    let outcome = outcome(command);
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.stderr.contains("cannot write to standard output"),
        "{}",
        outcome.stderr
    );
}
