//! Our own policies with one thing changed: the build refuses them, or what was changed makes no difference to any request, which is shown as well.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use crispack::bedrock::{Catalogue, probes};
use crispack::compose::{Basis, compose};
use crispack::control_tower::{Baseline, builtin};
use crispack::policy::compare::{Probes, Verdict, difference};
use crispack::policy::{Attached, Condition, Level, Policy, Scope, Statement};
use crispack::proof::{NotProved, assumed, prove};
use crispack::spec::{self, Day, Facts, Spec};
use crispack::text;

fn baseline() -> Baseline {
    Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap()
}

fn read_spec(strategy: &str, mode: &str, baseline: &Baseline) -> Spec {
    let replaces = strategy == "replace" || strategy == "ou-control";
    let text = format!(
        "version: 1\n\
         organization: {{home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1, us-east-1]}}\n\
         region_deny: {{baseline: 'builtin:current', strategy: {strategy}{}{}, exempt_principals: ['arn:aws:iam::*:role/break-glass']}}\n\
         modes: {{m: {{{mode}}}}}\n\
         targets: [{{ou: Workloads, mode: m}}]\n",
        if replaces {
            ", covered_ous: [Workloads]"
        } else {
            ""
        },
        if strategy == "extend" {
            ", inference_only_regions: [eu-north-1, eu-south-1, eu-south-2, eu-west-3, us-east-2, us-west-2]"
        } else {
            ""
        },
    );
    let source = text::source("crispack.yaml", text.into_bytes()).unwrap();
    let (raw, origin) = spec::read(text::yaml(&source).unwrap(), &mut Vec::new()).unwrap();
    let facts = Facts {
        baseline: Some(baseline),
        catalogue: Catalogue::builtin(),
        today: Day::parse("2026-11-25").unwrap(),
    };
    let mut findings = Vec::new();
    spec::validate(&raw, &origin, facts, &mut findings).unwrap_or_else(|| panic!("{findings:?}"))
}

/// Every way to change one thing of a statement.
fn mutants(statement: &Statement) -> Vec<Statement> {
    let mut mutants = Vec::new();
    let scopes = |scope: &Scope| -> Vec<Scope> {
        let patterns = scope.patterns();
        let like = |list: Vec<String>| match scope {
            Scope::Only(_) => Scope::Only(list),
            Scope::Except(_) => Scope::Except(list),
        };
        let mut scopes = vec![match scope {
            Scope::Only(list) => Scope::Except(list.clone()),
            Scope::Except(list) => Scope::Only(list.clone()),
        }];
        // Of a long list some: they are all of one kind.
        let step = if patterns.len() > 20 { 17 } else { 1 };
        for at in (0..patterns.len()).step_by(step) {
            let mut without = patterns.to_vec();
            let own = without.remove(at);
            if !without.is_empty() {
                scopes.push(like(without.clone()));
            }
            for other in [
                format!("{own}x"),
                own.replace('*', "a*"),
                own.replacen(':', ":A", 1),
                own.replace("global", "us"),
                own.replace("inference-profile", "foundation-model"),
            ] {
                let mut swapped = without.clone();
                swapped.insert(at, other);
                scopes.push(like(swapped));
            }
        }
        let mut more = patterns.to_vec();
        more.push("bedrock:Invoke*".to_owned());
        scopes.push(like(more));
        scopes
    };
    for action in scopes(&statement.action) {
        mutants.push(Statement {
            action,
            ..statement.clone()
        });
    }
    for resource in scopes(&statement.resource) {
        mutants.push(Statement {
            resource,
            ..statement.clone()
        });
    }
    for at in 0..statement.conditions.len() {
        let change = |change: &dyn Fn(&mut Condition)| {
            let mut mutant = statement.clone();
            change(&mut mutant.conditions[at]);
            mutant
        };
        let mut without = statement.clone();
        without.conditions.remove(at);
        mutants.push(without);
        let condition = &statement.conditions[at];
        for operator in [
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringEqualsIfExists",
            "ArnLike",
            "ArnNotLike",
            "ArnNotLikeIfExists",
        ] {
            if condition.operator != "Null" && condition.operator != operator {
                mutants.push(change(&|own| operator.clone_into(&mut own.operator)));
            }
        }
        if condition.operator == "Null" {
            mutants.push(change(&|own| {
                own.values = vec![
                    if own.values[0] == "true" {
                        "false"
                    } else {
                        "true"
                    }
                    .to_owned(),
                ];
            }));
        }
        for key in ["aws:PrincipalArn", "bedrock:PromptRouterArn"] {
            mutants.push(change(&|own| key.clone_into(&mut own.key)));
        }
        for value in 0..condition.values.len() {
            if condition.operator == "Null" {
                continue;
            }
            mutants.push(change(&|own| drop(own.values.remove(value))));
            mutants.push(change(&|own| own.values[value].push('x')));
            mutants.push(change(&|own| {
                own.values[value] = own.values[value].replace("/us.", "/us");
            }));
        }
        if condition.operator != "Null" {
            mutants.push(change(&|own| own.values.push("unspecified".to_owned())));
            mutants.push(change(&|own| {
                own.values
                    .push("arn:*:bedrock:*:*:inference-profile/jp.*".to_owned());
            }));
        }
    }
    let mut principal = statement.clone();
    principal.conditions.push(Condition {
        operator: "ArnNotLike".to_owned(),
        key: "aws:PrincipalArn".to_owned(),
        values: vec!["arn:aws:iam::*:role/Other".to_owned()],
    });
    mutants.push(principal);
    mutants
}

