//! What CfCT's pipeline makes of built releases: its readers see what was asked for, and its SCP stage sends each policy as it is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use common::baseline::raw;
use common::expected::{ADDITIVE, ATLANTIC, expected, is_refused};
use common::mode::Mode;
use common::ou_names;
use common::place::Place;
use common::run::{crispack, outcome, succeed};
use serde_json::{Value, json};

mod common;

const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/manifest/examples/three-modes/crispack.yaml"
);

/// A release: its folder, and what was asked of it.
struct Release {
    folder: PathBuf,
    region: &'static str,
    /// OU paths in the order in which they were named.
    ous: Vec<String>,
}

/// A spec with every mode that can be built, each for an OU of its own.
fn every_mode() -> (String, Vec<String>) {
    let form = raw(ATLANTIC.list);
    let modes: Vec<Mode> = Mode::all()
        .into_iter()
        .filter(|mode| !is_refused(&expected(mode, &form, &ATLANTIC, ADDITIVE)))
        .collect();
    let ous: Vec<String> = (0..modes.len()).map(|at| format!("Team {at}")).collect();
    let mut spec = vec![
        "version: 1\norganization:\n  home_region: eu-central-1".to_owned(),
        "region_deny:\n  baseline: region-deny.json\nmodes:".to_owned(),
    ];
    let line = |(at, mode): (usize, &Mode)| format!("  m{at}: {}", mode.yaml());
    spec.extend(modes.iter().enumerate().map(line));
    spec.push("targets:".to_owned());
    let line = |(at, ou): (usize, &String)| format!("  - {{ou: {ou}, mode: m{at}}}");
    spec.extend(ous.iter().enumerate().map(line));
    (spec.join("\n"), ous)
}

fn by_flags(place: &Place, out: &str, ous: &[String]) -> Release {
    let mut command = crispack(place.path());
    command.args("build --quiet --mode disable-global --home-region us-east-1".split(' '));
    command.args("--baseline builtin:current --governed-region us-east-1".split(' '));
    command.args(["--out", out]);
    for ou in ous {
        // With `=`, so that a name may begin with a hyphen.
        command.arg(format!("--ou={ou}"));
    }
    let outcome = outcome(&mut command);
    assert_eq!(outcome.code, Some(0), "{ous:?}\n{}", outcome.stderr);
    Release {
        folder: place.path().join(out),
        region: "us-east-1",
        ous: ous.to_vec(),
    }
}

/// Releases of every kind, built by the program.
fn releases(place: &Place) -> Vec<Release> {
    let names = ou_names::awkward();
    let mut releases: Vec<Release> = (0..)
        .zip(&names)
        .map(|(at, name)| by_flags(place, &format!("name-{at}"), std::slice::from_ref(name)))
        .collect();
    releases.push(by_flags(place, "names", &names));
    releases.push(by_flags(place, "root", &["Root".to_owned()]));

    let (spec, ous) = every_mode();
    place.write("modes.yaml", spec);
    place.write("region-deny.json", raw(ATLANTIC.list).content.unwrap());
    let example = [
        "Security",
        "Workloads",
        "Workloads:Regulated",
        "Sandbox",
        "GenAI Lab",
    ];
    for (spec, out, ous) in [
        ("modes.yaml", "modes", ous),
        (EXAMPLE, "example", example.map(str::to_owned).to_vec()),
    ] {
        succeed(place.path(), &["build", spec, "--out", out, "--quiet"]);
        releases.push(Release {
            folder: place.path().join(out),
            region: "eu-central-1",
            ous,
        });
    }
    releases
}

fn manifest(release: &Release) -> String {
    fs::read_to_string(release.folder.join("package/manifest.yaml")).unwrap()
}

/// What a reader sees is what was asked for; the version differs from reader to reader.
fn assert_seen(release: &Release, seen: &Value, version: &Value) {
    let shown = || format!("{:?}\n{seen:#}", release.ous);
    assert_eq!(seen["region"], release.region, "{}", shown());
    assert_eq!(seen["version"], *version, "{}", shown());
    assert_eq!(seen.as_object().unwrap().len(), 3, "{}", shown());
    let resources = seen["resources"].as_array().unwrap();
    assert_eq!(resources.len(), release.ous.len(), "{}", shown());
    for (resource, ou) in resources.iter().zip(&release.ous) {
        assert_eq!(resource["deploy_method"], "scp");
        assert_eq!(
            resource["deployment_targets"],
            json!({"organizational_units": [ou]})
        );
        assert!(
            resource["description"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        let name = resource["name"].as_str().unwrap();
        assert!(name.starts_with("cris-"), "{name}");
        let file = resource["resource_file"].as_str().unwrap();
        assert_eq!(file, format!("policies/{name}.json"));
        assert!(
            release.folder.join("package").join(file).is_file(),
            "{file}"
        );
        assert_eq!(resource.as_object().unwrap().len(), 5);
    }
}

#[test]
fn a_reader_of_yaml_sees_what_was_asked_for() {
    let place = Place::new("pipeline-yaml");
    for release in releases(&place) {
        let seen: Value = serde_yaml::from_str(&manifest(&release)).unwrap();
        assert_seen(&release, &seen, &json!("2021-03-15"));
    }
}

#[test]
fn both_of_cfcts_readers_see_what_was_asked_for() {
    let Some(python) = common::python::python("both_of_cfcts_readers_see_what_was_asked_for")
    else {
        return;
    };
    let place = Place::new("pipeline-python");
    let releases = releases(&place);
    let folder = common::folder("pipeline", releases.iter().map(manifest));
    let report: Value = serde_json::from_str(&python.run("read_manifest.py", &[&folder])).unwrap();
    assert_eq!(report.as_object().unwrap().len(), releases.len());
    for (at, release) in releases.iter().enumerate() {
        let seen = &report[format!("{at:04}.yaml")];
        let date = json!({"date": "2021-03-15"});
        assert_seen(release, &seen["pyyaml"], &date);
        assert_seen(release, &seen["ruamel"], &date);
        assert_eq!(seen["schema"], json!([]), "{:?}", release.ous);
        // The words that Build looks up as files are the files of the policies, and nothing of a name.
        let files: Vec<&Value> = seen["pyyaml"]["resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|resource| &resource["resource_file"])
            .collect();
        assert_eq!(seen["files"], json!(files), "{:?}", release.ous);
    }
}

/// What CfCT 2.8.4 does to a policy file before it sends it.
fn scp_stage(text: &str) -> String {
    text.replace('\n', "\r\n").replace("  ", "")
}

fn policies(package: &Path) -> Vec<String> {
    let files = fs::read_dir(package.join("policies")).unwrap();
    let text = |entry: std::io::Result<fs::DirEntry>| fs::read_to_string(entry.unwrap().path());
    files.map(|entry| text(entry).unwrap()).collect()
}

#[test]
fn the_scp_stage_sends_every_policy_as_it_is() {
    let place = Place::new("pipeline-stage");
    for release in releases(&place) {
        let policies = policies(&release.folder.join("package"));
        assert_eq!(policies.len(), release.ous.len());
        for text in policies {
            assert_eq!(scp_stage(&text), text);
            assert!(text.starts_with('{') && text.ends_with('}'));
        }
    }
}
