//! `crispack check` as it is run: every kind of input, every format, mending and silencing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use common::corpus::{Case, cases};
use common::place::Place;
use common::run::{Outcome, SPEC, crispack, outcome};
use jsonschema::Validator;
use serde_json::Value;

mod common;

const CHECK: &str = include_str!("../manifest/schema/crispack.check.1.schema.json");
const SNAPSHOT: &str = include_str!("../manifest/schema/crispack.snapshot.1.schema.json");
/// The schema of the format, as the crate `serde-sarif` 0.8.0 has it.
const SARIF: &str = include_str!("data/sarif-schema-2.1.0.json");

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn assert_valid(validator: &Validator, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(problems, [""; 0], "{text}");
    value
}

fn run(place: &Place, arguments: &str) -> Outcome {
    let mut command = crispack(place.path());
    command
        .arg("check")
        .args(arguments.split(' ').filter(|word| !word.is_empty()));
    command.args(["--today", "2026-11-25"]);
    outcome(&mut command)
}

fn named(kind: &str, name: &str) -> Case {
    cases(kind)
        .into_iter()
        .find(|case| case.name == name)
        .unwrap()
}

#[test]
fn every_case_of_the_corpus_is_told_in_every_format() {
    let mut format: Value = serde_json::from_str(SARIF).unwrap();
    // One pattern of the published schema is no regular expression; what it is for is not written here.
    for place in [
        "/definitions/run/properties/language",
        "/definitions/toolComponent/properties/language",
    ] {
        let language = format.pointer_mut(place).unwrap();
        language.as_object_mut().unwrap().remove("pattern");
    }
    let (check, sarif) = (validator(CHECK), validator(&format.to_string()));
    let mut codes = BTreeSet::new();
    for kind in ["broken", "good"] {
        for case in cases(kind).iter().step_by(4) {
            let place = Place::new(&format!("formats-{}", case.name));
            case.write(&place);
            let told = run(&place, "pack --format json");
            let value = assert_valid(&check, &told.stdout);
            let errors = value["counts"]["error"].as_u64().unwrap();
            assert_eq!(told.code, Some(i32::from(errors > 0)), "{}", case.name);
            assert_eq!(value["passed"], errors == 0);
            let findings = value["findings"].as_array().unwrap();
            codes.extend(
                findings
                    .iter()
                    .map(|own| own["code"].as_str().unwrap().to_owned()),
            );

            let told = run(&place, "pack --format sarif");
            let value = assert_valid(&sarif, &told.stdout);
            let results = value["runs"][0]["results"].as_array().unwrap();
            let ignored = results
                .iter()
                .filter(|own| own.get("suppressions").is_some());
            assert_eq!(
                results.len() - ignored.count(),
                findings.len(),
                "{}",
                case.name
            );
            for (result, finding) in results.iter().zip(findings) {
                assert_eq!(result["ruleId"], finding["code"]);
                let at = result["ruleIndex"].as_u64().unwrap();
                let rule =
                    &value["runs"][0]["tool"]["driver"]["rules"][usize::try_from(at).unwrap()];
                assert_eq!(rule["id"], finding["code"]);
                let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                    .as_str()
                    .unwrap();
                assert!(uri.starts_with("pack"), "{uri}");
            }

            let told = run(&place, "pack --format github");
            let commands = told.stdout.lines().filter(|line| line.starts_with("::"));
            assert_eq!(commands.count(), findings.len(), "{}", told.stdout);

            let told = run(&place, "pack --format markdown");
            for finding in findings {
                assert!(
                    told.stdout.contains(finding["code"].as_str().unwrap()),
                    "{}",
                    told.stdout
                );
            }

            let told = run(&place, "pack");
            assert!(told.stdout.starts_with("pack: "), "{}", told.stdout);
            assert_eq!(told.stderr, "");
        }
    }
    assert!(codes.len() > 20, "{codes:?}");
}

#[test]
fn a_finding_in_a_zip_points_into_it() {
    let case = named("broken", "path-quoted");
    let place = Place::new("check-zip");
    place.write("pack.zip", case.zip());
    let told = run(&place, "./pack.zip");
    assert!(
        told.stdout.contains("--> pack.zip!manifest.yaml:7:20"),
        "{}",
        told.stdout
    );
    let told = run(&place, "pack.zip --format github");
    assert!(
        told.stdout
            .contains("file=pack.zip!manifest.yaml,line=7,col=20"),
        "{}",
        told.stdout
    );
}