fn level(policies: &[&Policy]) -> Vec<Level> {
    vec![Level {
        name: "Workloads".to_owned(),
        attached: policies
            .iter()
            .map(|own| Attached::from_policy("p", Arc::new((*own).clone())))
            .collect(),
    }]
}

/// Tries every mutant of a mode's policy: how many were refused, and how many make no difference.
fn survey(strategy: &str, mode: &str) -> (usize, usize) {
    let baseline = baseline();
    let spec = read_spec(strategy, mode, &baseline);
    let basis = Basis {
        spec: &spec,
        baseline: &baseline,
        catalogue: Catalogue::builtin(),
    };
    let mut composition = compose(basis, &mut Vec::new());
    let words = probes(Catalogue::builtin());
    let before = assumed(basis);
    prove(basis, &composition, &before, &words).unwrap();
    let own = (*composition.policies[0].policy).clone();
    let managed = spec.in_force(&baseline);
    let mut all = Vec::new();
    for at in 0..own.statements.len() {
        let mut without = own.clone();
        without.statements.remove(at);
        all.push(without);
        for mutant in mutants(&own.statements[at]) {
            if mutant == own.statements[at] {
                continue;
            }
            let mut policy = own.clone();
            policy.statements[at] = mutant;
            all.push(policy);
        }
    }
    let (mut refused, mut equivalent) = (0, 0);
    for mutant in all {
        composition.policies[0].policy = Arc::new(mutant.clone());
        match prove(basis, &composition, &before, &words) {
            Err(NotProved::Findings(found)) => {
                let codes = ["CRP420", "CRP422"];
                assert!(
                    found.iter().all(|own| codes.contains(&own.rule.code)),
                    "{found:?}"
                );
                refused += 1;
            }
            Err(NotProved::Bug(error)) => panic!("{error}: {mutant:?}"),
            Err(NotProved::Identity(error)) => panic!("{error}: {mutant:?}"),
            Ok(_) => {
                let with = |policy| managed.iter().chain([policy]).collect::<Vec<&Policy>>();
                let found = difference(
                    &level(&with(&own)),
                    &level(&with(&mutant)),
                    &Probes::default(),
                    false,
                    5,
                );
                assert_eq!(
                    found.unwrap().verdict(),
                    Verdict::Equal,
                    "survived: {mutant:?}"
                );
                equivalent += 1;
            }
        }
    }
    (refused, equivalent)
}

macro_rules! surveys {
    ($($name:ident: $strategy:literal, $mode:literal;)*) => {$(
        #[test]
        fn $name() {
            let (refused, equivalent) = survey($strategy, $mode);
            println!("{refused} mutants refused, {equivalent} make no difference");
            assert!(refused > 100 && refused > equivalent, "{refused} {equivalent}");
        }
    )*};
}

surveys! {
    additive_one_family: "additive", "global: deny, geographies: any";
    replace_sealed: "replace", "global: deny, geographies: none, application_profiles: deny";
    replace_two_families_and_global: "replace", "global: allow, geographies: [eu, us], destinations: pinned, profiles: ['anthropic.*']";
    replace_any_family: "replace", "global: deny, geographies: any, prompt_routers: deny";
    extend_one_family: "extend", "global: deny, geographies: [eu]";
    replace_other_features: "replace", "global: deny, geographies: [us], also: [batch, guardrails]";
    extend_other_features: "extend", "global: deny, geographies: [us], destinations: pinned, also: [data-automation]";
    ou_control_global: "ou-control", "global: allow, geographies: [us], application_profiles: deny";
}
