//! What published statements do, shown by `crispack diff`: the facts that the product stands on, and `docs/why-published-samples-are-not-enough.md`, which is made here.

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

/// The first two lines of an answer of `simulate` to a question about the published policies.
fn first_lines(arguments: &[&str]) -> String {
    let said = outcome(crispack(folder()).arg("simulate").args(arguments));
    said.stdout.lines().take(2).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_negated_key_without_its_guard_denies_direct_calls() {
    let found = json(
        "region-deny.json+only-us.json",
        "region-deny.json+only-us-without-null.json",
    );
    assert_eq!(found["verdict"], "tighter");
    for change in found["changes"].as_array().unwrap() {
        let key = &change["keys"]["bedrock:InferenceProfileArn"];
        assert_eq!(key["absent"], true, "{found:#}");
        assert_eq!(key["terms"].as_array().map_or(0, Vec::len), 0);
    }
}

#[test]
fn a_deny_of_converse_stops_no_converse() {
    let found = json("region-deny.json", "region-deny.json+deny-converse.json");
    for change in found["changes"].as_array().unwrap() {
        let action = change["action"].to_string();
        assert!(
            action.contains("Converse") && !action.contains("InvokeModel"),
            "{action}"
        );
    }
    let call = [
        "--call",
        "anthropic.claude-3-haiku-20240307-v1:0",
        "--source",
        "us-east-1",
    ];
    let said = first_lines(&[&["--scp", "deny-converse.json"][..], &call].concat());
    assert!(said.contains("not denied"), "{said}");
}

#[test]
fn a_carve_out_opens_direct_calls_in_every_region() {
    let found = json("region-deny.json", "region-deny-without-invoke.json");
    assert_eq!(found["verdict"], "wider");
    let [change] = found["changes"].as_array().unwrap().as_slice() else {
        panic!("{found:#}")
    };
    assert!(change["action"].to_string().contains("bedrock:Invoke*"));
    assert_eq!(change["keys"]["aws:RequestedRegion"]["absent"], true);
    assert!(
        change["keys"]["bedrock:InferenceProfileArn"].is_null(),
        "whatever it is"
    );
}

#[test]
fn an_exemption_for_every_profile_opens_global() {
    let call = [
        "--call",
        "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "--source",
        "us-east-1",
        "--principal",
        "arn:aws:iam::111122223333:role/App",
    ];
    let judged = |scp: &str| first_lines(&[&["--scp", scp][..], &call].concat());
    let (with, without) = (
        judged("region-deny-but-profiles.json"),
        judged("region-deny.json"),
    );
    assert!(with.contains("not denied"), "{with}");
    assert!(without.contains("DENIED"), "{without}");
}

#[test]
fn an_old_list_denies_what_the_newest_leaves_out() {
    let found = json("region-deny.json", "region-deny-2023-03.json");
    assert_eq!(found["verdict"], "both");
    assert!(has(&found, "allowed_to_denied", "/action", "billing:*"));
}

/// The rule that finds a hole in the file alone is named on the page.
#[test]
fn check_names_the_holes() {
    for section in SECTIONS {
        let Some((file, code)) = section.checked else {
            continue;
        };
        let said = outcome(crispack(folder()).args(["check", file, "--format", "json"]));
        assert!(said.stdout.contains(code), "{file}: {}", said.stdout);
    }
}

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/docs/why-published-samples-are-not-enough.md"
);

const HEAD: &str = "\
<!-- Generated by `OVERWRITE=1 cargo test --test published_samples`; do not edit. -->
# Why the published samples are not enough

AWS and others publish statements that enable Amazon Bedrock cross-Region inference, restrict it, or switch it off. They are starting points: they show which condition keys matter, and they are short enough to read. Copied as they are into an organization, each leaves something open,
or closes more than it says. This page goes through them one by one. Each proof is the output of one command, run in [`manifest/examples/published`](../manifest/examples/published), and a test runs them all again.

