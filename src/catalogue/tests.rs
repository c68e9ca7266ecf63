use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Accepted, Base, Imported, aws_answer, between, changes, import, never_asked, offered, old, read,
};
use crate::bedrock::{Catalogue, Profile};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::spec::Day;

const ACCOUNT: &str = "111122223333";
const DAY: &str = "2026-11-26";

/// The Regions from which a profile of a partition can be called.
fn sources(partition: &str) -> BTreeSet<&'static str> {
    let all = Catalogue::builtin().profiles.iter();
    let own = all.filter(|own| own.partition == partition && own.is_routable());
    own.flat_map(|own| own.routes.keys().map(String::as_str))
        .collect()
}

fn answer(source: &str) -> Value {
    let profiles: Vec<&Profile> = Catalogue::builtin().profiles.iter().collect();
    aws_answer(&profiles, source, ACCOUNT)
}

fn file(name: &str, value: &Value) -> Arc<Source> {
    Source::new(name, value.to_string())
}

fn imported(base: &Catalogue, files: &[Arc<Source>]) -> Imported {
    let mut found = Vec::new();
    let base = Base {
        catalogue: base,
        accounts: None,
        day: DAY,
    };
    let imported = import(files, base, &mut found);
    imported.unwrap_or_else(|| panic!("{found:?}"))
}

/// What an import finds, which is not made.
fn refused(base: &Catalogue, files: &[Arc<Source>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let base = Base {
        catalogue: base,
        accounts: None,
        day: DAY,
    };
    assert!(import(files, base, &mut found).is_none(), "{found:?}");
    found
}

fn codes(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|own| own.rule.code).collect()
}

/// An entry of a made-up profile.
fn entry(source: &str, id: &str, to: &[&str]) -> Value {
    let (_, model) = id.split_once('.').unwrap();
    let models: Vec<Value> = to
        .iter()
        .map(
            |code| json!({"modelArn": format!("arn:aws:bedrock:{code}::foundation-model/{model}")}),
        )
        .collect();
    json!({
        "inferenceProfileName": id,
        "inferenceProfileArn": format!("arn:aws:bedrock:{source}:{ACCOUNT}:inference-profile/{id}"),
        "inferenceProfileId": id,
        "models": models,
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    })
}

fn list(entries: &[Value]) -> Value {
    json!({"inferenceProfileSummaries": entries})
}

#[test]
fn what_is_exported_and_imported_is_equal() {
    let builtin = Catalogue::builtin();
    let mut routes = 0;
    for partition in ["aws", "aws-us-gov"] {
        let files: Vec<Arc<Source>> = sources(partition)
            .into_iter()
            .map(|source| file(&format!("{source}.json"), &answer(source)))
            .collect();
        let back = imported(&Catalogue::empty(DAY), &files).catalogue;
        for own in builtin
            .profiles
            .iter()
            .filter(|own| own.is_routable() && own.partition == partition)
        {
            assert_eq!(
                back.profile(&own.id).unwrap().routes,
                own.routes,
                "{}",
                own.id
            );
            routes += own.routes.len();
        }
        assert!(
            back.profiles
                .iter()
                .all(|own| builtin.profile(&own.id).unwrap().is_routable())
        );
        // The file that would be written is a catalogue, and says the same.
        let again = read(&Source::new("again", &*back.text)).unwrap();
        assert_eq!(again.to_text(), back.to_text());
        // Into what is known it changes days, and nothing else.
        let merged = imported(builtin, &files);
        assert_eq!(merged.changes, []);
        assert_eq!(merged.catalogue.base_as_of.as_deref(), Some("2026-10-27"));
    }
    assert_eq!(routes, offered(builtin).len());
    assert!(routes > 1_500);
}

#[test]
fn the_order_of_models_and_entries_does_not_matter() {
    let one = entry(
        "eu-central-1",
        "eu.acme.m-v1:0",
        &["eu-west-1", "eu-central-1"],
    );
    let two = entry("eu-central-1", "eu.acme.n", &["eu-central-1"]);
    let empty = Catalogue::empty(DAY);
    let first = imported(&empty, &[file("a", &list(&[one.clone(), two.clone()]))]);
    let other = imported(&empty, &[file("a", &list(&[two, one]))]);
    assert_eq!(first.catalogue.text, other.catalogue.text);
    assert_eq!(
        first.catalogue.profiles[0].routes["eu-central-1"],
        ["eu-central-1", "eu-west-1"]
    );
}

