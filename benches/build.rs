//! What a build costs without the disk: compose, emit and zip, for one target, fifty, and as many as an organization can have.
//!
//! Time per target should not grow with their number; compare the three lines of a group.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench fails by panicking"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use crispack::bedrock::Catalogue;
use crispack::cfct::{self, Manifest, Package, Resource};
use crispack::compose::{Basis, Composition, compose};
use crispack::control_tower::{Baseline, builtin};
use crispack::release::{Input, Inputs, assemble};
use crispack::render;
use crispack::spec::{self, Day, Facts, Spec};
use crispack::text;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// AWS Organizations allows 2,000 OUs.
const SIZES: [usize; 3] = [1, 50, 2_000];

fn baseline() -> Baseline {
    Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap()
}

/// A spec with so many targets and up to fifty modes; under `replace` every target is a covered OU.
fn spec_text(targets: usize, strategy: &str) -> String {
    let modes = targets.min(50);
    let covered: Vec<String> = (0..targets)
        .map(|target| format!("Unit {target}"))
        .collect();
    let mut text = format!(
        "version: 1\norganization: {{home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-2]}}\n\
        region_deny: {{baseline: 'builtin:current', strategy: {strategy}, covered_ous: {covered:?}}}\nmodes:\n"
    );
    for mode in 0..modes {
        let _ = writeln!(
            text,
            "  m{mode}: {{global: deny, geographies: [us], profiles: ['anthropic.*', 'model{mode}.*']}}"
        );
    }
    text.push_str("targets:\n");
    for target in 0..targets {
        let _ = writeln!(
            text,
            "  - {{ou: 'Unit {target}', mode: m{}}}",
            target % modes
        );
    }
    text
}

fn read_spec(text: &str, baseline: &Baseline) -> Spec {
    let document =
        text::yaml(&text::source("crispack.yaml", text.as_bytes().to_vec()).unwrap()).unwrap();
    let (raw, origin) = spec::read(document, &mut Vec::new()).unwrap();
    let facts = Facts {
        baseline: Some(baseline),
        catalogue: Catalogue::builtin(),
        today: Day::parse("2026-11-23").unwrap(),
    };
    spec::validate(&raw, &origin, facts, &mut Vec::new()).unwrap()
}

fn manifest(composition: &Composition) -> Manifest {
    let resource = |own: crispack::compose::OnOu<'_>| Resource {
        name: own.name.to_owned(),
        description: "bench".to_owned(),
        resource_file: own.file(),
        organizational_units: vec![own.ou.to_owned()],
    };
    Manifest {
        region: "us-east-1".to_owned(),
        resources: composition.all().map(resource).collect(),
        stack_sets: Vec::new(),
    }
}

fn package(composition: &Composition) -> Package {
    let mut package = Package::new();
    package.insert("manifest.yaml", cfct::emit(&manifest(composition)));
    for own in composition.all() {
        package.insert(own.file(), own.text.as_bytes());
    }
    package
}

fn stages(c: &mut Criterion) {
    let baseline = baseline();
    for name in [
        "read and validate",
        "compose",
        "compose, replace",
        "emit",
        "zip",
        "whole release in memory",
    ] {
        let mut group = c.benchmark_group(name);
        group.sample_size(10);
        for size in SIZES {
            let strategy = if name == "compose, replace" {
                "replace"
            } else {
                "additive"
            };
            let text = spec_text(size, strategy);
            let spec = read_spec(&text, &baseline);
            let basis = Basis {
                spec: &spec,
                baseline: &baseline,
                catalogue: Catalogue::builtin(),
            };
            let composition = compose(basis, &mut Vec::new());
            let manifest = manifest(&composition);
            let package = package(&composition);
            group.throughput(Throughput::Elements(size as u64));
            group.bench_function(BenchmarkId::from_parameter(size), |b| match name {
                "read and validate" => b.iter(|| black_box(read_spec(&text, &baseline))),
                "compose" | "compose, replace" => {
                    b.iter(|| black_box(compose(basis, &mut Vec::new())));
                }
                "emit" => b.iter(|| black_box(cfct::emit(&manifest))),
                "zip" => b.iter(|| black_box(cfct::zip(&package).unwrap())),
                _ => b.iter(|| black_box(release(&spec, &baseline))),
            });
        }
        group.finish();
    }
}

fn release(spec: &Spec, baseline: &Baseline) -> crispack::release::Files {
    let mut findings = Vec::new();
    let basis = Basis {
        spec,
        baseline,
        catalogue: Catalogue::builtin(),
    };
    let composition = compose(basis, &mut findings);
    let words = crispack::bedrock::probes(Catalogue::builtin());
    let before = crispack::proof::assumed(basis);
    let proof = crispack::proof::prove(basis, &composition, &before, &words).unwrap();
    let effects: Vec<_> = proof
        .effects
        .iter()
        .map(|of| of.effect(&words).unwrap())
        .collect();
    let paths = proof.effects.iter().flat_map(|of| [&of.before, &of.after]);
    let calls =
        crispack::simulate::Calls::of(Catalogue::builtin(), spec.partition, &spec.worlds, paths);
    let surveys = crispack::proof::survey(&proof.effects, &calls, spec, Catalogue::builtin());
    let facts = render::Facts {
        surveys: &surveys,
        proof: &proof,
        effects: &effects,
        spec,
        baseline,
        catalogue: Catalogue::builtin(),
        composition: &composition,
        findings: &findings,
        previous: None,
        base: None,
        impact: None,
        organization: None,
    };
    let inputs = Inputs {
        tool_version: "bench",
        inputs: vec![Input::new("spec", "crispack.yaml", b"")],
        catalogue_as_of: "2026-10-27".to_owned(),
        catalogue_sha256: String::new(),
        flags: None,
        retired: Vec::new(),
    };
    assemble(facts, &inputs, None, None).unwrap()
}

criterion_group!(benches, stages);
criterion_main!(benches);
