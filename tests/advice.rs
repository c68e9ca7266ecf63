//! Every statement that a policy of ours can hold leads back to a field of the spec.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::collections::BTreeSet;
use std::fs;

use common::place::Place;
use common::run::succeed;
use crispack::compose::spec_change;

mod common;

#[test]
fn every_statement_of_ours_leads_back_to_the_spec() {
    let spec = "\
version: 1
organization:
  home_region: us-east-1
  governed_regions: [us-east-1, us-east-2, us-west-2]
region_deny:
  baseline: builtin:current
  strategy: STRATEGY
modes:
  sealed: {global: deny, geographies: none, application_profiles: deny}
  pinned: {global: GLOBAL, geographies: [us], destinations: pinned}
  any: {global: deny, geographies: any, prompt_routers: deny}
  more: {global: deny, geographies: [us], also: [batch, guardrails]}
targets:
  - {ou: A, mode: sealed}
  - {ou: B, mode: pinned}
  - {ou: C, mode: any}
  - {ou: D, mode: more}
  - {ou: 'D:E', mode: sealed}
";
    let mut seen = BTreeSet::new();
    for (strategy, global, more) in [
        ("additive", "deny", ""),
        ("extend", "deny", "\n  inference_only_regions: [us-west-1]"),
        ("replace", "allow", "\n  covered_ous: [A, B, C, D]"),
        ("ou-control", "allow", "\n  covered_ous: [A, B, C, D]"),
    ] {
        let place = Place::new(&format!("advice-{strategy}"));
        let text = spec
            .replace("STRATEGY", &format!("{strategy}{more}"))
            .replace("GLOBAL", global);
        fs::write(place.path().join("crispack.yaml"), text).unwrap();
        succeed(place.path(), &["build", "--quiet"]);
        for folder in ["package/policies", "in-force"] {
            let Ok(entries) = fs::read_dir(place.path().join("release").join(folder)) else {
                continue;
            };
            for entry in entries {
                let policy: serde_json::Value =
                    serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
                for statement in policy["Statement"].as_array().unwrap() {
                    let sid = statement["Sid"].as_str().unwrap().to_owned();
                    assert!(spec_change(&sid, None).is_some(), "{sid}");
                    seen.insert(sid);
                }
            }
        }
    }
    assert!(seen.len() >= 20, "{seen:?}");
}