#[test]
fn a_model_without_a_region_is_a_global_route_and_the_limits_of_the_sdk_are_not_held() {
    let global = entry("eu-central-1", "global.acme.m", &["eu-central-1", ""]);
    let many = [
        "eu-central-1",
        "eu-central-2",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
    ];
    let many = entry("eu-central-1", "eu.acme.m", &many);
    let made = imported(&Catalogue::empty(DAY), &[file("a", &list(&[global, many]))]).catalogue;
    assert_eq!(
        made.profile("global.acme.m").unwrap().routes["eu-central-1"],
        ["commercial-regions"]
    );
    assert_eq!(
        made.profile("eu.acme.m").unwrap().routes["eu-central-1"].len(),
        8
    );
    // Of another family nobody knows what it would mean.
    let odd = entry("eu-central-1", "eu.acme.m", &["eu-central-1", ""]);
    assert_eq!(
        codes(&refused(
            &Catalogue::empty(DAY),
            &[file("a", &list(&[odd]))]
        )),
        ["CRP435"]
    );
}

#[test]
fn a_scanned_region_is_replaced_and_the_others_stay() {
    let builtin = Catalogue::builtin();
    let fresh = entry(
        "eu-central-1",
        "eu.acme.new",
        &["eu-central-1", "eu-central-2"],
    );
    let made = imported(builtin, &[file("a", &list(&[fresh]))]);
    let nova = made.catalogue.profile("eu.amazon.nova-lite-v1:0").unwrap();
    assert!(
        !nova.routes.contains_key("eu-central-1")
            && nova.routes.contains_key("eu-west-1")
            && !nova.gone
    );
    assert_eq!(
        made.catalogue.sureness(nova, "eu-west-1"),
        ("doc", "2026-10-27")
    );
    let new = made.catalogue.profile("eu.acme.new").unwrap();
    assert_eq!(
        made.catalogue.sureness(new, "eu-central-1"),
        ("import", DAY)
    );
    assert!(made.changes.iter().all(|own| own.source == "eu-central-1"));
    let words: Vec<String> = made
        .changes
        .iter()
        .filter(|own| own.id.starts_with("eu.a"))
        .map(|own| format!("{} {}", own.id, own.words()))
        .collect();
    assert!(
        words.contains(&"eu.acme.new appears, to eu-central-1, eu-central-2".to_owned()),
        "{words:?}"
    );
    assert!(words.contains(&"eu.amazon.nova-lite-v1:0 vanishes".to_owned()));
    // What was there only from that Region is gone, and comes back without what was known last.
    let other = entry("eu-central-1", "eu.acme.other", &["eu-central-1"]);
    let second = imported(&made.catalogue, &[file("a", &list(&[other]))]).catalogue;
    assert!(second.profile("eu.acme.new").unwrap().gone);
    let back = entry("eu-west-1", "eu.acme.new", &["eu-west-1"]);
    let third = imported(&second, &[file("a", &list(&[back]))]).catalogue;
    let new = third.profile("eu.acme.new").unwrap();
    assert!(!new.gone && new.routes.len() == 1);
}

#[test]
fn an_answer_about_one_profile_concerns_that_one() {
    let one = entry(
        "eu-central-1",
        "eu.amazon.nova-lite-v1:0",
        &["eu-central-1", "eu-north-1", "eu-west-1"],
    );
    let made = imported(Catalogue::builtin(), &[file("a", &one)]);
    assert_eq!(made.changes.len(), 1);
    assert_eq!(made.changes[0].words(), "loses eu-west-3");
    assert_eq!((made.asked, made.scanned.len()), (1, 0));
    let nova = made.catalogue.profile("eu.amazon.nova-lite-v1:0").unwrap();
    assert_eq!(
        made.catalogue.sureness(nova, "eu-central-1"),
        ("import", DAY)
    );
    assert_eq!(
        made.catalogue.sureness(nova, "eu-west-1"),
        ("doc", "2026-10-27")
    );
}

