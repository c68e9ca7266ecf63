//! Every mode, on every form of a Region deny and on several sets of Regions: it builds, or it is refused with the reason expected here.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use common::baseline::{Form, forms, raw};
use common::mode::Mode;
use common::place::Place;
use common::run::{crispack, outcome};
use crispack::bedrock::Catalogue;
use crispack::compose::{Composition, compose};
use crispack::control_tower::{Baseline, builtin};
use crispack::diagnostic::{Diagnostic, Severity};
use crispack::spec::{self, Day, Facts, Origin};
use crispack::text;
use serde_json::Value;

mod common;

/// What the routes of a family are, seen from a set of governed Regions, by the catalogue of 2026-10-27.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Routes {
    /// Each works.
    All,
    /// Some work; of those to Anthropic's models each does.
    Part,
    /// Each has a destination that is not governed.
    Blocked,
    /// There are none from these Regions.
    Nowhere,
}

/// A set of governed Regions, the home Region first, with the routes of `eu`, `us` and `apac`.
struct Regions {
    list: &'static [&'static str],
    routes: [(&'static str, Routes); 3],
}

const ATLANTIC: Regions = Regions {
    list: &[
        "eu-central-1",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-3",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    ],
    routes: [
        ("eu", Routes::All),
        ("us", Routes::Part),
        ("apac", Routes::Nowhere),
    ],
};

const AMERICA: Regions = Regions {
    list: &["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::All),
        ("apac", Routes::Nowhere),
    ],
};

const TWO: Regions = Regions {
    list: &["us-east-1", "us-west-1"],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::Blocked),
        ("apac", Routes::Nowhere),
    ],
};

const PACIFIC: Regions = Regions {
    list: &[
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-4",
    ],
    routes: [
        ("eu", Routes::Nowhere),
        ("us", Routes::Nowhere),
        ("apac", Routes::Part),
    ],
};

/// The codes that a mode should meet, from rules that a user could be told.
fn expected(mode: &Mode, form: &Form, regions: &Regions) -> BTreeSet<String> {
    let mut codes: BTreeSet<&str> = form.findings.iter().copied().collect();
    let no_model = mode.profiles == Some("[\"nothing.*\"]");
    let anthropic = mode.profiles == Some("[\"anthropic.*\"]");
    // The managed Region deny stays on, and denies the Global hop.
    if mode.global == "allow" {
        codes.insert("CRP140");
    }
    // A pattern without a model is worth a word; so are destinations, which the managed deny holds already.
    if no_model {
        codes.insert("CRP118");
    }
    if matches!(mode.destinations, Some("by-profile" | "pinned")) {
        codes.insert("CRP119");
    }
    // A family that is named has to work: from some Region, through some route; routes that do not are counted.
    for named in mode.families() {
        let (_, routes) = regions
            .routes
            .iter()
            .find(|(family, _)| *family == named)
            .unwrap();
        codes.extend(match routes {
            Routes::Nowhere => Some("CRP141"),
            _ if no_model => Some("CRP142"),
            Routes::Blocked => Some("CRP142"),
            Routes::Part if !anthropic => Some("CRP143"),
            Routes::Part | Routes::All => None,
        });
    }
    codes.into_iter().map(str::to_owned).collect()
}

fn is_refused(codes: &BTreeSet<String>) -> bool {
    codes
        .iter()
        .any(|code| matches!(code.as_str(), "CRP140" | "CRP141" | "CRP142"))
}

fn spec_text(mode: &Mode, form: &Form, regions: &Regions) -> String {
    let governed = match form.content {
        None => format!("  governed_regions: [{}]\n", regions.list.join(", ")),
        Some(_) => String::new(),
    };
    format!(
        "version: 1\norganization:\n  home_region: {}\n{governed}region_deny:\n  baseline: {}\nmodes:\n  m: {}\ntargets:\n  - {{ou: Sandbox, mode: m}}\n",
        regions.list[0],
        form.named,
        mode.yaml(),
    )
}