The Region deny in all of them is the text of Control Tower read back from a landing zone 4.0, with two Regions. A `diff` compares all classes of requests that the policies can tell apart ([how](architecture.md#decisions)); it judges service control policies and nothing else. Nothing here was tried on a live AWS organization.

| what is published | what it does besides |
| --- | --- |
";

const SOURCES: &str = "
## What the comparisons do not cover

Policies that are attached besides these; a level of which none allows anything is taken to have `FullAWSAccess` as well; the management account and service-linked roles, which service control policies do not bind; identity policies, resource control policies and permissions boundaries; empty values, and ARNs on which the two readings of a Resource pattern differ. What AWS leaves open about `bedrock:InferenceProfileArn` is in the [glossary](glossary.md#world).

## Sources

| what | title and date | read |
| --- | --- | --- |
| disable Global; only `us.`; the Region deny with `unspecified` | \"Securing Amazon Bedrock cross-Region inference: Geographic and global\", AWS Machine Learning Blog, 2026-01-13 | 2026-11-23 |
| disable Global, in the guide; the exemption by profile | Amazon Bedrock User Guide, `global-cross-region-inference` and `geographic-cross-region-inference`, public copies of 2026 | 2026-11-23 |
| `bedrock:Invoke*` left out | \"Enable Amazon Bedrock cross-Region inference in multi-account environments\", AWS Machine Learning Blog, 2025-03-27 | 2026-11-23 |
| an exemption for `inference-profile/*` | AWS re:Post Knowledge Center, `bedrock-access-denied-exception`, no date; an issue of 2026-01-05 on `innovation-sandbox-on-aws` | 2026-11-23 |
| `bedrock:Converse` | AWS re:Post article, `enforce-amazon-bedrock-usage-through-tagged-application-inference-profiles-using-scps`, no date; only its opening could be read | 2026-11-23 |
| the list of 2023 | AWS Control Tower control reference, Region deny, as of 2023-03-03 | 2026-11-23 |

`deny-unspecified.json`, `allow-bedrock.json`, `deny-converse.json` and `only-us-without-null.json` are ours: the first is what a deny of Global looks like without its second condition, the others are the shortest form of what they show.
";

/// A hole, and what shows it.
struct Section {
    title: &'static str,
    /// What is published, in a few words.
    published: &'static str,
    /// What it does besides.
    besides: &'static str,
    about: &'static str,
    commands: &'static [&'static [&'static str]],
    /// The file and the rule of `crispack check` that says so.
    checked: Option<(&'static str, &'static str)>,
}

const SECTIONS: [Section; 10] = [
    Section {
        title: "An additional deny opens nothing",
        published: "a policy beside Control Tower's Region deny, to enable something",
        besides: "nothing: a deny cannot be undone",
        about: "Deny statements add up. Here AWS's \"disable Global\" stands beside Control Tower's Region deny; whatever is added, no request that was denied is allowed. That is why Global cannot be switched on by one more policy, and why it needs [another strategy](which-strategy.md).",
        commands: &[&[
            "diff",
            "region-deny.json",
            "region-deny.json+disable-global.json",
        ]],
        checked: None,
    },
    Section {
        title: "An additional Allow opens nothing either",
        published: "an Allow for Bedrock beside the Region deny",
        besides: "lifts no deny; alone on its level, it denies everything else",
        about: "Some blogs have it as the way around the Region deny; an Allow never lifts a Deny (AWS Organizations User Guide, \"SCP evaluation\"). Beside `FullAWSAccess` it does nothing. Where it is the only Allow of its level, as here, that level becomes a list of what is allowed, and all the rest is denied.",
        commands: &[&[
            "diff",
            "region-deny.json",
            "region-deny.json+allow-bedrock.json",
        ]],
        checked: Some(("allow-bedrock.json", "CRP276")),
    },
    Section {
        title: "`unspecified` in the Region deny",
        published: "`unspecified` among the Regions of `GRREGIONDENY`, to enable Global",
        besides: "opens that value for every action outside of `NotAction`; in the managed policy it is drift",
        about: "A Global call is authorized at last with `aws:RequestedRegion` = `unspecified`, so the article adds that value to the list. It is opened for every action that the statement reaches, of every service. AWS says that only Global cross-Region inference sends it; that it does no harm rests on this alone (A5 in the [glossary](glossary.md#world)). \
Only two actions need it: `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream`. And in the policy that Control Tower manages it is drift: the next update of the landing zone takes it out again.",
        commands: &[&[
            "diff",
            "region-deny.json",
            "region-deny-with-unspecified.json",
        ]],
        checked: Some(("region-deny-with-unspecified.json", "CRP274")),
    },
    Section {
        title: "\"Disable Global\" and application inference profiles",
        published: "a deny on `unspecified` *and* `inference-profile/global.*`",
        besides: "lets calls through application inference profiles pass",
        about: "The statement has two conditions, and both have to hold. An application inference profile may be a copy of a Global one, and its ARN does not show it. Two public projects report that the key then holds the copy's ARN; AWS's pages do not say (A2 in the [glossary](glossary.md#world)). First the one request, then all that slips past, compared with a deny on `unspecified` alone.",
        commands: &[
            &[
                "simulate",
                "--scp",
                "region-deny-with-unspecified.json",
                "--scp",
                "disable-global.json",
                "--action",
                "bedrock:InvokeModel",
                "--region",
                "unspecified",
                "--principal",
                "arn:aws:iam::111122223333:role/App",
                "--context",
                "bedrock:InferenceProfileArn=arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6",
            ],
            &[
                "diff",
                "region-deny-with-unspecified.json+disable-global.json",
                "region-deny-with-unspecified.json+deny-unspecified.json",
            ],
        ],
        checked: Some(("disable-global.json", "CRP273")),
    },
    Section {
        title: "Only `us.`",
        published: "a deny of every inference profile but `us.*`",
        besides: "denies every application inference profile too",
        about: "AWS's \"US geographic only\". Application inference profiles go as well, also those made of a model in one Region to put cost tags on its calls, which many agents and knowledge bases use. To list `application-inference-profile/*` beside `us.*` is no way out: they may be copies of any geography. What they reach can be held to Regions instead.",
        commands: &[&["diff", "region-deny.json", "region-deny.json+only-us.json"]],
        checked: None,
    },
    Section {
        title: "A negated condition without `Null`",
        published: "the same, copied without its `Null` condition",
        besides: "denies direct calls, and all other actions of Bedrock",
        about: "A negated operator is true when its key is absent (IAM User Guide, \"Condition operators\"). A direct call has no `bedrock:InferenceProfileArn`, and neither has any action but the two of inference. AWS's statement has the guard, `\"Null\": {\"bedrock:InferenceProfileArn\": \"false\"}`; it is the line that gets lost.",
        commands: &[
            &[
                "simulate",
                "--scp",
                "region-deny.json",
                "--scp",
                "only-us-without-null.json",
                "--call",
                "anthropic.claude-3-haiku-20240307-v1:0",
                "--source",
                "us-east-1",
            ],
            &[
                "diff",
                "region-deny.json+only-us.json",
                "region-deny.json+only-us-without-null.json",
            ],
        ],
        checked: Some(("only-us-without-null.json", "CRP272")),
    },
    Section {
        title: "`bedrock:Converse`",
        published: "a deny of `bedrock:Converse` and `bedrock:ConverseStream`",
        besides: "nothing: there are no such actions",
        about: "The operation Converse is authorized as `bedrock:InvokeModel`, ConverseStream as `bedrock:InvokeModelWithResponseStream`. Organizations accepts the names, and no call is ever held against them.",
        commands: &[
            &[
                "simulate",
                "--scp",
                "deny-converse.json",
                "--call",
                "anthropic.claude-3-haiku-20240307-v1:0",
                "--source",
                "us-east-1",
            ],
            &[
                "diff",
                "region-deny.json",
                "region-deny.json+deny-converse.json",
            ],
        ],
        checked: Some(("deny-converse.json", "CRP270")),
    },
    Section {
        title: "Whole names left out of the Region deny",
        published: "`bedrock:Invoke*` in `NotAction`, or in `ExemptedActions` of the OU control",
        besides: "opens direct calls in every Region",
        about: "The article of 2025 leaves `bedrock:Invoke*` out of the Region deny so that destinations work. Without a statement that holds these calls again, a model may be called directly in any Region, no inference profile involved. The pattern also takes in `InvokeAgent`, `InvokeFlow` and others. A carve-out is half of the work: \
under [`replace`](strategies/replace.md) and [`ou-control`](strategies/ou-control.md) exactly two actions are left out, and each OU gets the statements that hold them.",
        commands: &[&[
            "diff",
            "region-deny.json",
            "region-deny-without-invoke.json",
        ]],
        checked: None,
    },
    Section {
        title: "An exemption for every inference profile",
        published: "`ArnNotLike bedrock:InferenceProfileArn: inference-profile/*` in the Region deny",
        besides: "opens every geography, and Global",
        about: "AWS's guide offers an exemption by profile, which is neater than more Regions: it reaches the authorizations of the model and no other service. With `*` for the profile it opens them all. With `application-inference-profile/*` beside it, whoever may make a copy opens what they like.",
        commands: &[
            &[
                "simulate",
                "--scp",
                "region-deny-but-profiles.json",
                "--call",
                "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "--source",
                "us-east-1",
                "--principal",
                "arn:aws:iam::111122223333:role/App",
            ],
            &["diff", "region-deny.json", "region-deny-but-profiles.json"],
        ],
        checked: None,
    },
    Section {
        title: "Old and shortened lists",
        published: "a Region deny with a `NotAction` list of its day, or cut off by `...`",
        besides: "denies what has become a global service since",
        about: "Every entry of `NotAction` is a service that has no Region of its own. AWS's list grew from 38 entries in 2021 to 86; articles print the beginning of it. Against the text of today, the one of 2023-03-03 denies billing, invoices and notifications outside of the governed Regions, and leaves out three names that AWS has dropped. crispack takes your own list, or the newest dated one, and says how they differ.",
        commands: &[&["diff", "region-deny.json", "region-deny-2023-03.json"]],
        checked: Some(("region-deny-2023-03.json", "CRP208")),
    },
];

/// The fragment under which a heading can be linked to.
fn anchor(title: &str) -> String {
    common::docs::anchor(title)
}

/// What a command says, as the page has it: of a comparison the table of changes, of everything else the lines up to what it does not cover.
fn shown(command: &[&str]) -> String {
    let is_diff = command[0] == "diff";
    let more: &[&str] = if is_diff {
        &["--format", "markdown"]
    } else {
        &[]
    };
    let said = outcome(crispack(folder()).args(command).args(more));
    assert!(said.code == Some(0), "{command:?}: {}", said.stderr);
    let typed = [command, more].concat().join(" ");
    let (kept, _) = said
        .stdout
        .split_once(if is_diff {
            "Not covered:"
        } else {
            "\nJudged are service"
        })
        .unwrap();
    if is_diff {
        let (_, table) = kept.split_once("\n\n").unwrap();
        format!(
            "```console\n$ crispack {typed}\n```\n\n{}\n",
            table.trim_end()
        )
    } else {
        format!("```console\n$ crispack {typed}\n{}\n```\n", kept.trim_end())
    }
}

#[test]
fn the_page_is_fresh() {
    let mut page = HEAD.to_owned();
    for section in SECTIONS {
        writeln!(
            page,
            "| [{}](#{}) | {} |",
            section.published,
            anchor(section.title),
            section.besides
        )
        .unwrap();
    }
    for section in SECTIONS {
        write!(page, "\n## {}\n\n{}\n", section.title, section.about).unwrap();
        if let Some((file, code)) = section.checked {
            let folder = "../manifest/examples/published";
            let rules =
                fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md")).unwrap();
            let title = rules
                .lines()
                .find_map(|line| line.strip_prefix(&format!("## {code}")))
                .unwrap();
            writeln!(
                page,
                "\n`crispack check` finds it in [`{file}`]({folder}/{file}): [{code}](rules.md#{}).",
                anchor(&format!("{code}{title}"))
            )
            .unwrap();
        }
        for command in section.commands {
            write!(page, "\n{}", shown(command)).unwrap();
        }
    }
    page.push_str(SOURCES);
    if common::docs::overwrite() {
        fs::write(PAGE, &page).unwrap();
    }
    assert!(
        fs::read_to_string(PAGE).unwrap_or_default() == page,
        "refresh it: OVERWRITE=1 cargo test --test published_samples"
    );
}
