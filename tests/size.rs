//! How large policies get, against the quota of AWS Organizations.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use common::place::Place;
use common::run::{crispack, outcome};
use serde_json::Value;

/// The default Regions of a commercial account.
const SEVENTEEN: &str = "us-east-1, us-east-2, us-west-1, us-west-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, sa-east-1";

const PRINCIPALS: &str = "'arn:aws:iam::*:role/break-glass-administrator', 'arn:aws:iam::*:role/org-security-response', 'arn:aws:iam::*:role/platform-pipeline-deploy', 'arn:aws:iam::*:role/network-operations', 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*'";

/// Characters of the policy of a mode, and the codes that come with it.
fn built(place: &Place, deny: &str, mode: &str, tail: &str) -> (Option<u64>, Vec<String>) {
    place.write(
        "crispack.yaml",
        format!(
            "version: 1\norganization: {{home_region: us-east-1, governed_regions: [{SEVENTEEN}]}}\nregion_deny:\n  baseline: builtin:current\n{deny}  exempt_principals: [{PRINCIPALS}]\nmodes:\n  m: {mode}\ntargets:\n  - {{ou: Workloads, mode: m}}\n{tail}"
        ),
    );
    let said = outcome(crispack(place.path()).args(["build", "--format", "json"]));
    let value: Value = serde_json::from_str(&said.stdout).unwrap();
    let codes = value["findings"].as_array().unwrap();
    let codes = codes
        .iter()
        .map(|found| found["code"].as_str().unwrap().to_owned());
    (value["policies"][0]["characters"].as_u64(), codes.collect())
}

#[test]
fn a_fused_policy_for_seventeen_regions_four_geographies_and_five_principals_fits() {
    let place = Place::new("size");
    let replace = "  strategy: replace\n  covered_ous: [Workloads]\n";
    for (name, mode) in [
        (
            "Global too",
            "{global: allow, geographies: [us, eu, jp, apac], destinations: pinned}",
        ),
        (
            "without Global",
            "{global: deny, geographies: [us, eu, jp, apac], destinations: pinned}",
        ),
        (
            "any",
            "{global: allow, geographies: any, destinations: pinned}",
        ),
        (
            "other features",
            "{global: allow, geographies: [us, eu], also: [batch, guardrails, data-automation]}",
        ),
        (
            "batch, four geographies",
            "{global: allow, geographies: [us, eu, jp, apac], destinations: pinned, also: [batch]}",
        ),
        (
            "two patterns",
            "{global: allow, geographies: [us, eu, jp, apac], destinations: pinned, profiles: ['anthropic.*', 'amazon.nova-*']}",
        ),
    ] {
        let (characters, codes) = built(&place, replace, mode, "");
        let characters = characters.unwrap();
        println!("{name}: {characters} characters");
        assert!(characters < 10_240, "{name}: {characters}");
        assert!(
            codes.contains(&"CRP150".to_owned()),
            "over the old quota, which is worth a note"
        );
    }
}

#[test]
fn over_the_quota_nothing_is_written_and_the_other_strategies_are_told() {
    let place = Place::new("size-legacy");
    let replace = "  strategy: replace\n  covered_ous: [Workloads]\n";
    let mode = "{global: deny, geographies: [us, eu, jp, apac], destinations: pinned}";
    let (characters, codes) = built(&place, replace, mode, "quota: legacy\n");
    assert_eq!(characters, None);
    assert!(codes.contains(&"CRP151".to_owned()));
    assert!(!place.path().join("release").exists());
    // What it says of the other strategies is what they come to.
    let said = outcome(crispack(place.path()).args(["build", "--format", "json"])).stdout;
    let (told, _) = built(
        &place,
        "  strategy: ou-control\n  covered_ous: [Workloads]\n",
        mode,
        "",
    );
    let number = |strategy: &str| -> u64 {
        let (_, rest) = said
            .split_once(&format!("under the strategy `{strategy}` it would be "))
            .unwrap();
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    assert_eq!(told, Some(number("ou-control")));
    // The destinations beyond the seventeen.
    let extend = "  strategy: extend\n  inference_only_regions: [ap-south-2, ap-southeast-3, ap-southeast-4, eu-south-1, eu-south-2]\n";
    let (told, _) = built(&place, extend, mode, "");
    assert_eq!(told, Some(number("extend")));
}