fn read_baseline(form: &Form) -> (Baseline, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let baseline = match &form.content {
        None => {
            Baseline::from_builtin(builtin(form.named.strip_prefix("builtin:").unwrap()).unwrap())
        }
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
) -> (Option<Composition>, Vec<Diagnostic>) {
    let source =
        text::source("crispack.yaml", spec_text(mode, form, regions).into_bytes()).unwrap();
    let document = text::yaml(&source).unwrap();
    let raw = spec::read(&document).unwrap();
    let mut findings = read.1.clone();
    let facts = Facts {
        baseline: Some(&read.0),
        catalogue: Catalogue::builtin(),
        today: Day::parse("2026-11-23").unwrap(),
    };
    let spec = spec::validate(&raw, &Origin::document(document), facts, &mut findings);
    let composition = spec.map(|spec| compose(&spec, &mut findings));
    (composition, findings)
}

/// Everything that Organizations and CfCT's pipeline ask of the text of a policy.
fn assert_fit_to_ship(text: &str) {
    assert!(!text.contains(['\n', '\r', '\t']), "{text}");
    assert!(!text.contains("  "), "{text}");
    assert!(text.is_ascii() && text.len() <= 10_240, "{text}");
    let policy: Value = serde_json::from_str(text).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    let statements = policy["Statement"].as_array().unwrap();
    let mut sids = BTreeSet::new();
    for statement in statements {
        let sid = statement["Sid"].as_str().unwrap();
        assert!(
            sid.chars().all(|c| c.is_ascii_alphanumeric()) && !sid.is_empty(),
            "{sid}"
        );
        assert!(sids.insert(sid), "{sid} twice");
        assert_ne!(sid, "GRREGIONDENY");
        assert_eq!(statement["Effect"], "Deny");
    }
    assert!(!sids.is_empty());
}

fn assert_as_expected(
    mode: &Mode,
    form: &Form,
    regions: &Regions,
    read: &(Baseline, Vec<Diagnostic>),
) {
    let expected = expected(mode, form, regions);
    let (composition, findings) = build(mode, form, regions, read);
    let case = || {
        format!(
            "{mode:?} on {} in {:?}: {findings:#?}",
            form.name, regions.list
        )
    };
    let codes: BTreeSet<String> = findings
        .iter()
        .map(|found| found.rule.code.to_owned())
        .collect();
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
        assert_fit_to_ship(&policy.text);
        assert_eq!(policy.characters, policy.text.chars().count());
        assert_eq!(*policy.sha256, text::sha256(policy.text.as_bytes()));
    }
}

#[test]
fn every_mode_on_every_form_of_a_region_deny_is_built_or_refused_for_its_reason() {
    let forms = forms(ATLANTIC.list);
    assert_eq!(forms.len(), 18);
    for form in &forms {
        let read = read_baseline(form);
        for mode in Mode::all() {
            assert_as_expected(&mode, form, &ATLANTIC, &read);
        }
    }
}

#[test]
fn every_mode_is_held_to_the_regions_that_are_governed() {
    for regions in [AMERICA, TWO, PACIFIC] {
        let form = raw(regions.list);
        let read = read_baseline(&form);
        for mode in Mode::all() {
            assert_as_expected(&mode, &form, &regions, &read);
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
        place.write("crispack.yaml", spec_text(mode, form, &ATLANTIC));
        if let Some(content) = &form.content {
            place.write(&form.named, content);
        }
        let expected = expected(mode, form, &ATLANTIC);
        let mut command = crispack(place.path());
        let said = outcome(command.args(["build", "--format", "json"]));
        let value: Value = serde_json::from_str(&said.stdout).unwrap();
        let findings = value["findings"].as_array().unwrap();
        let codes: BTreeSet<String> = findings
            .iter()
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(codes, expected, "{mode:?} on {}", form.name);
        let refused = is_refused(&expected);
        assert_eq!(
            said.code,
            Some(i32::from(refused)),
            "{mode:?} on {}",
            form.name
        );
        assert_eq!(value["release"].is_null(), refused);
        assert_eq!(value["policies"].as_array().unwrap().is_empty(), refused);
    }
}
