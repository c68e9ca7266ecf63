//! The catalogue of inference profiles from the command line: round trip, import, acceptance, releases that carry it, and its formats.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::Path;

use common::emulation::Emulation;
use common::place::{Place, tree};
use common::python::python;
use common::run::{Outcome, crispack, outcome, succeed};
use serde_json::{Value, json};

const CATALOGUE: &str = include_str!("../manifest/schema/crispack.catalogue.1.schema.json");
const PROFILES: &str = include_str!("../manifest/schema/crispack.profiles.1.schema.json");
const DIFF: &str = include_str!("../manifest/schema/crispack.profiles-diff.1.schema.json");
const ACCEPTED: &str = include_str!("../manifest/schema/crispack.accepted.1.schema.json");

const SPEC: &str = "\
version: 1
organization: {home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1]}
region_deny: {baseline: 'builtin:current', strategy: replace, covered_ous: [Workloads, Sandbox]}
modes:
  eu-only: {global: deny, geographies: [eu], profiles: [amazon.*]}
  sealed: {global: deny, geographies: none}
targets:
  - {ou: Workloads, mode: eu-only, slot: wl}
  - {ou: Sandbox, mode: sealed, slot: sb}
";

const IMPORTED: &str = "catalogue: {file: inference-profiles.json}\n";

fn assert_valid(schema: &str, text: &str) -> Value {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{error} at `{}`", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    value
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    outcome(crispack(place.path()).args(arguments))
}

fn answer(place: &Place, source: &str) -> Value {
    let arguments = ["profiles", "list", "--format", "aws", "--source", source];
    serde_json::from_str(&succeed(place.path(), &arguments).stdout).unwrap()
}

/// The answers of the working Regions as the embedded catalogue has them, less or more a change; imported.
fn import(place: &Place, change: impl Fn(&mut Vec<Value>)) {
    for source in ["eu-central-1", "eu-west-1"] {
        let mut value = answer(place, source);
        let Value::Array(list) = &mut value["inferenceProfileSummaries"] else {
            return;
        };
        change(list);
        place.write(&format!("answers/{source}.json"), value.to_string());
    }
    succeed(
        place.path(),
        &[
            "profiles",
            "import",
            "--from",
            "answers",
            "--day",
            "2026-11-20",
        ],
    );
}

/// Adds a destination Region to every profile of a name.
fn add(list: &mut [Value], id: &str, code: &str) {
    for own in list
        .iter_mut()
        .filter(|own| own["inferenceProfileId"] == id)
    {
        let arn = format!(
            "arn:aws:bedrock:{code}::foundation-model/{}",
            id.split_once('.').unwrap().1
        );
        own["models"]
            .as_array_mut()
            .unwrap()
            .push(json!({"modelArn": arn}));
    }
}

const NOVA: &str = "eu.amazon.nova-lite-v1:0";

fn gained(list: &mut [Value]) {
    add(list, NOVA, "eu-central-2");
}

#[test]
fn what_the_commands_export_and_import_is_equal() {
    let place = Place::new("profiles-round-trip");
    for source in ["eu-central-1", "us-east-1", "ap-southeast-2"] {
        place.write(
            &format!("answers/{source}.json"),
            answer(&place, source).to_string(),
        );
    }
    let said = succeed(place.path(), &["profiles", "import", "--from", "answers"]);
    assert!(
        said.stdout
            .starts_with("inference-profiles.json as of 2026-11-26\n"),
        "{}",
        said.stdout
    );
    let file = fs::read_to_string(place.path().join("inference-profiles.json")).unwrap();
    let value = assert_valid(CATALOGUE, &file);
    assert_eq!(value["scanned"].as_object().unwrap().len(), 3);
    let diff = [
        "profiles",
        "diff",
        "builtin",
        "inference-profiles.json",
        "--detailed-exitcode",
    ];
    let said = succeed(place.path(), &diff);
    assert_eq!(
        said.stdout,
        "no profile leads elsewhere in the catalogue of 2026-11-26 than in the embedded catalogue of 2026-10-27\n"
    );
    // Again from standard input, and into the same file: the same bytes.
    let mut command = crispack(place.path());
    command.args(["profiles", "import", "--from", "-", "--quiet"]);
    command.stdin(fs::File::open(place.path().join("answers/us-east-1.json")).unwrap());
    assert_eq!(outcome(&mut command).code, Some(0));
    assert_eq!(
        fs::read_to_string(place.path().join("inference-profiles.json")).unwrap(),
        file
    );
}