#[test]
fn standard_input_is_whatever_it_is() {
    let package = named("broken", "path-quoted");
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"bedrock:Converse","Resource":"*"}]}"#;
    let wrapped = serde_json::json!({"Policy": {"Content": policy}}).to_string();
    let place = Place::new("check-stdin");
    for (input, expected) in [
        (package.zip(), "<stdin>!manifest.yaml:7"),
        (package.files["manifest.yaml"].clone(), "<stdin>:7"),
        (policy.into(), "CRP270"),
        (wrapped.into(), "CRP270"),
        (SPEC.into(), "<stdin>: nothing found (looked at: 1 spec)"),
        (b"".to_vec(), "CRP010"),
    ] {
        let mut command = crispack(place.path());
        command
            .args(["check", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(&input).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
}

#[test]
fn a_manifest_is_looked_at_with_the_files_around_it_and_a_policy_alone() {
    let case = named("broken", "action-converse");
    let place = Place::new("check-around");
    let folder = case.write(&place);
    let told = run(&place, "pack/manifest.yaml --fail-on warning");
    assert!(
        told.stdout.contains("pack/policies/deny-global.json:1"),
        "{}",
        told.stdout
    );
    assert_eq!(told.code, Some(1));
    let told = run(&place, "pack/policies/deny-global.json");
    assert_eq!(told.stdout.matches("CRP270").count(), 3, "{}", told.stdout);
    assert_eq!(told.code, Some(0));
    // In a folder of policies it is one of a package, which CfCT sends as it stands.
    let commented = r#"{"Version":"2012-10-17",/* why */"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
    place.write("policies/commented.json", commented);
    place.write("inputs/commented.json", commented);
    assert_eq!(run(&place, "policies/commented.json").code, Some(1));
    assert_eq!(run(&place, "inputs/commented.json").code, Some(0));
    // Under another name it is a text of its own, and no file is missed.
    fs::rename(
        folder.join("manifest.yaml"),
        place.path().join("other.yaml"),
    )
    .unwrap();
    let told = run(&place, "other.yaml");
    assert!(told.stdout.contains("nothing found"), "{}", told.stdout);
}

#[test]
fn a_spec_is_found_upward_with_what_it_refers_to() {
    let place = Place::new("check-spec");
    place.write(
        "crispack.yaml",
        SPEC.replace("us-only, ", "")
            .replace("mode: governed}", "mode: governed, until: 2026-11-24}"),
    );
    place.write("below/empty.txt", "");
    let mut command = crispack(&place.path().join("below"));
    let told = outcome(command.args(["check", "--today", "2026-11-25"]));
    assert!(told.stdout.contains("CRP105"), "{}", told.stdout);
    assert_eq!(told.code, Some(1));
    let nowhere = Place::new("check-no-spec");
    // A folder above a test's own may have a spec; its root has none.
    let told = outcome(crispack(std::path::Path::new("/")).arg("check"));
    assert_eq!(told.code, Some(64), "{}", told.stderr);
    assert!(
        told.stderr.contains("there is no crispack.yaml"),
        "{}",
        told.stderr
    );
    drop(nowhere);
}

#[test]
fn a_target_that_a_parent_makes_pointless_is_told() {
    let place = Place::new("check-pointless");
    place.write(
        "crispack.yaml",
        format!("{SPEC}  - {{ou: \"Workloads:Team\", mode: us-only}}\n"),
    );
    let told = run(&place, "");
    assert!(
        told.stdout
            .contains("note[CRP152]: `Workloads:Team` adds nothing to `Workloads` above it"),
        "{}",
        told.stdout
    );
}

#[test]
fn releases_of_ours_have_nothing_to_be_told_but_what_was_asked_for() {
    for example in ["three-modes", "global-in-one-ou"] {
        let place = Place::new(&format!("check-release-{example}"));
        let spec = format!(
            "{}/manifest/examples/{example}/crispack.yaml",
            env!("CARGO_MANIFEST_DIR")
        );
        let mut command = crispack(place.path());
        let built = outcome(command.args(["build", &spec, "--quiet"]));
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        for path in ["release", "release/custom-control-tower-configuration.zip"] {
            let told = run(&place, &format!("{path} --format json"));
            let value: Value = serde_json::from_str(&told.stdout).unwrap();
            let findings = value["findings"].as_array().unwrap().iter();
            let warned: BTreeSet<&str> = findings
                .filter(|own| own["severity"] != "note")
                .map(|own| own["code"].as_str().unwrap())
                .collect();
            // One of them exempts a break-glass role of any account, as its spec asks for.
            let known: &[&str] = if example == "three-modes" {
                &[]
            } else {
                &["CRP280"]
            };
            assert_eq!(warned.into_iter().collect::<Vec<_>>(), known, "{path}");
        }
        fs::write(place.path().join("release/package/policies/x.json"), "{}").unwrap();
        let told = run(&place, "release --fail-on warning");
        assert_eq!(told.code, Some(1), "{}", told.stdout);
        assert!(told.stdout.contains("CRP258"), "{}", told.stdout);
    }
}

#[test]
fn mending_is_shown_first_and_written_when_asked_for() {
    let place = Place::new("check-fix");
    let case = named("broken", "ou-no");
    let folder = case.write(&place);
    let before = fs::read(folder.join("manifest.yaml")).unwrap();
    let told = run(&place, "pack --fix");
    assert_eq!(told.code, Some(1));
    assert!(
        told.stdout.contains("-        - NO\n+        - \"NO\"\n"),
        "{}",
        told.stdout
    );
    assert!(
        told.stderr.contains("nothing was written"),
        "{}",
        told.stderr
    );
    assert_eq!(fs::read(folder.join("manifest.yaml")).unwrap(), before);
    let told = run(&place, "pack --fix --write");
    assert_eq!(told.code, Some(0), "{}", told.stdout);
    assert!(
        told.stderr.contains("mended pack/manifest.yaml: CRP189"),
        "{}",
        told.stderr
    );
    assert!(told.stdout.contains("nothing found"), "{}", told.stdout);
    // In a zip nothing is written.
    place.write("pack.zip", case.zip());
    let told = run(&place, "pack.zip --fix --write");
    assert_eq!(told.code, Some(1));
    assert!(told.stderr.contains("lies in no folder"), "{}", told.stderr);
    assert_eq!(fs::read(place.path().join("pack.zip")).unwrap(), case.zip());
    assert_eq!(run(&place, "pack --write").code, Some(64));
    assert_eq!(run(&place, "- --fix --write").code, Some(64));
    // Another format tells the findings.
    let told = run(&place, "pack.zip --fix --format json");
    assert!(told.stdout.contains("\"fixable\": true"), "{}", told.stdout);
}

#[test]
fn files_without_comments_are_silenced_by_the_spec_above_them() {
    let place = Place::new("check-ignore");
    let case = named("broken", "exemption-of-any-account");
    case.write(&place);
    let entry = |until: &str, file: &str| {
        format!(
            "{SPEC}ignore:\n  - {{code: CRP280, file: {file}, until: {until}, reason: the role is protected elsewhere}}\n"
        )
    };
    place.write(
        "crispack.yaml",
        entry("2026-12-31", "policies/deny-global.json"),
    );
    let told = run(&place, "pack --fail-on warning");
    assert_eq!(told.code, Some(0), "{}", told.stdout);
    assert!(
        told.stdout.contains("1 ignored, with reasons"),
        "{}",
        told.stdout
    );
    place.write(
        "crispack.yaml",
        entry("2026-11-24", "policies/deny-global.json"),
    );
    let told = run(&place, "pack --fail-on warning");
    assert!(
        told.stdout.contains("CRP280") && told.stdout.contains("CRP011"),
        "{}",
        told.stdout
    );
    // An entry for a file that has no such finding is told; one for a file that was not looked at is not.
    place.write(
        "crispack.yaml",
        entry("2026-12-31", "parameters/network.json"),
    );
    let told = run(&place, "pack --fail-on warning");
    assert!(
        told.stdout.contains("CRP280") && told.stdout.contains("CRP012"),
        "{}",
        told.stdout
    );
    place.write("crispack.yaml", entry("2026-12-31", "policies/other.json"));
    let told = run(&place, "pack --fail-on warning");
    assert!(
        told.stdout.contains("CRP280") && !told.stdout.contains("CRP012"),
        "{}",
        told.stdout
    );
    let told = run(&place, "crispack.yaml --fail-on note");
    assert_eq!(told.code, Some(0), "{}", told.stdout);
    // A build ignores nothing, and is not disturbed.
    place.write(
        "crispack.yaml",
        entry("2026-12-31", "policies/deny-global.json"),
    );
    let told = outcome(crispack(place.path()).args(["build", "--quiet"]));
    assert_eq!(told.code, Some(0), "{}", told.stderr);
}

#[test]
fn an_absolute_path_below_the_working_directory_is_told_from_there() {
    let place = Place::new("check-absolute");
    named("broken", "sid-twice").write(&place);
    let path = place.path().join("pack");
    let told = run(&place, &format!("{} --format sarif", path.display()));
    assert!(
        told.stdout
            .contains("\"uri\": \"pack/policies/deny-global.json\""),
        "{}",
        told.stdout
    );
}

#[test]
fn without_a_spec_the_package_here_is_looked_at_and_a_snapshot_that_is_none_stops_nothing() {
    let place = Place::new("check-here");
    let folder = named("broken", "sid-twice").write(&place);
    fs::write(folder.join("odd.json"), "{}").unwrap();
    let mut command = crispack(&folder);
    command.args(["check", "--snapshot", "odd.json"]);
    let told = outcome(&mut command);
    // The folders of tests lie below no spec.
    assert!(
        told.stdout.contains("CRP224") && told.stdout.contains("CRP290"),
        "{}",
        told.stdout
    );
}

#[test]
fn no_line_of_a_file_outside_of_the_package_is_shown() {
    let place = Place::new("check-outside");
    place.write("secret.txt", "very secret line");
    let package = named("good", "plain");
    for by_link in [false, true] {
        let folder = package.write(&place);
        let path = if by_link {
            "policies/link.json"
        } else {
            "../secret.txt"
        };
        if by_link {
            std::os::unix::fs::symlink(place.path().join("secret.txt"), folder.join(path)).unwrap();
        }
        let manifest = String::from_utf8(package.files["manifest.yaml"].clone()).unwrap();
        fs::write(
            folder.join("manifest.yaml"),
            manifest.replace("policies/deny-global.json", path),
        )
        .unwrap();
        for arguments in ["pack", "pack/manifest.yaml", "pack --format json"] {
            let told = run(&place, arguments);
            assert_eq!(told.code, Some(1), "{}", told.stdout);
            assert!(told.stdout.contains("CRP180"), "{}", told.stdout);
            assert!(!told.stdout.contains("very secret"), "{}", told.stdout);
        }
    }
}

#[test]
fn a_policy_of_resources_by_itself_is_one() {
    let place = Place::new("check-rcp");
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}"#;
    place.write("rcp.json", policy);
    let told = run(&place, "rcp.json");
    assert_eq!(told.code, Some(0), "{}", told.stdout);
}

#[test]
fn quiet_says_nothing_unless_it_fails() {
    let place = Place::new("check-quiet");
    named("good", "pretty").write(&place);
    let told = run(&place, "pack --quiet");
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), ""));
    let told = run(&place, "pack --quiet --fail-on note");
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("CRP233"), "{}", told.stdout);
}

