//! Section 1: what must be so before anything is uploaded.

use crate::render::identity::stack_set_commands;
use crate::render::markdown::{code, codes};

use super::backup::backup;
use super::coverage::coverage;
use super::set_back::{LOOKED, THEN_LOOK, region_deny_on, regions_out};
use super::situation::Situation;
use super::step::{Commands, Key, More, Run, Section, Step, Undone};
use super::who::Who;

pub(super) fn before(situation: Situation<'_>) -> Section {
    let facts = situation.facts;
    let mut steps = vec![unchanged(), read_script()];
    steps.extend(managed_first(situation));
    steps.push(region_deny_of_today(situation));
    steps.push(ous(facts.composition.all().count()));
    steps.extend(coverage(situation));
    steps.push(bucket());
    steps.push(source(situation));
    let previous = situation.previous();
    steps.extend(backup(
        facts.base.copied(),
        previous.map(|own| own.zip_sha256),
    ));
    steps.extend(free_identity_names(situation));
    steps.push(free_names(situation));
    steps.push(free_slots(situation));
    section(steps)
}

pub(super) fn section(steps: Vec<Step>) -> Section {
    Section {
        title: "Before",
        key: None,
        intro: "This section changes nothing, and may be repeated.\n".to_owned(),
        steps,
    }
}

