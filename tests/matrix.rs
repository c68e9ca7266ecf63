//! The matrix of a release: that its classes hide nothing, that its files say the same, and that the report stays small.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crispack::bedrock::call::{Call, Through};
use crispack::bedrock::{Catalogue, DIRECT_MODEL, GLOBAL, INFERENCE_ACTIONS, Partition, Settled};
use crispack::diagnostic::Source;
use crispack::policy::{Attached, Document, Level, Levels};
use crispack::simulate::{Calls, Way, judge_call, matrix, of_nobody};
use serde_json::Value;

use common::place::Place;
use common::run::{SPEC, succeed};

mod common;

const SCHEMA: &str = include_str!("../manifest/schema/crispack.matrix.1.schema.json");

fn levels(name: &str, statements: &str) -> Levels {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let document = Document::read(&Source::new(name, text)).unwrap();
    let level = Level {
        name: "Workloads".to_owned(),
        attached: vec![Attached::from_document(name, &document)],
    };
    Levels::new(vec![level]).unwrap()
}

/// What the policies of a path say of a call, by source Region and way: how many are not denied, of how many.
type Counts = BTreeMap<(String, String), (usize, usize)>;

fn way(way: Way<'_>) -> String {
    match way {
        Way::InRegion => "in-region".to_owned(),
        Way::Geographic(family) => family.to_owned(),
        Way::Global => "global".to_owned(),
        Way::Application => "application-profile".to_owned(),
    }
}

/// Every call judged by itself, without classes.
fn one_by_one(levels: &Levels, settled: &Settled) -> Counts {
    let catalogue = Catalogue::builtin();
    let mut counts = Counts::new();
    let fill = of_nobody(Partition::Aws);
    let mut count = |through: Through, source: &str, destinations: &[String], way: &str| {
        let call = Call::of_route(through, source, destinations, Partition::Aws);
        let [action, _] = INFERENCE_ACTIONS;
        let denied = judge_call(levels, &call, action, settled, &fill).is_denied();
        let own = counts
            .entry((source.to_owned(), way.to_owned()))
            .or_insert((0, 0));
        own.0 += usize::from(!denied);
        own.1 += 1;
    };
    let profiles = catalogue
        .profiles
        .iter()
        .filter(|own| own.is_routable() && own.partition == "aws");
    let mut models = BTreeSet::from([DIRECT_MODEL]);
    let mut sources = BTreeSet::new();
    let copy = |origin: Option<&str>, model: &str| Through::Application {
        id: "example".to_owned(),
        origin: origin.map(str::to_owned),
        model: model.to_owned(),
    };
    for profile in profiles {
        models.insert(profile.model());
        for (source, destinations) in &profile.routes {
            sources.insert(source.as_str());
            let id = profile.id.clone();
            let family = profile.family();
            let way = if family == GLOBAL { "global" } else { family };
            count(Through::Profile { id }, source, destinations, way);
            let copy = copy(Some(&profile.id), profile.model());
            count(copy, source, destinations, "application-profile");
        }
    }
    for model in models {
        for source in &sources {
            let id = model.to_owned();
            count(Through::Model { id }, source, &[], "in-region");
            count(copy(None, model), source, &[], "application-profile");
        }
    }
    counts
}

