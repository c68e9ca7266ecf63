//! The way back: the steps of the rollout in the opposite order.

use crate::spec::Strategy;

use super::control::{DISABLE_CONTROL, ENABLE_CONTROL, PER_OU, disable};
use super::set_back::{close_regions, managed_on_first};
use super::situation::Situation;
use super::step::{Key, More, Run, Section, Step, Undone};
use super::take_away::take_away;
use super::who::Who;

pub(super) fn way_back(situation: Situation<'_>) -> Vec<Section> {
    let strategy = situation.strategy();
    if strategy != Strategy::Additive && situation.follows(strategy) {
        return step_back(situation);
    }
    let mut steps = match strategy {
        Strategy::Additive => Vec::new(),
        Strategy::Extend => vec![close_regions(situation)],
        Strategy::Replace | Strategy::OuControl => vec![managed_on_first(situation)],
    };
    if strategy == Strategy::OuControl && !situation.facts.baseline.is_ou_control() {
        let commands = situation.gated(&[], DISABLE_CONTROL);
        steps.push(disable(
            "The OU control goes only when the landing-zone Region deny is back.",
            commands,
            STOPS,
        ));
    }
    steps.push(restore(situation));
    steps.push(run_again());
    steps.extend(take_away(situation));
    let order = if strategy == Strategy::Additive {
        String::new()
    } else {
        "In the opposite order: **Control Tower first, then ours.** The commands that take something of ours away look first whether Control Tower is set back, and stop if not.\n".to_owned()
    };
    let back_to_control = strategy == Strategy::Replace && situation.follows(Strategy::OuControl);
    if !back_to_control {
        return vec![section("The way back", order, steps)];
    }
    vec![
        to_the_ou_control(),
        section(
            "Further back, and out of both",
            format!("To leave `ou-control` as well, instead of the section before. {order}"),
            steps,
        ),
    ]
}

fn section(title: &'static str, intro: String, steps: Vec<Step>) -> Section {
    Section {
        title,
        key: title.starts_with("The").then_some(Key::WayBack),
        intro,
        steps,
    }
}

/// What a command says that looked first.
pub(super) const STOPS: &str = " `STOP` below other lines: they say what is not well yet, and nothing was done; go back to the step before.";

fn restore(situation: Situation<'_>) -> Step {
    let release = situation.artifacts.short();
    Step {
        title: "Put the earlier configuration back".to_owned(),
        who: Who::Uploader,
        run: Run::function(
            "restore",
            situation.gated(&situation.opened(), &restore_commands(situation)),
        ),
        expect: "`upload:` with the backup, or `delete:` where there was no configuration; and no `STOP`.".to_owned(),
        if_not: format!(
            "`STOP` alone names what is wrong with the backup; `aws s3api list-object-versions --bucket $BUCKET --prefix $KEY` shows the versions that were there.{}",
            if situation.guarded().is_empty() && situation.opened().is_empty() {
                ""
            } else {
                STOPS
            }
        ),
        undone: Undone::by(format!("{} again", Key::Upload)),
        more: More {
            why: format!(
                "From the backup that {} kept for release `{release}`. What it holds under the same names gets its earlier content with the next run of the pipeline.",
                Key::Backup
            ),
            ..More::default()
        },
    }
}

/// The run of the pipeline with what was put back.
fn run_again() -> Step {
    Step {
        title: "The pipeline has run with the earlier configuration".to_owned(),
        who: Who::Reader,
        run: Run::by_hand(format!(
            "{} again, with the version that `aws s3api head-object --bucket $BUCKET --key $KEY --query VersionId --output text` prints now.",
            Key::Pipeline
        )),
        expect: "`Succeeded` with that version. A deletion starts no run: go on.".to_owned(),
        if_not: "as there. After a deletion a later run, such as a newly vended account starts, fails at its first stage until there is a configuration again.".to_owned(),
        undone: Undone::Looks,
        more: More::default(),
    }
}