#[test]
fn application_profiles_are_told_and_are_no_part_of_it() {
    let copy = |id: &str, to: &[&str]| {
        let mut own = entry("eu-central-1", "eu.acme.m", to);
        own["inferenceProfileId"] = json!(id);
        own["inferenceProfileArn"] = json!(format!(
            "arn:aws:bedrock:eu-central-1:{ACCOUNT}:application-inference-profile/{id}"
        ));
        own["type"] = json!("APPLICATION");
        own
    };
    let files = [
        file(
            "a",
            &list(&[entry("eu-central-1", "eu.acme.m", &["eu-central-1"])]),
        ),
        file(
            "b",
            &list(&[
                copy("b2", &["eu-central-1", ""]),
                copy("a1", &["eu-central-1", "eu-west-1"]),
            ]),
        ),
    ];
    let made = imported(&Catalogue::empty(DAY), &files);
    assert_eq!(made.catalogue.profiles.len(), 1);
    let copies: Vec<(&str, bool)> = made
        .copies
        .iter()
        .map(|own| (own.id.as_str(), own.is_global))
        .collect();
    assert_eq!(copies, [("a1", false), ("b2", true)]);
    // Alone they are nothing to import, which is an error.
    let found = refused(&Catalogue::empty(DAY), &files[1..]);
    assert_eq!(codes(&found), ["CRP453"]);
    assert_eq!(found[0].severity(), Severity::Error);
}

#[test]
fn what_is_not_whole_or_does_not_fit_is_refused_with_its_place() {
    let fine = entry("eu-central-1", "eu.acme.m", &["eu-central-1"]);
    let with = |pointer: &str, value: Value| {
        let mut own = fine.clone();
        *own.pointer_mut(pointer).unwrap() = value;
        list(&[own])
    };
    let mut paged = list(std::slice::from_ref(&fine));
    paged["nextToken"] = json!("abc");
    let mut less = fine.clone();
    less.as_object_mut().unwrap().remove("models");
    let stray = entry("eu-north-1", "eu.acme.m", &["eu-north-1"]);
    let cases = [
        // Whether `--query` left all of it, nobody can tell.
        (json!([fine]), "CRP431", "[{"),
        // An entry of another Region would wipe that Region out.
        (
            list(&[fine.clone(), fine.clone(), stray]),
            "CRP435",
            "eu-north-1",
        ),
        (with("/status", json!("CREATING")), "CRP435", "CREATING"),
        (with("/status", json!(null)), "CRP435", "null"),
        (
            with(
                "/models/0/modelArn",
                json!("arn:aws:bedrock:eu-central-1::foundation-model/acme.n"),
            ),
            "CRP435",
            "foundation-model/acme.n",
        ),
        (paged, "CRP432", "nextToken"),
        (json!({"Roots": []}), "CRP431", "Roots"),
        (list(&[less]), "CRP431", "inferenceProfileName"),
        (with("/models", json!([])), "CRP431", "[]"),
        (with("/models/0/modelArn", json!(1)), "CRP431", "1"),
        (
            with("/inferenceProfileId", json!("eu.acme.n")),
            "CRP435",
            "eu.acme.n",
        ),
        (
            with("/inferenceProfileArn", json!("arn:aws:s3:::b")),
            "CRP435",
            "arn:aws:s3",
        ),
        (
            with(
                "/inferenceProfileArn",
                json!("arn:aws:bedrock:eu-central-1:1:inference-profile/eu.acme.m"),
            ),
            "CRP435",
            "arn:aws",
        ),
        (
            with(
                "/inferenceProfileArn",
                json!("arn:aws:bedrock:Paris:111122223333:inference-profile/eu.acme.m"),
            ),
            "CRP435",
            "Paris",
        ),
        (with("/type", json!("APPLICATION")), "CRP435", "arn:aws"),
        (
            with(
                "/models/0/modelArn",
                json!("arn:aws:bedrock:us-gov-west-1::foundation-model/acme.m"),
            ),
            "CRP435",
            "us-gov",
        ),
        (
            with(
                "/models/0/modelArn",
                json!("arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/acme.m"),
            ),
            "CRP435",
            "us-gov",
        ),
        // It would be no id in the file that is written.
        (
            list(&[entry("eu-central-1", "EU.acme.m", &["eu-central-1"])]),
            "CRP435",
            "EU.acme.m",
        ),
        (
            list(&[entry("eu-central-1", "eu.acme_m", &["eu-central-1"])]),
            "CRP435",
            "eu.acme_m",
        ),
        (
            with("/models/0/modelArn", json!("acme.m")),
            "CRP435",
            "acme.m",
        ),
    ];
    for (value, code, at) in cases {
        let source = file("answer.json", &value);
        let found = refused(&Catalogue::empty(DAY), std::slice::from_ref(&source));
        assert_eq!(codes(&found), [code], "{value}");
        let place = &found[0].labels[0].place;
        let marked = source.text.get(place.span.clone()).unwrap();
        assert!(marked.contains(at), "{code}: {marked}");
    }
    let cut = Source::new(
        "cut.json",
        r#"{"inferenceProfileSummaries": [{"inferenceProfileId": "eu.a"#,
    );
    assert_eq!(
        refused(&Catalogue::empty(DAY), &[cut])[0].rule.code,
        "CRP005"
    );
}