#[test]
fn several_paths_are_one_report() {
    let place = Place::new("check-several");
    named("broken", "sid-twice").write(&place);
    place.write("crispack.yaml", SPEC);
    let told = run(&place, "crispack.yaml pack missing.json");
    assert!(
        told.stdout
            .starts_with("crispack.yaml, pack, missing.json: 2 errors"),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("CRP001") && told.stdout.contains("CRP224"));
}

#[test]
fn a_snapshot_is_what_its_schema_says() {
    let schema = validator(SNAPSHOT);
    let mut snapshots = 0;
    for case in cases("broken").iter().chain(&cases("good")) {
        if let Some(text) = &case.snapshot {
            assert_valid(&schema, text);
            snapshots += 1;
        }
    }
    assert!(snapshots >= 4);
    let place = Place::new("check-snapshot");
    named("good", "plain").write(&place);
    place.write("odd.json", r#"{"schema":"crispack.snapshot/2"}"#);
    let told = run(&place, "pack --snapshot odd.json");
    assert!(told.stdout.contains("CRP290"), "{}", told.stdout);
    assert_eq!(told.code, Some(1));
}

#[test]
fn a_spec_s_own_mistakes_are_told() {
    let place = Place::new("check-spec-rules");
    let unused = SPEC.replace(
        "modes:\n",
        "modes:\n  unused: {global: deny, geographies: none}\n",
    );
    place.write("crispack.yaml", &unused);
    let told = run(&place, "");
    assert!(
        told.stdout
            .contains("note[CRP126]: no target has the mode `unused`"),
        "{}",
        told.stdout
    );
    place.write("crispack.yaml", unused.replace("unused:", "\"un used\":"));
    let told = run(&place, "");
    assert!(told.stdout.contains("error[CRP102]"), "{}", told.stdout);
    assert_eq!(told.code, Some(1));
}