/// From the backup; without one, from what the release before held.
fn restore_commands(situation: Situation<'_>) -> String {
    let last_resort = match situation.previous() {
        Some(_) => "elif [ -e rollback/$KEY ]; then\n  aws s3 cp rollback/$KEY s3://$BUCKET/$KEY\n",
        None => "",
    };
    RESTORE_COMMANDS.replace("else\n", &format!("{last_resort}else\n"))
}

/// The configuration of the release before, for which Control Tower is as it must be.
fn put_back(run: Run, stop: &str) -> Step {
    Step {
        title: "Put the content of the release before back".to_owned(),
        who: Who::Uploader,
        run,
        expect: "`upload:` with the zip of `rollback/`, and no `STOP`.".to_owned(),
        if_not: format!(
            "nothing has changed as long as this does not say `upload:`; the error says why.{stop}"
        ),
        undone: Undone::by(format!("{} again", Key::Upload)),
        more: More {
            why:
                "Detach nothing yet: a policy that this release added may be all that holds its OU."
                    .to_owned(),
            ..More::default()
        },
    }
}

fn put_lines() -> Run {
    Run::lines(PUT)
}

const PUT: &str = "aws s3 cp rollback/$KEY s3://$BUCKET/$KEY\n";

/// From `replace` back to `ou-control`, for which the landing-zone Region deny need not be on.
fn to_the_ou_control() -> Section {
    let enable = control_of_the_release_before(Run::function(
        "enable_controls_of_the_release_before",
        ENABLE_CONTROL.replace("${1:-control-tower}", "rollback/control-tower"),
    ));
    section(
        "The way back",
        "To the release before, which was made under `ou-control`: first the OU control, then its configuration; and stop there.\n".to_owned(),
        vec![enable, put_back(put_lines(), ""), run_again()],
    )
}

fn control_of_the_release_before(run: Run) -> Step {
    Step {
        title: "Set the OU control back to what it was".to_owned(),
        who: Who::ControlAdministrator,
        run,
        expect: "`SUCCEEDED` in every line.".to_owned(),
        if_not: "go no further. `NOT STARTED`: the error above the line says why; where the control is on with these parameters already, Control Tower refuses the update, and nothing is to do for that OU. `DRIFTED`: re-register that OU in the console, and run this again. `FAILED`: the console says why.".to_owned(),
        undone: Undone::by("enable this release's again, or take it off"),
        more: More {
            takes: PER_OU.to_owned(),
            ..More::default()
        },
    }
}

/// The way back to a release of the same strategy, for which Control Tower's Region deny stays as it is.
fn step_back(situation: Situation<'_>) -> Vec<Section> {
    let strategy = situation.strategy();
    let opened = situation.opened();
    let mut steps = Vec::new();
    let stays = match strategy {
        Strategy::Extend if opened.is_empty() => "the governed Regions stay as they are",
        Strategy::Extend => "the other governed Regions stay as they are",
        _ => "Control Tower's Region deny stays as it is",
    };
    if opened.is_empty() {
        steps.push(put_back(put_lines(), ""));
    } else {
        steps.push(close_regions(situation));
        let put = situation.gated(&opened, PUT);
        steps.push(put_back(Run::function("put_back", put), STOPS));
    }
    steps.push(run_again());
    if strategy == Strategy::OuControl {
        steps.push(control_of_the_release_before(Run::lines(
            "enable_controls rollback/control-tower\n",
        )));
    }
    let name = strategy.as_str();
    vec![
        section(
            "The way back",
            format!(
                "To the release before, which was made under `{name}` as well: {stays}. Stop at the end of this section.\n"
            ),
            steps,
        ),
        section(
            "Further back",
            format!(
                "To leave `{name}` altogether: go through the section before, then through *The way back* in the runbook of the release before; after it, this takes away what this release added.\n"
            ),
            take_away(situation),
        ),
    ]
}

const RESTORE_COMMANDS: &str = r#"if [ -e "$BACKUP" ]; then
  unzip -tq "$BACKUP" && aws s3 cp "$BACKUP" s3://$BUCKET/$KEY || echo "STOP: the backup cannot be put back"
elif [ -e "$BACKUP.none" ]; then
  aws s3 rm s3://$BUCKET/$KEY
else
  echo "STOP: there is no backup here; aws s3api list-object-versions shows what was there before"
fi
"#;