#[test]
fn answers_that_disagree_are_refused() {
    let one = entry("eu-central-1", "eu.acme.m", &["eu-central-1"]);
    let other = entry("eu-central-1", "eu.acme.m", &["eu-central-1", "eu-west-1"]);
    let second = entry("eu-central-1", "eu.acme.n", &["eu-central-1"]);
    let empty = Catalogue::empty(DAY);
    for files in [
        [
            file("a", &list(std::slice::from_ref(&one))),
            file("b", &other),
        ],
        [
            file("a", &list(std::slice::from_ref(&one))),
            file("b", &list(&[one.clone(), second.clone()])),
        ],
    ] {
        let found = refused(&empty, &files);
        assert_eq!(codes(&found), ["CRP433"]);
        assert_eq!(found[0].labels.len(), 2);
    }
    // Two lists may be two pages of one, of which none is the newer.
    let pages = [&one, &second].map(|own| file("page", &list(std::slice::from_ref(own))));
    let found = refused(&empty, &pages);
    assert!(found[0].help.as_ref().unwrap().contains("whole"));
    // The same twice is fine, and so is one of them told again by itself.
    let both = list(&[one.clone(), second]);
    imported(
        &empty,
        &[file("a", &both), file("b", &both), file("c", &one)],
    );
}

#[test]
fn answers_of_two_accounts_need_an_organization_that_has_both() {
    let of = |account: &str, source: &str| {
        let mut own = entry(source, "eu.acme.m", &["eu-central-1"]);
        own["inferenceProfileArn"] = json!(format!(
            "arn:aws:bedrock:{source}:{account}:inference-profile/eu.acme.m"
        ));
        list(&[own])
    };
    let files = [
        file("a", &of(ACCOUNT, "eu-central-1")),
        file("b", &of("444455556666", "eu-west-1")),
    ];
    let empty = Catalogue::empty(DAY);
    assert_eq!(codes(&refused(&empty, &files)), ["CRP434"]);
    let with = |known: &[&'static str], files: &[Arc<Source>]| {
        let known: BTreeSet<&str> = known.iter().copied().collect();
        let base = Base {
            catalogue: &empty,
            accounts: Some((&known, "org-snapshot.json")),
            day: DAY,
        };
        let mut found = Vec::new();
        let imported = import(files, base, &mut found);
        (
            imported.map(|own| own.catalogue.accounts),
            codes(&found).join(" "),
        )
    };
    let both = vec![ACCOUNT.to_owned(), "444455556666".to_owned()];
    assert_eq!(
        with(&[ACCOUNT, "444455556666"], &files),
        (Some(both), String::new())
    );
    assert_eq!(with(&[ACCOUNT], &files), (None, "CRP434".to_owned()));
    // What was imported before counts as well.
    let first = imported(&empty, &files[..1]).catalogue;
    let found = refused(&first, &files[1..]);
    assert_eq!(codes(&found), ["CRP434"]);
    let told = "an answer is of the account 444455556666, and the catalogue that it would be merged into is of 111122223333";
    assert_eq!(found[0].message, told);
}

