//! What published statements do, shown by `crispack diff`: the facts that the product stands on, and `docs/published-samples.md`, which is made here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::run::{crispack, outcome};
use serde_json::Value;

mod common;

fn folder() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/manifest/examples/published"
    ))
}

fn diff(before: &str, after: &str, more: &[&str]) -> String {
    let said = outcome(crispack(folder()).args(["diff", before, after]).args(more));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    said.stdout
}

fn json(before: &str, after: &str) -> Value {
    serde_json::from_str(&diff(before, after, &["--format", "json"])).unwrap()
}

/// Is some change of a direction one whose text about an axis holds a word?
fn has(found: &Value, direction: &str, pointer: &str, word: &str) -> bool {
    let changes = found["changes"].as_array().unwrap();
    changes.iter().any(|change| {
        let axis = change
            .pointer(pointer)
            .map(Value::to_string)
            .unwrap_or_default();
        change["direction"] == direction && axis.contains(word)
    })
}

const KEY: &str = "/keys/bedrock:InferenceProfileArn";

#[test]
fn fact_1_an_additional_deny_or_allow_never_widens() {
    for more in [
        "disable-global.json",
        "only-us.json",
        "deny-unspecified.json",
        "allow-bedrock.json",
    ] {
        let found = json("region-deny.json", &format!("region-deny.json+{more}"));
        let verdict = found["verdict"].as_str().unwrap();
        assert!(["equal", "tighter"].contains(&verdict), "{more}: {verdict}");
        assert_eq!(found["exact"], true);
    }
}

#[test]
fn fact_3_application_profiles_slip_past_the_published_disable_global() {
    let open = "region-deny-with-unspecified.json";
    let found = json(
        &format!("{open}+disable-global.json"),
        &format!("{open}+deny-unspecified.json"),
    );
    assert_eq!(found["verdict"], "tighter");
    assert!(
        has(&found, "allowed_to_denied", KEY, "global.*"),
        "{found:#}"
    );
    // All that the published statement leaves: whatever is no Global profile by name, application profiles among it, and no key at all.
    let change = &found["changes"][0];
    assert_eq!(
        change["keys"]["aws:RequestedRegion"]["terms"][0]["like"][0]["text"],
        "unspecified"
    );
    assert_eq!(
        change["keys"]["bedrock:InferenceProfileArn"]["absent"],
        true
    );
    let copy = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6";
    let judged = |last: &str| {
        let said = outcome(crispack(folder()).args([
            "simulate",
            "--scp",
            open,
            "--scp",
            last,
            "--action",
            "bedrock:InvokeModel",
            "--region",
            "unspecified",
            "--context",
            &format!("bedrock:InferenceProfileArn={copy}"),
            "--principal",
            "arn:aws:iam::111122223333:role/App",
        ]));
        said.stdout.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(judged("disable-global.json"), "not denied by SCP");
    assert_eq!(judged("deny-unspecified.json"), "DENIED (explicit deny)");
}

#[test]
fn fact_4_unspecified_in_the_region_deny_opens_every_action_outside_its_list() {
    let found = json("region-deny.json", "region-deny-with-unspecified.json");
    assert_eq!(found["verdict"], "wider");
    let [change] = found["changes"].as_array().unwrap().as_slice() else {
        panic!("{found:#}")
    };
    assert_eq!(
        change["keys"]["aws:RequestedRegion"]["terms"][0]["like"][0]["text"],
        "unspecified"
    );
    let unlike = change["action"]["terms"][0]["unlike"].as_array().unwrap();
    assert!(
        unlike.len() > 50,
        "all that is outside of NotAction, not Bedrock alone"
    );
    // And AWS's own way out of it: that nobody but cross-Region inference sends it is an assumption, said as one where nothing but that is opened.
    let found = json(
        "region-deny.json+deny-unspecified.json",
        "region-deny-with-unspecified.json+deny-unspecified.json",
    );
    assert_eq!(found["verdict"], "wider");
    assert!(
        found["changes"][0]["labels"][0]
            .as_str()
            .unwrap()
            .contains("A5"),
        "{found:#}"
    );
}

#[test]
fn only_us_takes_application_profiles_away_as_well() {
    let found = json("region-deny.json", "region-deny.json+only-us.json");
    assert!(has(
        &found,
        "allowed_to_denied",
        KEY,
        "inference-profile/us.*"
    ));
    let absent = found["changes"]
        .as_array()
        .unwrap()
        .iter()
        .any(|change| change["keys"]["bedrock:InferenceProfileArn"]["absent"] == true);
    assert!(!absent, "guarded by Null: direct calls stay");
}

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/published-samples.md");

/// The title of a section, what it is about, and the two sides.
const SECTIONS: [[&str; 4]; 5] = [
    [
        "An additional policy never opens anything",
        "AWS's \"disable Global\" beside Control Tower's Region deny. Nothing is denied no more, whatever is added: a deny wins, and that is why Global cannot be switched on by one more policy.",
        "region-deny.json",
        "region-deny.json+disable-global.json",
    ],
    [
        "An additional Allow opens nothing either",
        "It makes its level a list of what is allowed, so all the rest is denied.",
        "region-deny.json",
        "region-deny.json+allow-bedrock.json",
    ],
    [
        "`unspecified` in the Region deny",
        "AWS's way to enable Global: one more value in the list of Regions. It opens that value for every action outside of `NotAction`.",
        "region-deny.json",
        "region-deny-with-unspecified.json",
    ],
    [
        "What \"disable Global\" leaves open",
        "The published statement asks for `unspecified` and for a Global profile by name; a deny on `unspecified` alone is what it looks like. The difference is what slips past: above all calls through \
         application inference profiles, whose ARN hides that their origin is Global.",
        "region-deny-with-unspecified.json+disable-global.json",
        "region-deny-with-unspecified.json+deny-unspecified.json",
    ],
    [
        "Only `us.`",
        "AWS's \"US geographic only\". Application inference profiles go as well, also those made of a foundation model for cost tags.",
        "region-deny.json",
        "region-deny.json+only-us.json",
    ],
];

#[test]
fn the_page_is_fresh() {
    let mut page = "<!-- Generated by `OVERWRITE=1 cargo test --test published_samples`; do not edit. -->\n\
        # What published statements do\n\n\
        Each section is the output of one command, run in `manifest/examples/published`. The Region deny is the text read back from a landing zone 4.0, with two Regions; the statements are those of \
        \"Securing Amazon Bedrock cross-Region inference: Geographic and global\" (AWS Machine Learning Blog, 2026-01-13, read 2026-11-23); `deny-unspecified.json` and `allow-bedrock.json` are ours.\n"
        .to_owned();
    for [title, about, before, after] in SECTIONS {
        let shown =
            diff(before, after, &["--format", "markdown"]).replacen("## Effect", "### Effect", 1);
        write!(page, "\n## {title}\n\n{about}\n\n```console\n$ crispack diff {before} {after} --format markdown\n```\n\n{shown}").unwrap();
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "how a person asks for the page to be written anew"
    )]
    if std::env::var_os("OVERWRITE").is_some() {
        fs::write(PAGE, &page).unwrap();
    }
    assert!(
        fs::read_to_string(PAGE).unwrap_or_default() == page,
        "refresh it: OVERWRITE=1 cargo test --test published_samples"
    );
}
