//! The forms in which a Region deny comes, with the Regions that a test governs.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};

/// The built-in texts, as the program ships them.
const TEXTS: [(&str, &str); 7] = [
    (
        "docs-2021-12",
        include_str!("../../cfct-templates/baselines/docs-2021-12.json"),
    ),
    (
        "docs-2022-02",
        include_str!("../../cfct-templates/baselines/docs-2022-02.json"),
    ),
    (
        "docs-2022-09",
        include_str!("../../cfct-templates/baselines/docs-2022-09.json"),
    ),
    (
        "docs-2023-03",
        include_str!("../../cfct-templates/baselines/docs-2023-03.json"),
    ),
    (
        "docs-current",
        include_str!("../../cfct-templates/baselines/docs-current.json"),
    ),
    (
        "deployed-lz4",
        include_str!("../../cfct-templates/baselines/deployed-lz4.json"),
    ),
    (
        "ct-multiservice-pv1",
        include_str!("../../cfct-templates/baselines/ct-multiservice-pv1.json"),
    ),
];

const EDITED: &str = include_str!("../data/region-deny-edited.json");

/// A Region deny as a user gives it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) name: &'static str,
    /// What the spec says: a file, or `builtin:…`.
    pub(crate) named: String,
    /// The bytes of the file; `None` for a built-in, whose Regions stand in the spec.
    pub(crate) content: Option<Vec<u8>>,
    /// The codes that come with it, all of them warnings.
    pub(crate) findings: &'static [&'static str],
}

impl Form {
    fn file(
        name: &'static str,
        content: impl Into<Vec<u8>>,
        findings: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            named: "region-deny.json".to_owned(),
            content: Some(content.into()),
            findings,
        }
    }
}

/// The newest text as a raw policy.
pub(crate) fn raw(regions: &[&str]) -> Form {
    Form::file(
        "raw policy",
        format!("{:#}\n", policy("deployed-lz4", regions)),
        &[],
    )
}

/// Every form.
pub(crate) fn forms(regions: &[&str]) -> Vec<Form> {
    let mut forms: Vec<Form> = TEXTS
        .iter()
        .map(|(label, _)| *label)
        .chain(["current"])
        .map(|label| Form {
            name: label,
            named: format!("builtin:{label}"),
            content: None,
            findings: &[],
        })
        .collect();
    let current = policy("deployed-lz4", regions);
    let mut among = current.clone();
    let other = json!({"Sid": "GRCLOUDTRAILENABLED", "Effect": "Deny", "Action": "cloudtrail:StopLogging", "Resource": "*"});
    among["Statement"].as_array_mut().unwrap().insert(0, other);
    let mut open = current.clone();
    region_list(&mut open).push(json!("unspecified"));
    let mut edited: Value = serde_json::from_str(EDITED).unwrap();
    *region_list(&mut edited) = regions.iter().map(|region| json!(region)).collect();
    let commented = format!("\u{feff}// as the article prints it\n{current:#} // the end\n");
    let described = json!({"Policy": {"PolicySummary": {"Name": "aws-guardrails-Example"}, "Content": among.to_string()}});
    forms.extend([
        raw(regions),
        Form::file("one line", current.to_string(), &[]),
        Form::file("among others", format!("{among:#}"), &[]),
        Form::file("describe-policy", format!("{described:#}"), &[]),
        Form::file(
            "describe-policy, queried",
            described["Policy"].to_string(),
            &[],
        ),
        Form::file("comments and BOM", commented, &[]),
        Form::file(
            "OU control",
            policy("ct-multiservice-pv1", regions).to_string(),
            &[],
        ),
        Form::file(
            "an older list",
            policy("docs-2022-09", regions).to_string(),
            &["CRP208"],
        ),
        Form::file("edited by hand", edited.to_string(), &["CRP209"]),
        Form::file("opened for unspecified", open.to_string(), &["CRP209"]),
    ]);
    forms
}

fn policy(label: &str, regions: &[&str]) -> Value {
    let (_, text) = TEXTS
        .iter()
        .find(|(name, _)| *name == label)
        .expect("a text");
    let mut policy: Value = serde_json::from_str(text).unwrap();
    *region_list(&mut policy) = regions.iter().map(|region| json!(region)).collect();
    policy
}

fn region_list(policy: &mut Value) -> &mut Vec<Value> {
    policy["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"]
        .as_array_mut()
        .expect("a Region list")
}
