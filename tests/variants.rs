//! Every mode, on every form of a Region deny and on several sets of Regions: it builds, or it is refused with the reason expected here.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use common::baseline::{Form, forms, raw};
use common::expected::{
    ADDITIVE, AMERICA, ATLANTIC, PACIFIC, Regions, TWO, Way, expected, is_refused,
};
use common::mode::Mode;
use common::place::Place;
use common::python::is_wanted;
use common::run::{crispack, outcome};
use crispack::bedrock::Catalogue;
use crispack::compose::{Basis, Composition, compose};
use crispack::control_tower::{Baseline, builtin};
use crispack::diagnostic::{Diagnostic, Severity};
use crispack::spec::{self, Day, Facts};
use crispack::text;
use serde_json::Value;

mod common;

fn spec_text(mode: &Mode, form: &Form, regions: &Regions, way: Way) -> String {
    let extra = way.inference_only(regions);
    let working: Vec<&str> = regions
        .list
        .iter()
        .filter(|code| !extra.contains(code))
        .copied()
        .collect();
    let governed = match form.content {
        None => format!("  governed_regions: [{}]\n", working.join(", ")),
        Some(_) => String::new(),
    };
    let covered = match way.strategy {
        "replace" | "ou-control" => "  covered_ous: [Sandbox]\n",
        _ => "",
    };
    let mode = mode.yaml();
    let mode = mode.strip_suffix('}').unwrap();
    format!(
        "version: 1\norganization:\n  home_region: {}\n{governed}region_deny:\n  baseline: {}\n  strategy: {}\n{covered}  inference_only_regions: [{}]\nmodes:\n  m: {mode}, form: {}}}\ntargets:\n  - {{ou: Sandbox, mode: m}}\n",
        regions.list[0],
        form.named,
        way.strategy,
        extra.join(", "),
        way.written,
    )
}

fn read_baseline(form: &Form) -> (Baseline, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let baseline = match &form.content {
        None => Baseline::from_builtin(
            &form.named,
            builtin(form.named.strip_prefix("builtin:").unwrap()).unwrap(),
        ),
        Some(content) => {
            let source = text::source(&form.named, content.clone()).unwrap();
            Baseline::read(&source, &mut findings)
        }
    };
    (baseline.unwrap(), findings)
}

/// What the library makes of a mode, and what it has to say.
fn build(
    mode: &Mode,
    form: &Form,
    regions: &Regions,
    read: &(Baseline, Vec<Diagnostic>),
    way: Way,
) -> (Option<Composition>, Vec<Diagnostic>) {
    let source = text::source(
        "crispack.yaml",
        spec_text(mode, form, regions, way).into_bytes(),
    )
    .unwrap();
    let document = text::yaml(&source).unwrap();
    let mut findings = read.1.clone();
    let (raw, origin) = spec::read(document, &mut findings).unwrap();
    let facts = Facts {
        baseline: Some(&read.0),
        catalogue: Catalogue::builtin(),
        today: Day::parse("2026-11-23").unwrap(),
    };
    let spec = spec::validate(&raw, &origin, facts, &mut findings);
    let composition = spec.map(|spec| {
        let basis = Basis {
            spec: &spec,
            baseline: &read.0,
            catalogue: Catalogue::builtin(),
        };
        compose(basis, &mut findings)
    });
    (composition, findings)
}

/// Everything that Organizations and CfCT's pipeline ask of the text of a policy.
fn assert_fit_to_ship(text: &str, way: Way) {
    assert!(!text.contains(['\n', '\r', '\t']), "{text}");
    assert!(!text.contains("  "), "{text}");
    assert!(text.is_ascii() && text.len() <= 10_240, "{text}");
    let policy: Value = serde_json::from_str(text).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    let statements = policy["Statement"].as_array().unwrap();
    let mut sids = BTreeSet::new();
    for statement in statements {
        assert_eq!(statement["Effect"], "Deny");
        // AWS's own statements have their own Sids, or none.
        if way.written != "strict" {
            sids.insert("published");
            continue;
        }
        let sid = statement["Sid"].as_str().unwrap();
        assert!(
            sid.chars().all(|c| c.is_ascii_alphanumeric()) && !sid.is_empty(),
            "{sid}"
        );
        assert!(sids.insert(sid), "{sid} twice");
        assert_ne!(sid, "GRREGIONDENY");
    }
    assert!(!sids.is_empty());
}