#[test]
fn older_answers_and_two_partitions_are_refused_and_new_regions_are_told() {
    let builtin = Catalogue::builtin();
    let one = file(
        "a",
        &list(&[entry("eu-central-1", "eu.acme.m", &["eu-central-1"])]),
    );
    let base = Base {
        catalogue: builtin,
        accounts: None,
        day: "2026-10-26",
    };
    let mut found = Vec::new();
    assert!(import(std::slice::from_ref(&one), base, &mut found).is_none());
    assert_eq!(codes(&found), ["CRP437"]);
    let gov = file("b", &answer("us-gov-west-1"));
    assert_eq!(codes(&refused(builtin, &[one, gov])), ["CRP435"]);
    let new = file(
        "c",
        &list(&[entry(
            "eu-central-1",
            "eu.acme.m",
            &["eu-central-1", "eu-east-9"],
        )]),
    );
    let mut found = Vec::new();
    let base = Base { day: DAY, ..base };
    assert!(import(&[new, file("d", &list(&[]))], base, &mut found).is_some());
    assert_eq!(codes(&found), ["CRP438", "CRP436", "CRP454"]);
}

#[test]
fn a_family_that_nobody_knows_is_told_once_and_taken_over() {
    let made_up = |id: &str| entry("eu-west-2", id, &["eu-west-2"]);
    let files = [file("a", &list(&["uk.acme.m", "uk.acme.n"].map(made_up)))];
    let empty = Catalogue::empty(DAY);
    let base = Base {
        catalogue: &empty,
        accounts: None,
        day: DAY,
    };
    let mut found = Vec::new();
    let made = import(&files, base, &mut found).unwrap().catalogue;
    assert_eq!(codes(&found), ["CRP447"]);
    assert!(found[0].message.contains("`uk`"));
    assert_eq!(made.profiles.len(), 2);
    // Once it is in the catalogue it is known.
    let mut found = Vec::new();
    let base = Base {
        catalogue: &made,
        ..base
    };
    assert!(import(&files, base, &mut found).is_some());
    assert_eq!(codes(&found), [""; 0]);
}

#[test]
fn a_list_that_lacks_a_family_or_a_third_may_be_cut() {
    let told = |keep: &dyn Fn(usize, &str) -> bool| {
        let mut value = answer("eu-central-1");
        let entries = value["inferenceProfileSummaries"].as_array_mut().unwrap();
        let mut number = 0;
        entries.retain(|own| {
            number += 1;
            keep(number, own["inferenceProfileId"].as_str().unwrap())
        });
        let base = Base {
            catalogue: Catalogue::builtin(),
            accounts: None,
            day: DAY,
        };
        let mut found = Vec::new();
        assert!(import(&[file("a", &value)], base, &mut found).is_some());
        found
    };
    assert_eq!(codes(&told(&|_, _| true)), [""; 0]);
    assert_eq!(codes(&told(&|number, _| number != 1)), [""; 0]);
    let half = told(&|number, _| number % 2 == 0);
    assert_eq!(codes(&half), ["CRP454"]);
    assert_eq!(half[0].severity(), Severity::Warning);
    assert!(half[0].message.contains("lacks") && half[0].labels.len() == 1);
    let only = told(&|_, id| id.starts_with("global."));
    assert_eq!(codes(&only), ["CRP454"]);
    assert!(
        only[0]
            .message
            .contains("every profile of `eu` that was known")
    );
    let none = told(&|_, id| !id.starts_with("global."));
    assert!(none[0].message.contains("every profile of `global`"));
}