pub(super) fn unchanged() -> Step {
    Step {
        title: "The files are those that were built".to_owned(),
        who: Who::Anyone,
        run: Run::lines("sha256sum --check --quiet SHA256SUMS && echo unchanged\n"),
        expect: "`unchanged`.".to_owned(),
        if_not: "stop: the file that is named was changed after the build. Build again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

pub(super) fn read_script() -> Step {
    Step {
        title: "Read the script into this shell".to_owned(),
        who: Who::Anyone,
        run: Run::lines(". ./runbook.sh\necho $ACCOUNT\n"),
        expect: "the number of the management account, and nothing else.".to_owned(),
        if_not: "stop: the credentials are missing, have expired, or are of another account. Get the right ones, and run this again.".to_owned(),
        undone: Undone::Looks,
        more: More {
            key: Some(Key::Script),
            why: "It defines what the commands below call, and changes nothing. Read it yourself first.".to_owned(),
            ..More::default()
        },
    }
}

/// After a strategy that left the managed Region deny off, or Regions governed, Control Tower has to be set back before policies that count on it come.
fn managed_first(situation: Situation<'_>) -> Option<Step> {
    let previous = situation.previous()?;
    let mut why = Vec::new();
    let mut done = Vec::new();
    if previous.managed_deny_first {
        why.push(format!(
            "**The release before was made under `{}`: the landing-zone Region deny is off, and the policies of this release do not take its place.** Switch it on again first.",
            previous.strategy
        ));
        done.push(region_deny_on(situation, previous.strategy));
    }
    let left_open = situation.left_open();
    if !left_open.is_empty() {
        why.push(format!(
            "**The release before closed {} for everything but inference, and this one does not.** Take them out of what Control Tower governs first.",
            codes(left_open.iter().copied())
        ));
        done.push(regions_out(situation, &left_open));
    }
    let who = done.first()?.0;
    let done: Vec<String> = done.into_iter().map(|(_, how)| how).collect();
    let command = [&["unsafe"], left_open.as_slice()].concat().join(" ");
    Some(Step {
        title: "Set Control Tower back first".to_owned(),
        who,
        run: Commands::Lines(format!("{command}\n"))
            .after(format!("{}; {THEN_LOOK}", done.join("; "))),
        expect: LOOKED.to_owned(),
        if_not: format!(
            "wait, and look again; {} uploads nothing as long as a line is left. What may stand all the same, such as a staging OU that was never registered, goes into `KNOWN` as it is printed: `KNOWN='not held: Staging'`.",
            Key::Upload
        ),
        undone: Undone::by("in the same place"),
        more: More {
            why: why.join("\n\n"),
            ..More::default()
        },
    })
}

fn region_deny_of_today(situation: Situation<'_>) -> Step {
    let baseline = situation.facts.baseline;
    let file = code(baseline.file_name());
    let (by_hand, expect) = if baseline.is_builtin() {
        (
            format!(
                "this release was made from {file}, a published text. Export the Region deny that is in force, build from it into another folder, and take that release."
            ),
            "a release whose runbook names a file of yours here.",
        )
    } else {
        (
            format!(
                "this release was made from {file}. If it was not exported today, export it again, and build again into another folder."
            ),
            "the lines of `SHA256SUMS` for `package/` and `REPORT.md` are the same in both.",
        )
    };
    Step {
        title: "The Region deny is the one in force".to_owned(),
        who: Who::Builder,
        run: Run::by_hand(by_hand),
        expect: expect.to_owned(),
        if_not: "stop: this release rests on another Region deny. Take the new one, with its report and runbook.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// So many policies have to find their OU.
pub(super) fn ous(count: usize) -> Step {
    Step {
        title: "Every OU is there".to_owned(),
        who: Who::Reader,
        run: Run::lines(
            "targets | while IFS=$'\\t' read -r name path; do id=$(ou_id \"$path\"); echo \"${id:-MISSING} $path\"; done\n",
        ),
        expect: format!("{count} lines, each with the id of an OU or of the root, and no `MISSING`."),
        if_not: "stop: CfCT says nothing of an OU that it cannot find. Correct its path in the spec, and build again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

fn bucket() -> Step {
    Step {
        title: "CfCT's bucket is there".to_owned(),
        who: Who::Uploader,
        run: Run::lines("aws s3api head-bucket --bucket $BUCKET >/dev/null && echo there\n"),
        expect: "`there`.".to_owned(),
        if_not: "stop. `403`: a right is missing. `404`: CfCT is not in this account and Region."
            .to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

fn source(situation: Situation<'_>) -> Step {
    let identities = &situation.facts.composition.identities;
    let templates = if identities.iter().any(|own| own.stack_set) {
        " and `package/templates/`"
    } else {
        ""
    };
    Step {
        title: "CfCT reads its configuration from the bucket".to_owned(),
        who: Who::Reader,
        run: Run::lines(
            "aws codepipeline get-pipeline --name Custom-Control-Tower-CodePipeline --query 'pipeline.stages[0].actions[0].actionTypeId.provider' --output text\n",
        ),
        expect: "`S3`.".to_owned(),
        if_not: format!(
            "**stop: this runbook is for S3.** Merge the resources of `package/manifest.yaml` and the files of `package/policies/`{templates} into the repository, by the review that it has."
        ),
        undone: Undone::Looks,
        more: More::default(),
    }
}

fn free_identity_names(situation: Situation<'_>) -> Option<Step> {
    let (names, _) = stack_set_commands(situation.facts)?;
    Some(Step {
        title: "The names of identity policies are free".to_owned(),
        who: Who::AccountReader,
        run: Run::lines(names),
        expect: "nothing; or names that an earlier release's stack sets made.".to_owned(),
        if_not: "stop: CloudFormation makes no policy whose name is taken, and the stage of stack sets fails, after all service control policies are live. `iam/README.md` lists the names; rename or delete what is in their way.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    })
}

fn free_names(situation: Situation<'_>) -> Step {
    Step {
        title: "The names of policies are free".to_owned(),
        who: Who::Reader,
        run: Run::lines(format!(
            "aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?starts_with(Name, '{}')].Name\" --output text\n",
            situation.facts.spec.name_prefix()
        )),
        expect: "nothing, or names of an earlier release.".to_owned(),
        if_not: "stop: CfCT finds a policy by its name and overwrites what it finds. Take another `name_prefix` in the spec, and build again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

fn free_slots(situation: Situation<'_>) -> Step {
    let quota = situation.facts.spec.quota;
    let attached = quota.attachments();
    Step {
        title: "Every OU has a slot left".to_owned(),
        who: Who::Reader,
        run: Run::function(
            "free_slots",
            "targets | while IFS=$'\\t' read -r name path; do\n\
             \x20 aws organizations list-policies-for-target --target-id \"$(ou_id \"$path\")\" --filter SERVICE_CONTROL_POLICY --query 'length(Policies)' --output text </dev/null\n\
             done\n",
        ),
        expect: format!(
            "{} at most in each line, or {attached} where the policy hangs there already.",
            attached - 1
        ),
        if_not: format!(
            "stop: an OU takes {attached} policies (quota `{}`), and CfCT's run would fail half-way. Detach one that is not needed, or name another OU.",
            quota.as_str()
        ),
        undone: Undone::Looks,
        more: More::default(),
    }
}
