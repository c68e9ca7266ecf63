//! What a strategy does, what it changes, and for whom.

use std::fmt::Write as _;

use crate::control_tower;
use crate::render::facts::Facts;
use crate::render::markdown::{code, codes};
use crate::spec::{Form, OuPath, Strategy};

/// A strategy in a sentence.
pub(in crate::render) fn aim(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Additive => {
            "Control Tower's Region deny stays on, untouched, and denies for Amazon Bedrock are added to the OUs below."
        }
        Strategy::Extend => {
            "Control Tower's Region deny stays on, untouched, and governs further Regions as destinations of inference; policies of ours close those for everything else, and deny for Amazon Bedrock what the modes deny."
        }
        Strategy::Replace => {
            "policies of ours take the place of Control Tower's Region deny, with inference taken out of it and limited by the modes; the managed one is switched off by hand after ours are live."
        }
        Strategy::OuControl => {
            "Control Tower's OU control `CT.MULTISERVICE.PV.1` takes the place of its landing-zone Region deny, with inference exempted, and policies of ours limit inference as the modes say."
        }
    }
}

/// Which OUs are held once the managed Region deny is off; nothing where it stays on.
pub(super) fn coverage(facts: Facts<'_>) -> String {
    let spec = facts.spec;
    if spec.covered.is_empty() {
        return String::new();
    }
    let by = match spec.strategy {
        Strategy::OuControl => "the OU control and a policy of ours each",
        _ => "a policy of ours each, which carries the Region deny",
    };
    let mut text = format!(
        "## What is covered\n\nSwitching the landing-zone Region deny off ends it everywhere at once. These OUs, and all below them, are held by {by}: {}.\n\n\
         **An OU that the managed Region deny reached and that is not listed here would be held to no Region.** The runbook compares the list with the live organization first. \
         An OU that is made later below one of these is held by inheritance; one made elsewhere is not",
        codes(spec.covered.iter().map(OuPath::as_str)),
    );
    let root = spec.targets.iter().find(|target| target.ou.is_root());
    match root.filter(|_| spec.strategy == Strategy::Replace) {
        Some(root) => {
            let _ = writeln!(
                text,
                ", save by the policy on `Root` (mode {}), which reaches every OU.",
                code(&root.mode.name)
            );
        }
        None => text.push_str(", until it is added and a release is rolled out.\n"),
    }
    text
}

/// What changes, in paragraphs and lists.
pub(in crate::render) fn changes(facts: Facts<'_>) -> String {
    let ours = "No policy of Control Tower is read, changed or detached by the package, and no other policy of yours, unless it has one of the names below.";
    let text = match facts.spec.strategy {
        Strategy::Additive => format!(
            "The policies hold Deny statements only: beside Control Tower's Region deny, which stays on, they can deny more, and never let through what it denies. \
             {ours}\n\nOutside Amazon Bedrock nothing changes: every statement names `bedrock:` actions.\n"
        ),
        Strategy::Extend => format!(
            "The package adds denies, and nothing else. What opens, opens in Control Tower, when it governs {} (its Region deny then leaves them to every service): \
             there our policies deny everything but the two inference actions{features} and what the Region deny leaves out anyway. **OUs without a policy of this release have those Regions open for every service**, \
             as every governed Region is. {ours}\n\nIn the other Regions nothing changes outside Amazon Bedrock.\n",
            codes(facts.spec.inference_only.iter().map(String::as_str)),
            features = facts.and_features()
        ),
        Strategy::Replace => format!(
            "The package adds denies, and nothing else; while the managed Region deny is on, they only tighten. When it is switched off, our Region deny holds instead: the baseline's, \
             with the two inference actions{features} taken out of it and held by the modes{form}{declared}. {ours}\n\n{beyond}",
            form = if facts.all_strict() {
                ""
            } else {
                " (those of our own form)"
            },
            features = facts.and_features(),
            declared = declared(facts),
            beyond = beyond_inference(facts),
        ),
        Strategy::OuControl => format!(
            "The package adds denies, and nothing else; while the landing-zone Region deny is on, they only tighten. When it is switched off, the OU control holds instead, \
             with the two inference actions{} exempt and held by the modes. {ours}\n\n{}{}",
            facts.and_features(),
            regions_changed(facts),
            against_baseline(facts)
        ),
    };
    format!("{}{text}", after_previous(facts))
}