#[test]
fn a_record_of_accepted_routes_is_as_strict_as_its_schema() {
    let sha256 = "0".repeat(64);
    let fine = format!(
        r#"{{"schema":"crispack.accepted/1","routes":{{"eu.acme.m":{{"eu-central-1":["eu-central-1"]}}}},"history":[{{"day":"2026-11-26","reason":"SEC-1","catalogue":"2026-10-27","sha256":"{sha256}"}}]}}"#
    );
    assert!(Accepted::read(&Source::new("a", fine.as_str())).is_ok());
    for (from, to, at) in [
        ("accepted/1", "accepted/2", "accepted/2"),
        ("SEC-1", "", "\"\""),
        ("SEC-1", "  ", "\"  \""),
        ("2026-11-26", "never", "never"),
        ("2026-11-26", "2026-02-30", "2026-02-30"),
        ("2026-10-27", "2026-13-27", "2026-13-27"),
        ("[\"eu-central-1\"]", "[\"*\"]", "*"),
        ("[\"eu-central-1\"]", "[]", "[]"),
        (sha256.as_str(), "abc", "abc"),
    ] {
        let source = Source::new("a", fine.replace(from, to));
        let found = Accepted::read(&source).unwrap_err();
        assert_eq!(codes(&found), ["CRP443"], "{to}");
        let marked = source.text.get(found[0].labels[0].place.span.clone());
        assert!(marked.unwrap().contains(at), "{to}");
    }
    let nobody = r#"{"schema":"crispack.accepted/1","routes":{},"history":[]}"#;
    let found = Accepted::read(&Source::new("a", nobody)).unwrap_err();
    assert_eq!(codes(&found), ["CRP443"]);
    // A merge by hand leaves a key twice.
    let twice = fine.replace("\"routes\":{", "\"routes\":{\"eu.acme.m\":{},");
    let found = Accepted::read(&Source::new("a", twice)).unwrap_err();
    assert_eq!(codes(&found), ["CRP007"]);
}

#[test]
fn many_new_regions_leave_no_profile_out() {
    let entries: Vec<Value> = (10..60)
        .map(|number| {
            let code = format!("eu-east-{number}");
            entry("eu-central-1", &format!("eu.acme.m{number}"), &[&code])
        })
        .collect();
    let made = imported(&Catalogue::empty(DAY), &[file("a", &list(&entries))]);
    assert_eq!(made.catalogue.profiles.len(), 50);
}

#[test]
fn what_is_no_catalogue_is_refused_with_its_place() {
    let fine = r#"{"schema":"crispack.catalogue/1","as_of":"2026-10-27","evidence":[],"profiles":[{"id":"eu.acme.m","partition":"aws","confidence":"api","routes":{"eu-central-1":["eu-central-1"]}}]}"#;
    assert!(read(&Source::new("c", fine)).is_ok());
    for (from, to) in [
        ("catalogue/1", "catalogue/2"),
        ("2026-10-27", "2026-13-27"),
        ("\"evidence\"", "\"evidences\""),
        ("eu.acme.m", "acme"),
        ("eu.acme.m", "global.acme.m"),
        ("[\"eu-central-1\"]", "[]"),
        ("[\"eu-central-1\"]", "[\"commercial-regions\"]"),
        ("[\"eu-central-1\"]", "[\"us-gov-west-1\"]"),
        ("[\"eu-central-1\"]", "[\"Frankfurt\"]"),
        ("[\"eu-central-1\"]", "[7]"),
        // As strict as the schema: nothing twice, every word and day one that there is.
        ("[\"eu-central-1\"]", "[\"eu-central-1\",\"eu-central-1\"]"),
        ("\"api\"", "\"sure\""),
        (
            "\"evidence\"",
            "\"scanned\":{\"xx\":\"2026-10-27\"},\"evidence\"",
        ),
        ("\"evidence\"", "\"accounts\":[\"abc\"],\"evidence\""),
        ("\"routes\"", "\"first_seen\":\"2026-02-30\",\"routes\""),
        ("\"routes\"", "\"last_seen\":\"today\",\"routes\""),
        (
            "\"routes\"",
            "\"asked\":{\"eu-central-1\":\"2026-02-30\"},\"routes\"",
        ),
    ] {
        let text = fine.replace(from, to);
        let found = read(&Source::new("c", text.as_str())).unwrap_err();
        assert!(codes(&found).iter().all(|code| *code == "CRP430"), "{text}");
        assert_eq!(found[0].labels.len(), 1);
    }
    // The place of a key that is wrong is its object: the words name the key.
    let text = fine.replace("{\"eu-central-1\":", "{\"Frankfurt\":");
    let found = read(&Source::new("c", text)).unwrap_err();
    assert!(
        found[0].message.contains("Frankfurt"),
        "{}",
        found[0].message
    );
    assert_eq!(
        codes(&read(&Source::new("c", "{")).unwrap_err()),
        ["CRP005"]
    );
    // A merge by hand leaves a key twice; the last one would win.
    let twice = fine.replace(
        "\"routes\":{",
        "\"routes\":{\"eu-central-1\":[\"eu-west-1\"],",
    );
    let found = read(&Source::new("c", twice)).unwrap_err();
    assert_eq!(codes(&found), ["CRP007"]);
    assert!(!found[0].labels.is_empty());
    // What the program carries is not held against the schema when it starts, so here.
    assert!(read(&Source::new("c", &*Catalogue::builtin().text)).is_ok());
}