const SHAPES: [&str; 9] = [
    r#"{"Effect":"Deny","Action":"bedrock:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"unspecified"}}}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"arn:aws:bedrock:*:*:inference-profile/us.anthropic.*"}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","NotResource":["arn:*:bedrock:*::foundation-model/anthropic.claude-*","arn:*:bedrock:eu-*:*:inference-profile/eu.*"]}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*","Condition":{"Null":{"bedrock:InferenceProfileArn":"false"},"ArnNotLike":{"bedrock:InferenceProfileArn":"arn:*:bedrock:*:*:inference-profile/eu.*"}}}"#,
    // Patterns that no `/` splits: each id is a class of its own.
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*sonnet*"}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"arn:aws:bedrock:us-east-?:*:*nova*"}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*","Condition":{"StringEqualsIgnoreCase":{"bedrock:InferenceProfileArn":"ARN:aws:bedrock:us-east-1:111122223333:inference-profile/US.amazon.NOVA-pro-v1:0"}}}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*","Condition":{"StringLike":{"bedrock:inferenceprofilearn":"*:application-inference-profile/*"},"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-central-1"]}}}"#,
    r#"{"Effect":"Deny","Action":"bedrock:InvokeModel","Resource":["arn:aws:bedrock:*::foundation-model/*-v1:?","arn:aws:bedrock:*:*:*-profile/*haiku*"],"Condition":{"StringLike":{"aws:RequestedRegion":"ap-*"}}}"#,
];

#[test]
fn what_becomes_of_a_class_becomes_of_each_call_in_it() {
    let allow = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    let origin = Settled {
        origin_in_key: Some(true),
        key_on_profile: Some(true),
        ..Settled::default()
    };
    for settled in [Settled::default(), origin] {
        // How a call is judged in another world is no business of classes: two shapes tell.
        let shapes = if settled == Settled::default() {
            &SHAPES[..]
        } else {
            &SHAPES[3..5]
        };
        for shape in shapes {
            let levels = levels("shape.json", &format!("{allow},{shape}"));
            let calls = Calls::of(Catalogue::builtin(), Partition::Aws, &settled, [&levels]);
            let fill = of_nobody(Partition::Aws);
            let judged = matrix(&calls, &calls.judge(&levels, fill));
            let mut counts = Counts::new();
            for row in &judged.rows {
                for (own, cell) in judged.ways.iter().zip(&row.cells) {
                    if cell.all > 0 {
                        counts.insert((row.source.to_owned(), way(*own)), (cell.open, cell.all));
                    }
                }
            }
            let expected = one_by_one(&levels, &settled);
            assert_eq!(counts, expected, "{shape}");
            let all = expected
                .values()
                .map(|(open, all)| all - open)
                .sum::<usize>();
            assert!(all > 0, "denies nothing: {shape}");
        }
    }
}

#[test]
fn classes_are_few_where_policies_name_families_only() {
    let levels = levels("shape.json", SHAPES[3]);
    let calls = Calls::of(
        Catalogue::builtin(),
        Partition::Aws,
        &Settled::default(),
        [&levels],
    );
    let all: usize = calls.classes.iter().map(|class| class.count).sum();
    assert!(
        calls.classes.len() * 5 < all,
        "{} of {all}",
        calls.classes.len()
    );
}

fn release(place: &Place, spec: &str) -> Value {
    place.write("crispack.yaml", spec);
    succeed(place.path(), &["build"]);
    let text = fs::read_to_string(place.path().join("release/matrix.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn its_file_has_a_schema_and_says_what_simulate_says() {
    let place = Place::new("matrix-file");
    let file = release(&place, SPEC);
    let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&file).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut ous = BTreeSet::new();
    for group in file["groups"].as_array().unwrap() {
        for ou in group["ous"].as_array().unwrap() {
            let ou = ou.as_str().unwrap();
            ous.insert(ou.to_owned());
            let said = [
                "simulate",
                "--release",
                "release",
                "--ou",
                ou,
                "--matrix",
                "--format",
                "json",
                "--principal",
                "arn:aws:iam::111122223333:role/nobody",
            ];
            let said: Value = serde_json::from_str(&succeed(place.path(), &said).stdout).unwrap();
            let mut open_rows = 0;
            for row in group["rows"].as_array().unwrap() {
                let cells = row["cells"].as_object().unwrap();
                let after = |cell: &Value| {
                    (
                        cell["after"]["not_denied"].clone(),
                        cell["after"]["calls"].clone(),
                    )
                };
                let is_open = cells.values().any(|cell| cell["after"]["not_denied"] != 0);
                let own = said["rows"].as_array().unwrap().iter();
                let own = own.clone().find(|own| own["source"] == row["source"]);
                assert_eq!(own.is_some(), is_open, "{ou} {}", row["source"]);
                let Some(own) = own else { continue };
                open_rows += 1;
                for (way, cell) in cells {
                    let other = match way.as_str() {
                        "in-region" => &own["direct"],
                        "application-profile" => &own["application"],
                        family => &own["families"][family],
                    };
                    let other = (other["not_denied"].clone(), other["offered"].clone());
                    assert_eq!(after(cell), other, "{ou} {} {way}", row["source"]);
                }
            }
            assert!(open_rows > 0);
        }
    }
    assert_eq!(ous.len(), 4);
}

#[test]
fn the_table_of_commas_says_the_same() {
    let place = Place::new("matrix-csv");
    let file = release(&place, SPEC);
    let text = fs::read_to_string(place.path().join("release/matrix.csv")).unwrap();
    let mut lines = text.split_terminator("\r\n");
    let head = "ou,source_region,way,before,after,not_denied,calls,processed_in,denied_by";
    assert_eq!(lines.next(), Some(head));
    let mut told: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut others = 0;
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), 9, "{line}");
        if fields[1].starts_with('(') {
            others += 1;
            continue;
        }
        let key = fields[..3]
            .iter()
            .map(|field| (*field).to_owned())
            .collect();
        told.insert(key, fields[3..8].join(","));
    }
    let mut seen = 0;
    for group in file["groups"].as_array().unwrap() {
        for ou in group["ous"].as_array().unwrap() {
            for row in group["rows"].as_array().unwrap() {
                let cells = row["cells"].as_object().unwrap();
                let is_open = |side: &str| cells.values().any(|cell| cell[side]["not_denied"] != 0);
                if !is_open("before") && !is_open("after") {
                    continue;
                }
                for (way, cell) in cells {
                    let key: Vec<String> = [ou, &row["source"]]
                        .map(|own| own.as_str().unwrap().to_owned())
                        .into_iter()
                        .chain([way.clone()])
                        .collect();
                    let (before, after) = (&cell["before"], &cell["after"]);
                    let regions = after["processed_in"].as_array().unwrap().iter();
                    let regions: Vec<&str> = regions.map(|own| own.as_str().unwrap()).collect();
                    let expected = format!(
                        "{},{},{},{},{}",
                        before["verdict"].as_str().unwrap(),
                        after["verdict"].as_str().unwrap(),
                        after["not_denied"],
                        after["calls"],
                        regions.join(" ")
                    );
                    assert_eq!(told.get(&key), Some(&expected), "{key:?}");
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, told.len());
    assert_eq!(others, 4, "a line for each OU");
}

/// A hundred OUs, two of three nested, with twenty modes that differ.
fn hundred() -> String {
    let mut text = "version: 1\norganization: {home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-2]}\nregion_deny: {baseline: 'builtin:current', strategy: additive}\nmodes:\n".to_owned();
    for mode in 0..20 {
        let families = ["any", "[us]", "none"][mode % 3];
        let profiles = if families == "none" {
            String::new()
        } else {
            format!(", profiles: ['anthropic.*', 'amazon.nova-{mode}*']")
        };
        let copies = ["deny", "by-destination"][mode % 2];
        let _ = writeln!(
            text,
            "  mode-{mode}: {{global: deny, geographies: {families}, application_profiles: {copies}{profiles}}}"
        );
    }
    text.push_str("targets:\n");
    for ou in 0..100 {
        let _ = writeln!(
            text,
            "  - {{ou: 'A unit with a rather long name {ou}', mode: mode-{}, reason: 'SEC-{ou}: what was agreed on'}}",
            ou % 20
        );
    }
    text
}

#[test]
fn a_report_of_a_hundred_ous_fits_a_pull_request() {
    let place = Place::new("matrix-hundred");
    release(&place, &hundred());
    let report = fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
    assert!(report.len() <= 60_000, "{} bytes", report.len());
    assert_eq!(
        report.matches("<details>").count(),
        report.matches("</details>").count()
    );
    assert!(report.matches("<details>").count() > 3);
    // Every OU is in it, at least by its policy.
    for ou in 0..100 {
        assert!(
            report.contains(&format!("`A unit with a rather long name {ou}`")),
            "{ou}"
        );
    }
}

#[test]
fn a_route_that_is_held_to_no_list_is_said_to_lead_on() {
    let place = Place::new("matrix-followed");
    let spec = "version: 1
organization: {home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-2]}
region_deny: {baseline: 'builtin:current', strategy: replace, covered_ous: [Pinned, Open, Governed]}
modes:
  pinned: {global: deny, geographies: [us], destinations: pinned}
  open: {global: deny, geographies: [us], destinations: by-profile}
  governed: {global: deny, geographies: any}
targets: [{ou: Pinned, mode: pinned}, {ou: Open, mode: open}, {ou: Governed, mode: governed}]
";
    let file = release(&place, spec);
    let followed = |ou: &str| {
        let groups = file["groups"].as_array().unwrap().iter();
        let own = groups.clone().find(|group| group["ous"][0] == ou).unwrap();
        own["followed"].to_string()
    };
    assert_eq!(followed("Pinned"), "[]");
    assert_eq!(followed("Governed"), "[]");
    assert_eq!(followed("Open"), r#"["us"]"#);
    let report = fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
    let line = |ou: &str| {
        let mut lines = report.lines();
        let own = lines.find(|line| line.starts_with(&format!("* `{ou}`: Prompts")));
        own.unwrap().to_owned()
    };
    assert!(line("Pinned").contains("and nowhere else"));
    assert!(line("Open").contains("and in any Region that AWS adds to `us`."));
}