#[test]
fn an_import_from_where_it_writes_can_be_made_again() {
    let place = Place::new("profiles-in-place");
    place.write(
        "eu-central-1.json",
        answer(&place, "eu-central-1").to_string(),
    );
    place.write("crispack.yaml", SPEC);
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    let arguments = ["profiles", "import", "--from", "."];
    let first = succeed(place.path(), &arguments);
    let own = "crispack.profiles.json is crispack's own (crispack.accepted/1)";
    assert!(first.stderr.contains(own), "{}", first.stderr);
    let file = fs::read(place.path().join("inference-profiles.json")).unwrap();
    let again = succeed(place.path(), &arguments);
    let written = "inference-profiles.json is what is written, and no answer";
    assert!(again.stderr.contains(written), "{}", again.stderr);
    assert_eq!(
        fs::read(place.path().join("inference-profiles.json")).unwrap(),
        file
    );
    // Into another file, the catalogue that lies there is no answer either.
    let other = ["profiles", "import", "--from", ".", "--out", "other.json"];
    let said = succeed(place.path(), &other);
    let own = "inference-profiles.json is crispack's own (crispack.catalogue/1)";
    assert!(said.stderr.contains(own), "{}", said.stderr);
}

#[test]
fn the_embedded_catalogue_is_of_the_format_and_what_is_printed_too() {
    assert_valid(
        CATALOGUE,
        include_str!("../src/bedrock/data/inference-profiles.json"),
    );
    let place = Place::new("profiles-formats");
    let said = succeed(place.path(), &["profiles", "list", "--format", "json"]);
    let all = assert_valid(PROFILES, &said.stdout);
    assert_eq!(all["profiles"].as_array().unwrap().len(), 188);
    let said = succeed(
        place.path(),
        &[
            "profiles",
            "show",
            "us-gov.xai.grok-4.6",
            "--format",
            "json",
        ],
    );
    let one = assert_valid(PROFILES, &said.stdout);
    assert_eq!(one["profiles"][0]["routes_known"], false);
    import(&place, |list| {
        gained(list);
        list.retain(|own| own["inferenceProfileId"] != "eu.amazon.nova-pro-v1:0");
    });
    let said = run(
        &place,
        &[
            "profiles",
            "diff",
            "builtin",
            "inference-profiles.json",
            "--format",
            "json",
            "--detailed-exitcode",
        ],
    );
    assert_eq!(said.code, Some(2));
    let diff = assert_valid(DIFF, &said.stdout);
    assert_eq!(diff["changes"].as_array().unwrap().len(), 4);
    let said = succeed(
        place.path(),
        &["profiles", "diff", "builtin", "inference-profiles.json"],
    );
    let words = "\
2 profiles differ in the catalogue of 2026-11-20 from the embedded catalogue of 2026-10-27:

eu.amazon.nova-lite-v1:0
  from eu-central-1     gains eu-central-2
  from eu-west-1        gains eu-central-2

eu.amazon.nova-pro-v1:0
  from eu-central-1     can no longer be called from there
  from eu-west-1        can no longer be called from there
";
    assert_eq!(said.stdout, words);
}