#[test]
fn a_catalogue_is_old_after_ninety_days() {
    let working = BTreeSet::from(["eu-central-1".to_owned(), "us-east-1".to_owned()]);
    let on = |day: &str, catalogue: &Catalogue| {
        old(catalogue, &working, Day::parse(day).unwrap()).map(|own| own.rule.code)
    };
    let builtin = Catalogue::builtin();
    assert_eq!(on("2027-01-25", builtin), None);
    assert_eq!(on("2027-01-26", builtin), Some("CRP445"));
    // The oldest of the working Regions counts.
    let mut half = builtin.clone();
    half.scanned
        .insert("eu-central-1".to_owned(), "2027-01-20".to_owned());
    assert_eq!(on("2027-01-26", &half), Some("CRP445"));
    half.scanned
        .insert("us-east-1".to_owned(), "2027-01-20".to_owned());
    assert_eq!(on("2027-01-26", &half), None);
}

#[test]
fn a_day_to_come_is_told() {
    let working = BTreeSet::from(["eu-central-1".to_owned()]);
    let on = |catalogue: &Catalogue| {
        let found = old(catalogue, &working, Day::parse(DAY).unwrap());
        found.map_or("", |own| own.rule.code)
    };
    let mut fine = Catalogue::builtin().clone();
    fine.scanned
        .insert("eu-central-1".to_owned(), DAY.to_owned());
    assert_eq!(on(&fine), "");
    let later = || "2099-01-01".to_owned();
    let change = |change: &dyn Fn(&mut Catalogue)| {
        let mut own = fine.clone();
        change(&mut own);
        own
    };
    for own in [
        change(&|own| own.as_of = later()),
        change(&|own| {
            own.scanned.insert("us-east-1".to_owned(), later());
        }),
        change(&|own| {
            let asked = &mut own.profiles[0].asked;
            asked.insert("eu-central-1".to_owned(), later());
        }),
        change(&|own| own.profiles[0].last_seen = Some(later())),
    ] {
        assert_eq!(on(&own), "CRP455");
    }
}

#[test]
fn a_source_that_was_never_asked_is_unknown_and_nothing_vanished_there() {
    let builtin = Catalogue::builtin();
    let only = imported(
        &Catalogue::empty(DAY),
        &[file("a", &answer("eu-central-1"))],
    )
    .catalogue;
    assert!(only.knows("eu-central-1") && !only.knows("eu-west-1"));
    assert!(builtin.knows("eu-west-1"));
    assert!(between(builtin, &only).is_empty());
    // Merged into what is known, all of it is.
    let merged = imported(builtin, &[file("a", &answer("eu-central-1"))]).catalogue;
    assert!(merged.knows("eu-west-1"));
    let both = BTreeSet::from(["eu-central-1".to_owned(), "eu-west-1".to_owned()]);
    let found = never_asked(&only, &both, None).unwrap();
    assert_eq!(found.rule.code, "CRP450");
    assert!(found.message.contains("no answer from eu-west-1:"));
    assert!(found.help.unwrap().contains("for R in eu-west-1; do"));
    assert!(never_asked(&merged, &both, None).is_none());
    // It has no day that could be old.
    let later = Day::parse("2028-01-01").unwrap();
    let west = BTreeSet::from(["eu-west-1".to_owned()]);
    assert!(old(&only, &west, later).is_none() && old(&only, &both, later).is_some());
}

