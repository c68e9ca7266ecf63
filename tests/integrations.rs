//! The pre-commit hook and the action run what they say, as their hosts would run it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use common::corpus::cases;
use common::place::Place;
use common::run::{crispack, hermetic, outcome};
use serde_yaml::Value;

mod common;

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn package(place: &Place, kind: &str, name: &str) {
    let case = cases(kind)
        .into_iter()
        .find(|case| case.name == name)
        .unwrap();
    case.write(place);
}

#[test]
fn the_hook_is_a_command_that_there_is_for_files_that_there_are() {
    let hooks = read(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    let entry: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
    assert_eq!(entry[0], env!("CARGO_PKG_NAME"));
    assert_eq!(hook["language"], "rust");
    // The pattern is for Python; every path that it is meant for ends as one of its parts.
    let pattern = hook["files"].as_str().unwrap();
    for part in [
        r"manifest\.yaml",
        r"crispack\.yaml",
        r"policies/[^/]+\.json",
    ] {
        assert!(pattern.contains(part), "{pattern}");
    }
    let place = Place::new("hook");
    package(&place, "broken", "policy-principal");
    let mut command = crispack(place.path());
    command
        .args(&entry[1..])
        .args(["pack/manifest.yaml", "pack/policies/deny-global.json"]);
    let told = outcome(&mut command);
    assert_eq!(told.code, Some(1));
    // The same finding by two ways is told once.
    assert_eq!(
        told.stdout.matches("error[CRP220]").count(),
        1,
        "{}",
        told.stdout
    );
}

/// Runs the action's last step in bash, with its inputs as GitHub gives them.
fn action(place: &Place, inputs: &[(&str, &str)]) -> std::process::Output {
    let action = read("action.yml");
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let last = steps.last().unwrap();
    // A stand-in for the built program, where the first step leaves it.
    let program = place.path().join("target/release");
    fs::create_dir_all(&program).unwrap();
    let _ = std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_crispack"), program.join("crispack"));
    let mut command: Command = hermetic("bash", place.path());
    command.args(["-e", "-o", "pipefail", "-c", last["run"].as_str().unwrap()]);
    command.env("CARGO_TARGET_DIR", place.path().join("target"));
    for (name, value) in last["env"].as_mapping().unwrap() {
        let name = name.as_str().unwrap();
        let source = value.as_str().unwrap();
        let input = source
            .strip_prefix("${{ inputs.")
            .and_then(|rest| rest.strip_suffix(" }}"));
        let Some(input) = input else {
            command.env(name, place.path());
            continue;
        };
        let default = action["inputs"][input]["default"].as_str().unwrap();
        let given = inputs.iter().find(|(own, _)| *own == input);
        command.env(name, given.map_or(default, |(_, value)| value));
    }
    command.output().unwrap()
}

#[test]
fn the_action_passes_a_good_package_and_fails_a_broken_one() {
    let good = Place::new("action-good");
    package(&good, "good", "plain");
    let told = action(&good, &[("paths", "pack"), ("fail-on", "warning")]);
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );

    let broken = Place::new("action-broken");
    package(&broken, "broken", "path-quoted");
    let told = action(&broken, &[("paths", "pack"), ("sarif", "out.sarif")]);
    assert_eq!(told.status.code(), Some(1));
    let text = String::from_utf8(told.stdout).unwrap();
    assert!(
        text.contains("::error title=CRP180 manifest-path,file=pack/manifest.yaml,line=7,col=20::"),
        "{text}"
    );
    let sarif = fs::read_to_string(broken.path().join("out.sarif")).unwrap();
    assert!(sarif.contains("\"ruleId\": \"CRP180\""));
}

#[test]
fn nothing_in_an_input_of_the_action_is_run() {
    let place = Place::new("action-input");
    package(&place, "good", "plain");
    let told = action(&place, &[("paths", "pack $(touch ran) ; touch ran")]);
    assert_eq!(told.status.code(), Some(1));
    assert!(!place.path().join("ran").exists());
}
