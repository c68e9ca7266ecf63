//! `RUNBOOK.md`: the steps of the rollout in order, each with who does it and the answer that it must have, and the way back.

mod back;
mod backup;
mod before;
mod book;
mod control;
mod coverage;
mod governed;
mod helper;
mod managed;
mod retired;
mod rollout;
mod set_back;
mod situation;
mod smoke;
mod step;
mod take_away;
mod way_back;
mod who;

use super::facts::{Artifacts, Facts, short};
use super::markdown::{code, shell_word};
use super::order::picture;
use crate::spec::Strategy;

pub use back::{Back, back_runbook};
use book::Book;
pub use book::Runbook;
use situation::Situation;
use step::Key;

/// `RUNBOOK.md` and `runbook.sh`.
///
/// `tests/every_command.rs`, `tests/runbook.rs` and `tests/rollout.rs` run its commands as they are printed, against emulations; none of them was run on a live
/// organization.
pub fn runbook(facts: Facts<'_>, artifacts: Artifacts<'_>) -> Runbook {
    let situation = Situation { facts, artifacts };
    let mut sections = vec![
        before::before(situation),
        rollout::upload(situation),
        rollout::pipeline(facts.composition.all().count()),
        rollout::verify(situation),
    ];
    sections.extend(managed::sections(situation));
    sections.push(smoke::smoke());
    sections.extend(retired::retired(facts));
    sections.extend(way_back::way_back(situation));
    let book = Book {
        head: head(situation),
        rehearsal: rehearsal(situation.strategy()),
        prologue: prologue(situation) + &helper::helpers(situation),
        sections,
        afterwards: afterwards(situation),
    };
    book.print()
}

fn head(situation: Situation<'_>) -> String {
    let strategy = situation.strategy();
    format!(
        "# Runbook\n\n\
         {order}\n\n\
         {picture}\n\
         The commands have not been tried on a live AWS organization. They were run as they stand here against an emulation of AWS Organizations and S3, and stand-ins for {emulated}CodePipeline and CfCT's stage for service control policies.\n\n\
         {quiet}{whole}\n",
        order = order(situation),
        picture = picture(&situation.order()),
        emulated = if strategy == Strategy::Additive {
            ""
        } else {
            "Control Tower, "
        },
        quiet = if strategy.keeps_managed_deny() {
            ""
        } else {
            QUIET
        },
        whole = whole(situation.facts),
    )
}

const QUIET: &str = "\
From section 1 until the last check, vend no account and let nobody else start CfCT's pipeline: Control Tower's account events start it as well, with whatever lies in the bucket. A deny never goes away by that, but a check may look at a run that is not yours.

";

/// The variables that the commands share.
fn prologue(situation: Situation<'_>) -> String {
    let (facts, artifacts) = (situation.facts, situation.artifacts);
    // The same release may be rolled out again, after another one.
    let follows = situation.previous().map_or_else(String::new, |previous| {
        format!("-after-{}", short(previous.zip_sha256))
    });
    helper::BASE_HEAD
        .replace("HOME_REGION", &shell_word(&facts.spec.home_region))
        .replace("ZIP_NAME", artifacts.zip)
        .replace("ZIP_SHA256", artifacts.zip_sha256)
        .replace("SHORT_HASH", &artifacts.short())
        .replace("-after-FOLLOWS", &follows)
}

/// What happens in which order, and why no moment of it opens anything.
fn order(situation: Situation<'_>) -> String {
    let strategy = situation.strategy();
    let first = match situation.previous() {
        Some(previous) if previous.managed_deny_first => {
            "The release before left the landing-zone Region deny off: **it must be on again before anything else** (section 1). From then on "
        }
        _ => "",
    };
    let open_already = situation
        .facts
        .spec
        .inference_only
        .iter()
        .any(|code| situation.facts.baseline.regions.contains(code));
    let text = match strategy {
        Strategy::Additive if situation.denies_less() => {
            "Control Tower's Region deny stays on all the time, so no step opens anything that it denies. **This release denies less than the one before:** REPORT.md lists what, and it is let through as each policy is updated."
        }
        Strategy::Additive => {
            "Control Tower's Region deny stays on all the time, so no step opens anything."
        }
        Strategy::Extend if open_already => {
            "The order: ours live → verify → Control Tower governs the inference-only Regions → verify. Control Tower's Region deny stays on all the time. Those of the Regions that it lets in already are open to every service until section 4 holds; \
             the others are closed in the OUs below before it lets them in."
        }
        Strategy::Extend => {
            "The order: ours live → verify → Control Tower governs the inference-only Regions → verify. Control Tower's Region deny stays on all the time; ours are there before it lets the further Regions in, \
             so these are never open to other services in the OUs below."
        }
        Strategy::Replace => {
            "The order: ours live → verify → the landing-zone Region deny off, in the console, for the whole landing zone → wait → verify that it is gone everywhere. \
             Two denies at once are safe, a gap is not: **never switch the managed one off before section 4 holds in every line.**"
        }
        Strategy::OuControl => {
            "The order: ours live → verify → the OU control on every covered OU → verify → the landing-zone Region deny off, in the console, for the whole landing zone → wait → verify that it is gone everywhere. \
             The OU control exempts inference, and ours hold it; so **ours come first, and the landing-zone Region deny goes last.**"
        }
    };
    format!("Strategy: {}. {first}{text}", code(strategy.as_str()))
}