#[test]
fn the_lifecycle_of_other_routes_does_not_outlive_them() {
    let builtin = Catalogue::builtin();
    let legacy = builtin.profiles.iter().find(|own| {
        let is_legacy = own.lifecycle.as_deref() == Some("LEGACY");
        is_legacy && own.is_routable() && own.partition == "aws"
    });
    let legacy = legacy.unwrap();
    let sources: Vec<&String> = legacy.routes.keys().collect();
    let files: Vec<Arc<Source>> = sources
        .iter()
        .map(|source| file(source, &answer(source)))
        .collect();
    let some = imported(builtin, &files[..1]).catalogue;
    let all = imported(builtin, &files).catalogue;
    if sources.len() > 1 {
        assert!(some.profile(&legacy.id).unwrap().lifecycle.is_some());
    }
    assert_eq!(all.profile(&legacy.id).unwrap().lifecycle, None);
}

/// A catalogue of a few made-up profiles: which of four Regions each has from each of them.
fn small() -> impl Strategy<Value = Catalogue> {
    const CODES: [&str; 4] = ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"];
    let route = proptest::collection::vec(any::<bool>(), 4);
    proptest::collection::vec(proptest::collection::vec(proptest::option::of(route), 4), 3)
        .prop_map(|profiles| {
            let mut files = Vec::new();
            for (at, source) in CODES.iter().enumerate() {
                let mut entries = Vec::new();
                for (number, routes) in profiles.iter().enumerate() {
                    let is_to = |to: &usize| routes[at].as_ref().is_some_and(|route| route[*to]);
                    let to: Vec<&str> = (0..4).filter(is_to).map(|to| CODES[to]).collect();
                    if !to.is_empty() {
                        entries.push(entry(source, &format!("eu.acme.m{number}"), &to));
                    }
                }
                if !entries.is_empty() {
                    files.push(file(source, &list(&entries)));
                }
            }
            let empty = Catalogue::empty(DAY);
            if files.is_empty() {
                empty
            } else {
                imported(&empty, &files).catalogue
            }
        })
}

proptest! {
    #[test]
    fn a_difference_applied_to_the_old_is_the_new(old in small(), new in small()) {
        let mut routes: Vec<(String, String, BTreeSet<String>)> = offered(&old)
            .iter()
            .map(|own| (own.source.to_owned(), own.id.to_owned(), own.to.iter().map(|code| (*code).to_owned()).collect()))
            .collect();
        for change in changes(&offered(&old), &offered(&new)) {
            let (word, gained, lost) = change.parts();
            let at = routes.iter().position(|own| own.0 == change.source && own.1 == change.id);
            match (word, at) {
                ("vanishes", Some(at)) => {
                    routes.remove(at);
                }
                ("appears", None) => routes.push((change.source.clone(), change.id.clone(), gained.iter().cloned().collect())),
                ("moves", Some(at)) => {
                    for code in lost {
                        prop_assert!(routes[at].2.remove(code));
                    }
                    for code in gained {
                        prop_assert!(routes[at].2.insert(code.clone()));
                    }
                }
                (word, at) => prop_assert!(false, "{word} {at:?}"),
            }
        }
        routes.sort();
        let expected: Vec<(String, String, BTreeSet<String>)> = offered(&new)
            .iter()
            .map(|own| (own.source.to_owned(), own.id.to_owned(), own.to.iter().map(|code| (*code).to_owned()).collect()))
            .collect();
        prop_assert_eq!(routes, expected);
    }
}