#[test]
fn a_destination_that_was_not_accepted_fails_build_and_plan_until_it_is() {
    let place = Place::new("profiles-accepted");
    place.write("crispack.yaml", SPEC);
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    let pin = fs::read_to_string(place.path().join("crispack.profiles.json")).unwrap();
    let value = assert_valid(ACCEPTED, &pin);
    assert_eq!(value["routes"][NOVA].as_object().unwrap().len(), 2);
    assert!(
        value["routes"]
            .as_object()
            .unwrap()
            .keys()
            .all(|id| id.starts_with("eu.amazon."))
    );
    succeed(place.path(), &["build"]);

    import(&place, |list| gained(list));
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    fs::remove_dir_all(place.path().join("release")).unwrap();
    let before = place.tree();
    for command in [&["build"][..], &["plan"], &["check", "crispack.yaml"]] {
        let said = run(&place, command);
        assert_eq!(said.code, Some(1), "{command:?}");
        let told = format!("{}{}", said.stdout, said.stderr);
        for word in [
            "CRP440",
            NOVA,
            "eu-central-2",
            "crispack.profiles.json",
            "`eu-only` allows it: Workloads",
            "crispack profiles accept",
        ] {
            assert!(told.contains(word), "{command:?} {word}: {told}");
        }
    }
    assert_eq!(place.tree(), before, "nothing is written");

    let said = succeed(
        place.path(),
        &[
            "profiles",
            "accept",
            "--reason",
            "SEC-2",
            "--day",
            "2026-11-25",
        ],
    );
    assert!(
        said.stdout
            .contains("eu.amazon.nova-lite-v1:0 from eu-west-1: gains eu-central-2"),
        "{}",
        said.stdout
    );
    let pin = fs::read_to_string(place.path().join("crispack.profiles.json")).unwrap();
    let value = assert_valid(ACCEPTED, &pin);
    let reasons: Vec<&str> = value["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["reason"].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["SEC-1", "SEC-2"]);
    succeed(place.path(), &["build"]);
    // Once more there is nothing to accept.
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-3"]);
    assert_eq!(
        fs::read_to_string(place.path().join("crispack.profiles.json")).unwrap(),
        pin
    );
}

#[test]
fn a_release_carries_the_catalogue_that_it_rests_on() {
    let place = Place::new("profiles-release");
    place.write("crispack.yaml", SPEC);
    succeed(place.path(), &["build", "--out", "plain"]);
    assert!(
        !place
            .path()
            .join("plain/in-force/inference-profiles.json")
            .exists()
    );
    import(&place, |list| {
        let mut fresh = list
            .iter()
            .find(|own| own["inferenceProfileId"] == NOVA)
            .unwrap()
            .clone();
        let text = fresh.to_string().replace("nova-lite-v1:0", "nova-new-v9:0");
        fresh = serde_json::from_str(&text).unwrap();
        list.push(fresh);
    });
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    place.write(
        "crispack.lock",
        fs::read(place.path().join("crispack.lock")).unwrap(),
    );
    succeed(place.path(), &["build", "--out", "release"]);
    let file = fs::read(place.path().join("inference-profiles.json")).unwrap();
    assert_eq!(
        fs::read(
            place
                .path()
                .join("release/in-force/inference-profiles.json")
        )
        .unwrap(),
        file
    );
    let lock: Value =
        serde_json::from_slice(&fs::read(place.path().join("release/inputs.lock")).unwrap())
            .unwrap();
    assert_eq!(lock["catalogue"]["as_of"], "2026-11-20");
    assert_eq!(lock["catalogue"]["sha256"], crispack::text::sha256(&file));
    let roles: Vec<&str> = lock["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["role"].as_str().unwrap())
        .collect();
    assert!(roles.contains(&"catalogue"), "{roles:?}");
    // Judged by that one, wherever the file of the spec is by then.
    fs::remove_file(place.path().join("inference-profiles.json")).unwrap();
    let call = |release: &str| {
        run(
            &place,
            &[
                "simulate",
                "--release",
                release,
                "--ou",
                "Workloads",
                "--call",
                "eu.amazon.nova-new-v9:0",
                "--source",
                "eu-west-1",
            ],
        )
    };
    assert_eq!(call("release").code, Some(0));
    let said = call("plain");
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP401"),
        "{}",
        said.stderr
    );
    // And so is a release that puts it back.
    succeed(
        place.path(),
        &[
            "build",
            "--restore",
            "release",
            "--previous",
            "release",
            "--out",
            "back",
        ],
    );
    assert_eq!(call("back").code, Some(0));
    let lock: Value =
        serde_json::from_slice(&fs::read(place.path().join("back/inputs.lock")).unwrap()).unwrap();
    assert_eq!(lock["catalogue"]["sha256"], crispack::text::sha256(&file));
    // What is no catalogue any more is told.
    place.write("release/in-force/inference-profiles.json", "{}");
    let said = call("release");
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP430"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_leads_nowhere_new_and_what_is_gone_are_notes() {
    let place = Place::new("profiles-notes");
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    import(&place, |_| ());
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    import(&place, |list| {
        for own in list
            .iter_mut()
            .filter(|own| own["inferenceProfileId"] == NOVA)
        {
            let text = own.to_string().replace("nova-lite-v1:0", "nova-new-v9:0");
            *own = serde_json::from_str(&text).unwrap();
        }
    });
    let said = succeed(place.path(), &["build"]);
    for word in [
        "note[CRP442]",
        "eu.amazon.nova-new-v9:0` from eu-central-1, and 1 more",
        "note[CRP441]",
        "`eu.amazon.nova-lite-v1:0` from eu-central-1 vanishes",
    ] {
        assert!(said.stderr.contains(word), "{word}: {}", said.stderr);
    }
    // A profile that is new and leads further is an error, since no profile of the family did.
    import(&place, |list| {
        gained(list);
        for own in list
            .iter_mut()
            .filter(|own| own["inferenceProfileId"] == NOVA)
        {
            *own =
                serde_json::from_str(&own.to_string().replace("nova-lite-v1:0", "nova-new-v9:0"))
                    .unwrap();
        }
    });
    let said = run(&place, &["build"]);
    assert!(
        said.code == Some(1)
            && said.stderr.contains("CRP440")
            && said.stderr.contains("eu.amazon.nova-new-v9:0"),
        "{}",
        said.stderr
    );
    // Of models and families that no mode allows nothing is said, nor of Regions where nobody works.
    import(&place, |list| {
        add(
            list,
            "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "eu-central-2",
        );
    });
    assert!(!run(&place, &["build"]).stderr.contains("CRP44"));
}

#[test]
fn what_is_accepted_of_one_source_region_is_not_of_another() {
    let place = Place::new("profiles-by-source");
    place.write(
        "crispack.yaml",
        format!("{SPEC}{IMPORTED}").replace(
            "global: deny, geographies: [eu]",
            "global: allow, geographies: [eu]",
        ),
    );
    import(&place, |list| {
        // From Ireland it leads to Zurich.
        let is_irish = list[0]["inferenceProfileArn"]
            .as_str()
            .unwrap()
            .contains("eu-west-1");
        if is_irish {
            gained(list);
        }
    });
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    let pin = fs::read_to_string(place.path().join("crispack.profiles.json")).unwrap();
    let value = assert_valid(ACCEPTED, &pin);
    let global = "global.amazon.nova-2-lite-v1:0";
    assert_eq!(
        value["routes"][global]["eu-west-1"],
        json!(["commercial-regions"])
    );
    assert!(!run(&place, &["build"]).stderr.contains("CRP44"));
    // A new model in both, from Frankfurt to Zurich for the first time; and a new Global one.
    import(&place, |list| {
        gained(list);
        let renamed = |own: &Value, from: &str, to: &str| -> Value {
            serde_json::from_str(&own.to_string().replace(from, to)).unwrap()
        };
        let find = |id: &str| {
            list.iter()
                .find(|own| own["inferenceProfileId"] == id)
                .unwrap()
        };
        let fresh = renamed(find(NOVA), "nova-lite-v1:0", "nova-new-v9:0");
        let wide = renamed(find(global), "nova-2-lite", "nova-3-lite");
        for own in list
            .iter_mut()
            .filter(|own| own["inferenceProfileId"] == NOVA)
        {
            let arn = own["inferenceProfileArn"].as_str().unwrap();
            if arn.contains("eu-central-1") {
                own["models"].as_array_mut().unwrap().pop();
            }
        }
        list.extend([fresh, wide]);
    });
    let said = run(&place, &["build"]);
    assert_eq!(said.code, Some(1));
    let told = "`eu.amazon.nova-new-v9:0` from eu-central-1 leads to eu-central-2";
    assert!(said.stderr.contains(told), "{}", said.stderr);
    let said = run(&place, &["check", "crispack.yaml"]);
    for word in [
        "`eu.amazon.nova-new-v9:0` from eu-west-1: not there when routes were accepted; no destination",
        "`global.amazon.nova-3-lite-v1:0` from eu-central-1, and 1 more: not there when routes were accepted; Global",
    ] {
        assert!(said.stdout.contains(word), "{word}: {}", said.stdout);
    }
}

/// A mode is not widened by what was accepted for the models of another.
#[test]
fn what_was_accepted_under_one_mode_agrees_to_nothing_under_another() {
    const MODES: &str = "\
version: 1
organization: {home_region: eu-central-1, governed_regions: [eu-central-1]}
region_deny: {baseline: 'builtin:current', strategy: replace, covered_ous: [Prod, Lab]}
modes:
  prod: {global: deny, geographies: [eu], profiles: [anthropic.*], destinations: pinned}
  lab: {global: deny, geographies: [eu], profiles: [amazon.*], destinations: pinned}
targets: [{ou: Prod, mode: prod}, {ou: Lab, mode: lab}]
catalogue: {file: inference-profiles.json}
";
    let place = Place::new("profiles-two-modes");
    place.write("crispack.yaml", MODES);
    import(&place, |list| gained(list));
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    succeed(place.path(), &["build", "--out", "r1"]);
    // A new profile of the other mode's models, to where only those of the first were agreed to go.
    let new = |id: &str| {
        let id = id.to_owned();
        move |list: &mut Vec<Value>| {
            gained(list);
            let nova = list
                .iter()
                .find(|own| own["inferenceProfileId"] == NOVA)
                .unwrap();
            let model = NOVA.split_once('.').unwrap().1;
            let text = nova
                .to_string()
                .replace(model, id.split_once('.').unwrap().1);
            list.push(serde_json::from_str(&text).unwrap());
        }
    };
    import(&place, new("eu.anthropic.claude-haiku-9-v1:0"));
    let build = ["build", "--previous", "r1", "--out", "r2"];
    let said = run(&place, &build);
    assert_eq!(said.code, Some(1), "{}", said.stderr);
    for word in [
        "CRP440",
        "eu.anthropic.claude-haiku-9-v1:0",
        "eu-central-2, which was not accepted",
        "`prod` allows it: Prod",
    ] {
        assert!(said.stderr.contains(word), "{word}: {}", said.stderr);
    }
    assert!(!place.path().join("r2").exists());
    // Under the mode that agreed to the Region it leads nowhere new.
    import(&place, new("eu.amazon.nova-new-v9:0"));
    let said = succeed(place.path(), &build);
    assert!(
        said.stderr.contains("note[CRP442]") && !said.stderr.contains("CRP440"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_record_that_is_not_there_or_cannot_be_read_stops_the_build() {
    let place = Place::new("profiles-record");
    place.write(
        "crispack.yaml",
        format!("{SPEC}catalogue: {{accepted: agreed.json}}\n"),
    );
    let said = run(&place, &["build"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("agreed.json"),
        "{}",
        said.stderr
    );
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    assert!(
        place.path().join("agreed.json").exists()
            && !place.path().join("crispack.profiles.json").exists()
    );
    succeed(place.path(), &["build"]);
    for text in [
        "{}",
        "[]",
        r#"{"schema":"crispack.accepted/2","routes":{},"history":[]}"#,
    ] {
        place.write("agreed.json", text);
        let said = run(&place, &["build", "--out", "other"]);
        assert!(
            said.code == Some(1) && said.stderr.contains("CRP443"),
            "{text}: {}",
            said.stderr
        );
    }
    // Nor is it overwritten by accepting.
    let said = run(&place, &["profiles", "accept", "--reason", "SEC-2"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP443"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("other").exists());
    let said = run(&place, &["profiles", "accept", "--reason", " "]);
    assert_eq!(said.code, Some(64));
    // A catalogue that is none.
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    place.write(
        "inference-profiles.json",
        "{\"schema\": \"crispack.catalogue/1\"}",
    );
    let said = run(&place, &["build"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP430"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_release_without_the_record_of_the_one_before_is_told() {
    let place = Place::new("profiles-lost");
    place.write("crispack.yaml", SPEC);
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    let first = succeed(place.path(), &["build", "--out", "r1"]);
    assert!(!first.stderr.contains("CRP448"));
    let record = place.path().join("crispack.profiles.json");
    let kept = fs::read(&record).unwrap();
    fs::remove_file(&record).unwrap();
    // The release that is followed, and the one whose place is taken.
    for arguments in [
        &["build", "--previous", "r1", "--out", "r2"][..],
        &["plan", "--previous", "r1"],
        &["build", "--out", "r1"],
    ] {
        let said = run(&place, arguments);
        assert!(
            said.stderr
                .contains("warning[CRP448]: r1 was held against a record of accepted routes"),
            "{arguments:?} {}",
            said.stderr
        );
    }
    // What never had one has lost nothing.
    assert!(
        !succeed(place.path(), &["build", "--out", "r1"])
            .stderr
            .contains("CRP448")
    );
    fs::write(&record, kept).unwrap();
    let back = ["build", "--previous", "r1", "--out", "r3"];
    assert!(!succeed(place.path(), &back).stderr.contains("CRP448"));
}

#[test]
fn an_imported_catalogue_of_which_nothing_was_accepted_is_a_note() {
    let place = Place::new("profiles-nothing-accepted");
    import(&place, |_| ());
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    for arguments in [&["build"][..], &["check", "crispack.yaml"]] {
        let said = succeed(place.path(), arguments);
        let told = format!("{}{}", said.stdout, said.stderr);
        assert!(
            told.contains("note[CRP449]") && told.contains("crispack profiles accept --reason"),
            "{told}"
        );
    }
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    assert!(!succeed(place.path(), &["build"]).stderr.contains("CRP449"));
}

#[test]
fn that_a_catalogue_is_old_is_said_and_never_written() {
    let place = Place::new("profiles-old");
    place.write("crispack.yaml", SPEC);
    let young = succeed(place.path(), &["build", "--out", "young"]);
    assert!(!young.stderr.contains("CRP445"));
    let old = succeed(
        place.path(),
        &["build", "--out", "old", "--today", "2027-02-01"],
    );
    assert!(
        old.stderr.contains("note[CRP445]")
            && old
                .stderr
                .contains("for R in eu-central-1 eu-west-1; do aws bedrock"),
        "{}",
        old.stderr
    );
    assert_eq!(
        tree(&place.path().join("young")),
        tree(&place.path().join("old"))
    );
    for command in [
        &["plan", "--today", "2027-02-01"][..],
        &["check", "crispack.yaml", "--today", "2027-02-01"],
    ] {
        let said = run(&place, command);
        assert!(
            format!("{}{}", said.stdout, said.stderr).contains("CRP445"),
            "{command:?}"
        );
    }
    let strict = [
        "build",
        "--out",
        "none",
        "--today",
        "2027-02-01",
        "--fail-on",
        "note",
    ];
    assert_eq!(run(&place, &strict).code, Some(1));
    assert!(!place.path().join("none").exists());
}

#[test]
fn that_what_is_listed_is_old_is_said_beside_it() {
    let place = Place::new("profiles-old-lists");
    let on = |day: &str, arguments: &[&str]| {
        let mut command = crispack(place.path());
        outcome(command.args(arguments).env("CRISPACK_TODAY", day))
    };
    for arguments in [
        &["profiles", "list"][..],
        &[
            "profiles",
            "list",
            "--source",
            "eu-west-1",
            "--format",
            "aws",
        ],
        &["profiles", "show", NOVA, "--format", "json"],
        &["iam", "--profile", NOVA, "--source", "eu-west-1"],
    ] {
        let (young, old) = (on("2027-01-25", arguments), on("2027-01-26", arguments));
        assert_eq!((young.code, old.code), (Some(0), Some(0)), "{arguments:?}");
        assert!(!young.stderr.contains("CRP445"), "{arguments:?}");
        let told = "is of 2026-10-27, 91 days ago";
        assert!(
            old.stderr.contains("note[CRP445]") && old.stderr.contains(told),
            "{arguments:?} {}",
            old.stderr
        );
        assert_eq!(young.stdout, old.stdout, "data is as it was");
    }
}

#[test]
fn answers_are_not_of_a_day_to_come() {
    let place = Place::new("profiles-future");
    place.write("answers/a.json", answer(&place, "eu-west-1").to_string());
    let on = |day: &str| {
        let arguments = ["profiles", "import", "--from", "answers", "--day", day];
        run(&place, &arguments)
    };
    let said = on("2026-11-27");
    assert!(
        said.code == Some(64) && said.stderr.contains("not yet to come"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("inference-profiles.json").exists());
    assert_eq!(on("2026-11-26").code, Some(0));
}

#[test]
fn a_source_that_no_answer_lists_is_unknown() {
    let place = Place::new("profiles-unasked");
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    import(&place, |_| ());
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    assert!(!succeed(place.path(), &["build"]).stderr.contains("CRP45"));
    let one = [
        "profiles",
        "import",
        "--from",
        "answers/eu-central-1.json",
        "--merge-into",
        "none",
    ];
    succeed(place.path(), &one);
    let said = run(&place, &["check", "crispack.yaml"]);
    assert!(
        said.stdout.contains("warning[CRP450]")
            && said.stdout.contains("no answer from eu-west-1: what")
            && !said.stdout.contains("vanishes"),
        "{}",
        said.stdout
    );
    let said = succeed(
        place.path(),
        &["profiles", "diff", "builtin", "inference-profiles.json"],
    );
    assert!(
        said.stdout.starts_with("no profile leads elsewhere"),
        "{}",
        said.stdout
    );
    assert!(
        said.stderr
            .contains("inference-profiles.json has no answer from af-south-1"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_is_lost_is_told_without_what_is_gained() {
    let place = Place::new("profiles-lost-and-gained");
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    import(&place, |_| ());
    succeed(place.path(), &["profiles", "accept", "--reason", "SEC-1"]);
    import(&place, |list| {
        gained(list);
        for own in list
            .iter_mut()
            .filter(|own| own["inferenceProfileId"] == NOVA)
        {
            let models = own["models"].as_array_mut().unwrap();
            models.retain(|own| !own["modelArn"].as_str().unwrap().contains("eu-west-3"));
        }
    });
    let said = run(&place, &["build"]);
    assert!(said.stderr.contains("CRP440"), "{}", said.stderr);
    let said = run(&place, &["check", "crispack.yaml"]);
    let told =
        "has less than was accepted: `eu.amazon.nova-lite-v1:0` from eu-central-1 loses eu-west-3";
    assert!(said.stdout.contains(told), "{}", said.stdout);
    assert!(!said.stdout.contains("gains"), "{}", said.stdout);
}

#[test]
fn a_profile_without_routes_is_an_error_from_a_region() {
    let place = Place::new("profiles-no-routes");
    let id_only = [
        "profiles",
        "show",
        "us-gov.xai.grok-4.6",
        "--source",
        "us-gov-west-1",
    ];
    let said = run(&place, &id_only);
    assert!(
        said.code == Some(1) && said.stderr.contains("the catalogue knows no routes of"),
        "{}",
        said.stderr
    );
    import(&place, |_| ());
    // It was offered from there alone, and is no more.
    let only = r#"{"schema":"crispack.catalogue/1","as_of":"2026-11-20","evidence":[],"profiles":[{"id":"eu.acme.m","partition":"aws","confidence":"api","gone":true,"routes":{"eu-west-1":["eu-west-1"]}}]}"#;
    place.write("gone.json", only);
    let gone = [
        "profiles",
        "show",
        "eu.acme.m",
        "--source",
        "eu-west-1",
        "--catalogue",
        "gone.json",
    ];
    let said = run(&place, &gone);
    assert!(
        said.code == Some(1) && said.stderr.contains("offered nowhere any more"),
        "{}",
        said.stderr
    );
    assert_eq!(said.stdout, "");
}

#[test]
fn a_catalogue_of_another_organization_s_account_is_refused() {
    let place = Place::new("profiles-foreign");
    import(&place, |_| ());
    place.write("crispack.yaml", format!("{SPEC}{IMPORTED}"));
    let snapshot = |account: &str| {
        let ous = json!([{"path": "Workloads", "accounts": [account]}, {"path": "Sandbox"}]);
        json!({"schema": "crispack.snapshot/1", "organizational_units": ous}).to_string()
    };
    place.write("theirs.json", snapshot("999988887777"));
    place.write("ours.json", snapshot("111122223333"));
    let said = run(&place, &["build", "--snapshot", "theirs.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP434"),
        "{}",
        said.stderr
    );
    assert!(
        !run(&place, &["build", "--snapshot", "ours.json"])
            .stderr
            .contains("CRP434")
    );
    let import = |snapshot: &str| {
        run(
            &place,
            &[
                "profiles",
                "import",
                "--from",
                "answers",
                "--out",
                "new.json",
                "--snapshot",
                snapshot,
            ],
        )
    };
    let said = import("theirs.json");
    assert!(
        said.code == Some(1)
            && said.stderr.contains("CRP434")
            && said.stderr.ends_with("error: nothing was written\n"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("new.json").exists());
    // A snapshot without the accounts, or with some of them, is no check.
    let ous = json!([{"path": "Workloads"}, {"path": "Sandbox"}]);
    let none = json!({"schema": "crispack.snapshot/1", "organizational_units": ous});
    place.write("none.json", none.to_string());
    let mut partial: Value = serde_json::from_str(&snapshot("111122223333")).unwrap();
    partial["missing"] = json!([{"what": "accounts of Sandbox", "command": "aws organizations list-accounts-for-parent", "why": "AccessDenied"}]);
    place.write("partial.json", partial.to_string());
    for (name, why) in [
        ("none.json", "has no accounts"),
        ("partial.json", "is partial"),
    ] {
        let said = import(name);
        assert!(
            said.code == Some(1) && said.stderr.contains("CRP451") && said.stderr.contains(why),
            "{name} {}",
            said.stderr
        );
        assert!(!place.path().join("new.json").exists());
        let said = run(&place, &["build", "--snapshot", name]);
        assert!(
            said.stderr.contains("note[CRP452]"),
            "{name} {}",
            said.stderr
        );
    }
    assert_eq!(import("ours.json").code, Some(0));
}

#[test]
fn what_does_not_exist_is_told_with_what_may_have_been_meant() {
    let place = Place::new("profiles-unknown");
    place.write("mine.json", "{}");
    place.write("no-answers/readme.txt", "");
    let copy = "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2";
    let cases: [(&[&str], &str); 12] = [
        (
            &["profiles", "show", "eu.amazon.nova-lite-v2:0"],
            "did you mean `eu.amazon.nova-lite-v1:0`?",
        ),
        (
            &["profiles", "show", "amazon.nova-lite-v1:0"],
            "its profiles are apac.amazon.nova-lite-v1:0",
        ),
        (
            &["profiles", "show", NOVA, "--source", "us-east-1"],
            "it is offered in eu-central-1",
        ),
        (
            &["profiles", "show", NOVA, "--source", "eu-centrl-1"],
            "did you mean `eu-central-1`?",
        ),
        (&["profiles", "show", copy], "CRP401"),
        (
            &["profiles", "show", "arn:aws:s3:::bucket"],
            "is neither an inference profile nor",
        ),
        (
            &["profiles", "list", "--source", "eu-centrl-1"],
            "did you mean `eu-central-1`?",
        ),
        (&["profiles", "list", "--family", "ue"], "CRP446"),
        (
            &["profiles", "list", "--model", "anthropic.claude-sonet-4-6"],
            "did you mean `anthropic.claude-sonnet-4-6`?",
        ),
        (
            &[
                "profiles",
                "import",
                "--from",
                "answers",
                "--out",
                "mine.json",
            ],
            "mine.json is there and is no catalogue",
        ),
        (&["profiles", "import", "--from", "no-answers"], "CRP431"),
        (
            &["profiles", "diff", "builtin", "nowhere.json"],
            "nowhere.json",
        ),
    ];
    for (arguments, word) in cases {
        let said = run(&place, arguments);
        assert!(
            said.code == Some(1) && said.stderr.contains(word),
            "{arguments:?}\n{}",
            said.stderr
        );
        assert_eq!(said.stdout, "", "{arguments:?}");
    }
    assert_eq!(
        run(&place, &["profiles", "list", "--format", "aws"]).code,
        Some(64)
    );
    assert_eq!(
        run(
            &place,
            &[
                "profiles",
                "import",
                "--from",
                "mine.json",
                "--day",
                "2026-02-30"
            ]
        )
        .code,
        Some(64)
    );
    assert_eq!(
        fs::read_to_string(place.path().join("mine.json")).unwrap(),
        "{}"
    );
}

#[test]
fn the_answers_of_the_real_cli_are_imported() {
    let Some(python) = python("the answers of the real CLI are imported") else {
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("profiles-live");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("answers")).unwrap();
    let emulation = Emulation::with_control_tower(python);
    emulation.shell(
        python,
        &folder,
        "for R in us-east-1 eu-central-1; do for T in SYSTEM_DEFINED APPLICATION; do aws bedrock list-inference-profiles --type-equals $T --region $R --output json >answers/$R.$T.json; done; done",
    );
    let said = succeed(&folder, &["profiles", "import", "--from", "answers"]);
    for word in [
        "us-east-1        1 profile\n",
        "eu.example.model-v1:0  appeared",
        "2 application inference profiles",
        "a1b2c3d4e5f6 in eu-central-1",
    ] {
        assert!(said.stdout.contains(word), "{word}: {}", said.stdout);
    }
    let shown = succeed(
        &folder,
        &[
            "profiles",
            "show",
            "us.example.model-v1:0",
            "--catalogue",
            "inference-profiles.json",
        ],
    );
    assert!(
        shown
            .stdout
            .contains("us-east-1        2026-11-26 import       us-east-1, us-east-2, us-west-2"),
        "{}",
        shown.stdout
    );
    // The folder that the script of `snapshot` fills is taken as it is.
    let script = succeed(
        &folder,
        &[
            "snapshot",
            "--script",
            "--home-region",
            "us-east-1",
            "--source-region",
            "us-east-1",
        ],
    );
    fs::write(folder.join("save.sh"), script.stdout).unwrap();
    emulation.shell(python, &folder, "bash save.sh >/dev/null 2>&1 || true");
    let saved = fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .map(|own| own.path())
        .find(|path| path.join("taken-at").exists())
        .unwrap();
    let saved = saved.file_name().unwrap().to_str().unwrap().to_owned();
    let said = succeed(
        &folder,
        &[
            "profiles",
            "import",
            "--from",
            &saved,
            "--out",
            "again.json",
        ],
    );
    assert!(
        said.stdout.contains("us-east-1        1 profile\n"),
        "{}",
        said.stdout
    );
}