/// The zip is the whole configuration, with or without the customer's own.
fn whole(facts: Facts<'_>) -> String {
    match facts.base {
        Some(base) => format!(
            "**The zip is {} with ours in one marked block**, and the whole CfCT configuration: it was right when it was merged, and takes back whatever was changed since. Section 1 compares.",
            code(base.name)
        ),
        None => "**The zip is the whole CfCT configuration, and holds nothing but ours: it takes the place of whatever is there.** If CfCT ships anything else for you, build with `--into` your package instead.".to_owned(),
    }
}

/// What can be tried on few before it holds for all.
fn rehearsal(strategy: Strategy) -> &'static str {
    if strategy == Strategy::OuControl {
        "Switching the landing-zone Region deny off has no staging: it ends everywhere at once. What can be tried before is our half. Make a staging OU **that is not registered with Control Tower**, so that the managed Region deny \
         does not reach it, with a throw-away account in it; build the same mode for it alone (`covered_ous` and one target), go through sections 1 to 4 of that release's runbook **and no further**, and make one call of each kind there. Its section 1 calls every registered OU `NOT COVERED`, and is right: that release must never see section 5. Control Tower enables its controls on registered OUs only, \
         so what the OU control denies of other services can't be tried there; it is seen in section 6. Keep the staging OU in `covered_ous` of the release for all, built with `--previous`, since CfCT never takes a policy away; register it before section 5."
    } else if strategy.keeps_managed_deny() {
        "Before an important OU, build and roll out a spec with the same mode on a staging OU that holds a throw-away account, and run its `smoke-test.sh` there. That zip is the whole configuration as well; keep the staging OU in the spec for all, built with `--previous`, since CfCT never takes a policy away."
    } else {
        "Switching the landing-zone Region deny off has no staging: it ends everywhere at once. What can be tried before is the result. Make a staging OU **that is not registered with Control Tower**, so that the managed Region deny \
         does not reach it, with a throw-away account in it; build the same mode for it alone (`covered_ous` and one target), go through sections 1 to 4 of that release's runbook **and no further**, and run its `smoke-test.sh` there, which calls from Regions that must stay closed as well. \
         Its section 1 calls every registered OU `NOT COVERED`, and is right: that release must never see section 5. \
         What holds in the staging OU is what will hold in the others once the managed deny is off. Keep it in `covered_ous` of the release for all, built with `--previous`, since CfCT never takes a policy away."
    }
}

/// What a new OU gets, and what tells of it.
fn afterwards(situation: Situation<'_>) -> String {
    let new = new_ou(situation);
    if new.is_empty() {
        ALARM.to_owned()
    } else {
        format!("{new}\n\n{ALARM}")
    }
}

const ALARM: &str = "Optional, and deployed by hand: `evidence/alarm/README.md` has rules that tell a topic when a call leaves the allowed Regions, Control Tower finds drift, or an OU is made or registered that no policy of the release is known to hold.";

fn new_ou(situation: Situation<'_>) -> String {
    let spec = situation.facts.spec;
    let has_root = spec.targets.iter().any(|target| target.ou.is_root());
    let text = match spec.strategy {
        Strategy::Additive => return String::new(),
        Strategy::Extend if has_root => return String::new(),
        Strategy::Extend => {
            "An OU that no target names has the inference-only Regions open for every service, as every governed Region is. Add new OUs to the spec, and roll out again."
        }
        Strategy::Replace if has_root => {
            "The policy on `Root` holds OUs that are made later. To give one a mode of its own, add it to `covered_ous` and `targets`, and roll out again; it can only be as tight as the root, or tighter."
        }
        Strategy::Replace => {
            "**A new OU directly below the root gets nothing by itself**: Control Tower does not put its Region deny there any more, and CfCT attaches ours to the OUs that the manifest names. Add it to `covered_ous`, build, and roll out \
             *before* accounts move in; or set `floor`, whose policy on the root holds every OU. An OU below a covered one inherits. The check of the covered OUs (COVERAGE), run from time to time, finds those that were forgotten."
        }
        Strategy::OuControl => {
            "**A new OU directly below the root gets nothing by itself**: neither the OU control nor our policy. Add it to `covered_ous`, build, and go through this runbook *before* accounts move in. An OU below a covered one inherits both. The check of the covered OUs (COVERAGE), run from time to time, finds those that were forgotten."
        }
    };
    text.replace("COVERAGE", &Key::Coverage.to_string())
}