fn assert_as_expected(
    mode: &Mode,
    form: &Form,
    regions: &Regions,
    read: &(Baseline, Vec<Diagnostic>),
    way: Way,
) {
    let expected = expected(mode, form, regions, way);
    let (composition, findings) = build(mode, form, regions, read, way);
    let case = || {
        format!(
            "{way:?} {mode:?} on {} in {:?}: {findings:#?}",
            form.name, regions.list
        )
    };
    let mut codes: BTreeSet<String> = findings
        .iter()
        .map(|found| found.rule.code.to_owned())
        .collect();
    // Told of exactly the policies that were too large before 2026-05-15.
    let policies = composition.iter().flat_map(|c| &c.policies);
    let large = policies.clone().any(|policy| policy.characters > 5_120);
    assert_eq!(codes.remove("CRP150"), large, "{}", case());
    assert_eq!(codes, expected, "{}", case());
    let refused = findings
        .iter()
        .any(|found| found.severity() == Severity::Error);
    assert_eq!(refused, is_refused(&expected), "{}", case());
    assert_eq!(composition.is_none(), refused, "{}", case());
    for policy in composition
        .iter()
        .flat_map(|composition| &composition.policies)
    {
        assert_fit_to_ship(&policy.text, way);
        assert_eq!(policy.characters, policy.text.chars().count());
        assert_eq!(*policy.sha256, text::sha256(policy.text.as_bytes()));
    }
}

/// All modes where the whole product is asked for (`CI=true` or `CRISPACK_E2E=1`), else every seventh, a shift further each time: seven is prime to the
/// number of values of each field, so that each value meets each.
fn modes(shift: usize) -> Vec<Mode> {
    let (skip, step) = if is_wanted() { (0, 1) } else { (shift % 7, 7) };
    Mode::all().into_iter().skip(skip).step_by(step).collect()
}

#[test]
fn every_mode_on_every_form_of_a_region_deny_is_built_or_refused_for_its_reason() {
    let forms = forms(ATLANTIC.list);
    assert_eq!(forms.len(), 18);
    for (shift, form) in forms.iter().enumerate() {
        let read = read_baseline(form);
        for mode in modes(shift) {
            assert_as_expected(&mode, form, &ATLANTIC, &read, ADDITIVE);
        }
    }
}

#[test]
fn every_mode_is_built_or_refused_for_its_reason() {
    let form = raw(ATLANTIC.list);
    let read = read_baseline(&form);
    for mode in Mode::all() {
        assert_as_expected(&mode, &form, &ATLANTIC, &read, ADDITIVE);
    }
}

#[test]
fn every_mode_is_held_to_the_regions_that_are_governed() {
    for (shift, regions) in [AMERICA, TWO, PACIFIC].iter().enumerate() {
        let form = raw(regions.list);
        let read = read_baseline(&form);
        for mode in modes(shift) {
            assert_as_expected(&mode, &form, regions, &read, ADDITIVE);
        }
    }
}

const fn way(strategy: &'static str, written: &'static str) -> Way {
    Way { strategy, written }
}

/// Every strategy with every form that a mode may be written in.
const WAYS: [Way; 12] = [
    way("additive", "strict"),
    way("additive", "published"),
    way("additive", "published-split"),
    way("extend", "strict"),
    way("extend", "published"),
    way("extend", "published-split"),
    way("replace", "strict"),
    way("replace", "published"),
    way("replace", "published-split"),
    way("ou-control", "strict"),
    way("ou-control", "published"),
    way("ou-control", "published-split"),
];

#[test]
fn every_mode_in_every_form_under_every_strategy_is_built_or_refused_for_its_reason() {
    let form = raw(ATLANTIC.list);
    let read = read_baseline(&form);
    for (shift, way) in WAYS.into_iter().enumerate() {
        let modes = if way.written == "strict" {
            Mode::all()
        } else {
            modes(shift)
        };
        for mode in modes {
            assert_as_expected(&mode, &form, &ATLANTIC, &read, way);
        }
    }
}

#[test]
fn every_strategy_takes_every_form_of_a_region_deny() {
    for (shift, form) in forms(ATLANTIC.list).iter().enumerate() {
        let read = read_baseline(form);
        for way in WAYS {
            for mode in Mode::all().iter().skip(shift).step_by(41) {
                assert_as_expected(mode, form, &ATLANTIC, &read, way);
            }
        }
    }
}

#[test]
fn the_program_says_what_the_library_does() {
    let place = Place::new("variants");
    let forms = forms(ATLANTIC.list);
    // Strides without a common divisor meet each form and each value of each field.
    for (at, mode) in Mode::all().iter().step_by(11).enumerate() {
        let form = &forms[at % forms.len()];
        let way = WAYS[at % WAYS.len()];
        place.write("crispack.yaml", spec_text(mode, form, &ATLANTIC, way));
        if let Some(content) = &form.content {
            place.write(&form.named, content);
        }
        let expected = expected(mode, form, &ATLANTIC, way);
        let mut command = crispack(place.path());
        let said = outcome(command.args(["build", "--format", "json"]));
        let value: Value = serde_json::from_str(&said.stdout).unwrap();
        let findings = value["findings"].as_array().unwrap();
        let mut codes: BTreeSet<String> = findings
            .iter()
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect();
        codes.remove("CRP150");
        assert_eq!(codes, expected, "{way:?} {mode:?} on {}", form.name);
        let refused = is_refused(&expected);
        assert_eq!(
            said.code,
            Some(i32::from(refused)),
            "{way:?} {mode:?} on {}",
            form.name
        );
        assert_eq!(value["release"].is_null(), refused);
        assert_eq!(value["policies"].as_array().unwrap().is_empty(), refused);
    }
}