/// What changes for other services when our Region deny takes over.
fn beyond_inference(facts: Facts<'_>) -> String {
    let spec = facts.spec;
    let mut text = regions_changed(facts);
    if !spec.exempt_actions.is_empty() || !spec.exempt_principals.is_empty() {
        text.push_str(
            "What is declared exempt is held to no Region any more, for any service.\n\n",
        );
    }
    let published: Vec<&str> = spec
        .modes
        .iter()
        .filter(|mode| mode.form != Form::Strict)
        .map(|mode| mode.name.as_str())
        .collect();
    if !published.is_empty() {
        let _ = writeln!(
            text,
            "**In the modes {} the Region deny is AWS's published form, and changes more than inference**: in one statement every action outside `NotAction` is let through at `unspecified`; in two, every action of Bedrock is, and no principal is exempt unless declared. \
             The findings below say it for each.\n",
            codes(published)
        );
    }
    let features = facts.and_features();
    let _ = if text.is_empty() {
        writeln!(
            text,
            "Outside inference{features} nothing changes, if the Region deny given is the one in force."
        )
    } else {
        writeln!(
            text,
            "Otherwise nothing changes outside inference{features}, if the Region deny given is the one in force."
        )
    };
    text
}

/// The Regions that the Region deny that takes over lists and the baseline does not, and the other way round.
fn regions_changed(facts: Facts<'_>) -> String {
    let listed = &facts.baseline.regions;
    if listed.is_empty() {
        return String::new();
    }
    let working = &facts.spec.working;
    let opened: Vec<&str> = working
        .iter()
        .filter(|code| !listed.contains(code))
        .map(String::as_str)
        .collect();
    let closed: Vec<&str> = listed
        .iter()
        .filter(|code| !working.contains(*code))
        .map(String::as_str)
        .collect();
    let mut text = String::new();
    for (codes_of, what) in [(opened, "opened"), (closed, "closed")] {
        if !codes_of.is_empty() {
            let _ = writeln!(
                text,
                "**{} {what} for every service**, since `governed_regions` differs from the baseline's list.\n",
                codes(codes_of)
            );
        }
    }
    text
}

/// What this release takes out of the policies of the one before.
fn after_previous(facts: Facts<'_>) -> String {
    let Some(previous) = facts.previous else {
        return String::new();
    };
    let mut text = String::new();
    let mut changes = facts.effects.iter().flat_map(|own| &own.difference.changes);
    if changes.any(|change| change.opens) {
        text.push_str("**This release denies less than the one before:** what is denied no more is listed part by part.\n\n");
    }
    if previous.managed_deny_first {
        let _ = writeln!(
            text,
            "**Against the release before, made under `{}`, this one opens: what held the OUs to Regions there is not in these policies, and the landing-zone Region deny is off until it is switched on again.** The runbook does that first. What follows holds from then on.\n",
            previous.strategy
        );
    }
    if !previous.left_open.is_empty() {
        let _ = writeln!(
            text,
            "**Against the release before, this one no longer closes {} for other services.** The runbook has them taken out of what Control Tower governs first.\n",
            codes(previous.left_open.iter().map(String::as_str))
        );
    }
    text
}

fn declared(facts: Facts<'_>) -> String {
    let spec = facts.spec;
    let lists = [&spec.exempt_actions, &spec.exempt_principals];
    let all: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
    if all.is_empty() {
        return String::new();
    }
    format!(", less what the spec declares exempt ({})", codes(all))
}

/// How the OU control differs from the Region deny that it takes over from.
fn against_baseline(facts: Facts<'_>) -> String {
    let difference = control_tower::difference(facts.baseline);
    let parts = [
        ("no longer denied outside the Regions", &difference.opened),
        ("denied outside the Regions from now on", &difference.closed),
        ("exempt from now on", &difference.freed),
        ("no longer exempt", &difference.bound),
    ];
    let lines: String = parts.into_iter().filter(|(_, list)| !list.is_empty()).fold(
        String::new(),
        |text, (what, list)| {
            text + &format!("* {what}: {}\n", codes(list.iter().map(String::as_str)))
        },
    );
    let lines = if facts.baseline.opens_unspecified() {
        lines
            + "* denied from now on: requests at `unspecified`, which the Region deny that was given lets through\n"
    } else {
        lines
    };
    let mut text = if lines.is_empty() {
        "By itself, the OU control leaves out the same actions and exempts the same principals as the Region deny that was given.\n".to_owned()
    } else {
        format!(
            "Against the Region deny that was given, the OU control by itself differs in this, for every service:\n\n{lines}"
        )
    };
    let declared = declared(facts);
    if !declared.is_empty() {
        let _ = writeln!(text, "\nThat is{declared}, which are its parameters.");
    }
    text
}
