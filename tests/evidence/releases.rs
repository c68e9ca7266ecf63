//! Releases under all four strategies, and the levels of their OUs.

use std::sync::atomic::{AtomicUsize, Ordering};

use crispack::policy::{Level, Levels};
use crispack::release::Shipped;

use super::Ous;
use super::common::place::Place;
use super::common::run::succeed;
use super::events::ACCOUNTS;
use super::policies;

pub(crate) const STRATEGIES: [&str; 4] = ["additive", "extend", "replace", "ou-control"];

pub(crate) fn spec(strategy: &str) -> String {
    let (governed, more) = match strategy {
        "extend" => (
            "[us-east-1, us-west-2]",
            ", inference_only_regions: [us-east-2, us-west-1]",
        ),
        "additive" => ("[us-east-1, us-east-2, us-west-1, us-west-2]", ""),
        _ => (
            "[us-east-1, us-east-2, us-west-1, us-west-2]",
            ", covered_ous: [Security, Workloads, Sandbox]",
        ),
    };
    let (global, form) = match strategy {
        "additive" | "extend" => ("deny", "prompt_routers: deny"),
        _ => ("allow", "destinations: by-profile, prompt_routers: deny"),
    };
    format!(
        "version: 1
organization: {{home_region: us-east-1, governed_regions: {governed}}}
region_deny: {{baseline: \"builtin:current\", strategy: {strategy}, exempt_principals: [\"arn:aws:iam::*:role/break-glass\"]{more}}}
modes:
  sealed: {{global: deny, geographies: none, application_profiles: deny}}
  us-only: {{global: deny, geographies: [us], profiles: [\"anthropic.*\", \"amazon.nova-l?te-*\"]}}
  open: {{global: {global}, geographies: any, {form}}}
targets:
  - {{ou: Security, mode: sealed}}
  - {{ou: Workloads, mode: us-only}}
  - {{ou: \"Workloads:Regulated\", mode: sealed}}
  - {{ou: Sandbox, mode: open}}
"
    )
}

/// The OUs of a release, and before it a Region deny of the same Regions and more.
pub(crate) fn ous(strategy: &str) -> Ous {
    // Several tests of a process build the same.
    static BUILT: AtomicUsize = AtomicUsize::new(0);
    let number = BUILT.fetch_add(1, Ordering::Relaxed);
    let place = Place::new(&format!("evidence-release-{number}"));
    place.write("crispack.yaml", spec(strategy));
    succeed(place.path(), &["build"]);
    let shipped = Shipped::read(&place.path().join("release"), &mut Vec::new()).unwrap();
    let after = |ou: &str| -> Levels {
        let levels: Vec<Level> = shipped.levels(ou, &mut Vec::new()).unwrap();
        Levels::new(levels).unwrap()
    };
    let region_deny = r#"{"Sid":"GRREGIONDENY","Effect":"Deny","NotAction":["iam:*","sts:*","support:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","us-west-2","eu-central-1"]},"ArnNotLike":{"aws:PrincipalARN":["arn:*:iam::*:role/AWSControlTowerExecution"]}}}"#;
    let before = || policies::levels(&[&[], &[region_deny]]);
    let ous = [
        ("Security", &ACCOUNTS[1..2]),
        ("Workloads", &ACCOUNTS[2..4]),
        ("Workloads:Regulated", &ACCOUNTS[4..5]),
        ("Sandbox", &ACCOUNTS[5..7]),
    ];
    let ous = ous.map(|(ou, accounts)| (ou, accounts, before(), after(ou)));
    Ous::new(ous.into())
}
