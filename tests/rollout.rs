//! The runbooks of the strategies that change Control Tower: their commands, run as they are printed, tell a gap from an overlap at every step, and the way back
//! stops before it opens anything.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::emulation::{Emulation, Rollout, console, stand_in};
use common::python::{Python, python};
use common::run::succeed;
use common::steps::steps;

const REGIONS: &str = "us-east-1,us-west-2";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rollout-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Builds into `DIR/NAME` with flags, for the Regions above.
fn build(folder: &Path, name: &str, strategy: &str, ous: &[&str], more: &[&str]) -> PathBuf {
    let mut arguments = vec![
        "build",
        "--quiet",
        "--home-region",
        "us-east-1",
        "--baseline",
        "builtin:current",
    ];
    arguments.extend([
        "--governed-region",
        "us-east-1",
        "--governed-region",
        "us-west-2",
        "--strategy",
        strategy,
        "--out",
        name,
    ]);
    for ou in ous {
        arguments.extend(["--ou", ou]);
    }
    arguments.extend(more);
    succeed(folder, &arguments);
    folder.join(name)
}

/// An organization of three OUs, two of them with a nested one, whose Region deny Control Tower keeps on the top ones.
fn organization(python: &Python) -> Emulation {
    let emulation = Emulation::with_control_tower(python);
    stand_in(
        python,
        &emulation,
        "setup",
        &["Workloads:Prod", "END", "Sandbox", "Staging"],
    );
    console(
        python,
        &emulation,
        "on",
        &[REGIONS, "Workloads", "END", "Sandbox"],
    );
    emulation.shell(python, Path::new("."), "aws s3 mb s3://custom-control-tower-configuration-123456789012-us-east-1 --region us-east-1");
    emulation
}

/// Sections 2 to 4: ours go live and are looked at.
fn roll_out(rollout: &Rollout<'_>) -> String {
    rollout.shell(&rollout.blocks("2. Upload")[0]);
    rollout.pipeline();
    rollout.shell(&rollout.blocks("4. Verify")[0])
}

/// The block of a section that holds some words.
fn block(rollout: &Rollout<'_>, section: &str, words: &str) -> String {
    rollout.block(section, words)
}

/// What section 1 says of the OUs that the managed Region deny hangs on.
const COVERAGE: &str = "coverage";

#[test]
fn replace_goes_forward_and_back_without_a_gap() {
    let Some(python) = python("the runbook of `replace`") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("replace");
    let global = ["--mode", "enable-global"];
    // One registered OU is forgotten: section 1 names it.
    let few = Rollout::new(
        python,
        &emulation,
        build(&folder, "few", "replace", &["Workloads", "END"], &global),
    );
    let said = few.shell(&block(&few, "1. Before", COVERAGE));
    let lines: BTreeSet<&str> = said.lines().collect();
    let expected = [
        "covered Workloads",
        "covered END",
        "NOT COVERED Sandbox",
        "not reached Staging",
    ];
    assert_eq!(lines, BTreeSet::from(expected));
    // A policy that can't be read is not taken for one that holds nothing; and an OU that is not there holds nothing.
    let denied = few.shell(&format!(
        "aws() {{ [ \"$2\" = describe-policy ] && return 1; command aws \"$@\"; }}\n{}",
        block(&few, "1. Before", COVERAGE)
    ));
    assert!(denied.contains("UNREADABLE"), "{denied}");
    let lost = few.shell(&format!(
        "aws() {{ [ \"$2\" = list-parents ] && return 1; command aws \"$@\"; }}\n{}",
        block(&few, "1. Before", COVERAGE)
    ));
    assert!(lost.contains("UNREADABLE"), "{lost}");
    let misspelt = few.shell(&format!(
        "covered() {{ echo Wrokloads; }}\n{}",
        block(&few, "1. Before", COVERAGE)
    ));
    assert_eq!(misspelt.matches("NOT COVERED ").count(), 3, "{misspelt}");

    let all = Rollout::new(
        python,
        &emulation,
        build(
            &folder,
            "all",
            "replace",
            &["Workloads", "Workloads:Prod", "END", "Sandbox"],
            &global,
        ),
    );
    let said = all.shell(&block(&all, "1. Before", COVERAGE));
    assert_eq!(said.matches("covered ").count(), 3, "{said}");
    assert!(!said.contains("NOT"), "{said}");
    // Nothing is live yet, and nothing is said to be.
    let early = all.shell(&all.blocks("4. Verify")[0]);
    assert_eq!(early.matches("DIFFERS NOT THERE").count(), 4, "{early}");
    all.shell(&block(&all, "1. Before", "keep_backup"));
    let verified = roll_out(&all);
    assert_eq!(verified.matches("same attached ").count(), 4, "{verified}");
    // An OU that is not there, with a policy that hangs nowhere, is not attached.
    let gone =
        "ou_id() { :; }\naws() { [ \"$2\" = list-targets-for-policy ] || command aws \"$@\"; }\n";
    let said = all.shell(&format!("{gone}{}", all.blocks("4. Verify")[0]));
    assert_eq!(
        said.matches("same NOT THERE, on: nothing").count(),
        4,
        "{said}"
    );

    // The managed deny is still there, then it is not; ours stay.
    let gone = block(&all, "6. Wait", "still_there");
    assert_eq!(all.shell(&gone).matches("still there").count(), 3);
    assert_eq!(
        all.shell(&block(&all, "6. Wait", "get-landing-zone"))
            .trim(),
        "ACTIVE\tIN_SYNC"
    );
    console(python, &emulation, "off", &[]);
    assert_eq!(all.shell(&gone).trim(), "looked");
    let verified = all.shell(&all.blocks("4. Verify")[0]);
    assert_eq!(verified.matches("same attached ").count(), 4, "{verified}");

    // The way back stops as long as Control Tower's Region deny is off.
    let back = all.blocks("The way back");
    assert_eq!(back.len(), 5, "{back:#?}");
    assert_eq!(all.shell(&back[0]).matches("not held: ").count(), 3);
    // What somebody has looked at may stand, and nothing besides.
    let known = |ous: &str| format!("KNOWN=$(printf 'not held: %s\\n' {ous})\n{}", back[0]);
    assert_eq!(all.shell(&known("Workloads END Sandbox")).trim(), "looked");
    assert_eq!(
        all.shell(&known("Workloads END")).trim(),
        "not held: Sandbox\nlooked"
    );
    for commands in [&back[1], &format!("{}\n{}", back[2], back[3])] {
        let stopped = all.shell(commands);
        assert!(
            stopped.contains("STOP: what stands above") && !stopped.contains("delete"),
            "{stopped}"
        );
    }
    assert_eq!(all.shell("aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"length(Policies[?starts_with(Name, 'cris-')])\"").trim(), "4");
    console(
        python,
        &emulation,
        "on",
        &[REGIONS, "Workloads", "END", "Sandbox"],
    );
    assert_eq!(all.shell(&back[0]).trim(), "looked");
    // Without the function that looks, nothing goes either.
    let other = all.shell(&format!("unset -f unsafe\n{} 2>&1", back[1].trim_end()));
    assert!(other.contains("STOP"), "{other}");
    all.shell(&back[1]);
    let taken = all.shell(&format!("{}\n{}", back[2], back[3]));
    assert_eq!(taken.matches("deleted ").count(), 4, "{taken}");
    let left = all.shell(&back[4]);
    assert_eq!(left.matches(": p-").count(), 0, "{left}");
}

#[test]
fn ou_control_goes_forward_and_back_without_a_gap() {
    let Some(python) = python("the runbook of `ou-control`") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("ou-control");
    let exempt = [
        "--mode",
        "enable-global",
        "--exempt-principal",
        "arn:aws:iam::*:role/break-glass",
        "--exempt-action",
        "pricingplanmanager:*",
    ];
    let release = build(
        &folder,
        "release",
        "ou-control",
        &["Workloads", "END", "Sandbox"],
        &exempt,
    );
    let rollout = Rollout::new(python, &emulation, release);
    assert_eq!(
        rollout
            .shell(&block(&rollout, "1. Before", COVERAGE))
            .matches("NOT")
            .count(),
        0
    );
    rollout.shell(&block(&rollout, "1. Before", "keep_backup"));
    let verified = roll_out(&rollout);
    assert_eq!(verified.matches("same attached ").count(), 3, "{verified}");

    let verify = &rollout.blocks("6. Verify the OU control")[0];
    let before = rollout.shell(verify);
    assert_eq!(
        before.matches("NOT HELD NOT ENABLED ").count(),
        3,
        "{before}"
    );
    let enabled = rollout.shell(&rollout.blocks("5. Put the OU control")[0]);
    assert_eq!(enabled.matches("SUCCEEDED ").count(), 3, "{enabled}");
    let after = rollout.shell(verify);
    assert_eq!(after.matches("held SUCCEEDED same ").count(), 3, "{after}");
    // Without a snapshot the same step once more starts nothing, since nothing would change; the runbook says so, and by what one sees that all is well.
    let enable = &steps(&rollout.runbook)
        .into_iter()
        .find(|step| step.commands == "enable_controls\n")
        .unwrap();
    assert!(
        enable.if_not.starts_with("`NOT STARTED`: ")
            && enable
                .if_not
                .contains("where step 6.1 says `held SUCCEEDED same`"),
        "{}",
        enable.if_not
    );
    let twice = rollout.shell(&enable.commands);
    assert_eq!(twice.matches("NOT STARTED ").count(), 3, "{twice}");
    let after = rollout.shell(&block(&rollout, "6. Verify", "verify_controls"));
    assert_eq!(after.matches("held SUCCEEDED same ").count(), 3, "{after}");
    let absent = rollout.shell(&format!("ou_id() {{ :; }}\nmanaged() {{ :; }}\n{verify}"));
    assert_eq!(absent.matches("NOT HELD ").count(), 3, "{absent}");

    // A parameter that can't be read is not the same.
    let unread = rollout.shell(&format!(
        "aws() {{ [ \"$2\" = get-enabled-control ] && return 1; command aws \"$@\"; }}\n{verify}"
    ));
    assert_eq!(
        unread.matches("DIFFERENT-ExemptedPrincipalArns").count(),
        3,
        "{unread}"
    );

    // The next release exempts less: the control that is on is seen to differ, and is changed, not enabled again.
    let less = [
        "--mode",
        "enable-global",
        "--exempt-action",
        "pricingplanmanager:*",
        "--previous",
        "release",
    ];
    let release = build(
        &folder,
        "next",
        "ou-control",
        &["Workloads", "END", "Sandbox"],
        &less,
    );
    let next = Rollout::new(python, &emulation, release);
    let verify_next = &next.blocks("6. Verify the OU control")[0];
    let differs = next.shell(verify_next);
    assert_eq!(
        differs
            .matches("held SUCCEEDED DIFFERENT-ExemptedPrincipalArns ")
            .count(),
        3,
        "{differs}"
    );
    let updated = next.shell(&next.blocks("5. Put the OU control")[0]);
    assert_eq!(updated.matches("SUCCEEDED ").count(), 3, "{updated}");
    assert_eq!(
        next.shell(verify_next)
            .matches("held SUCCEEDED same ")
            .count(),
        3
    );
    assert_eq!(
        rollout
            .shell(verify)
            .matches("DIFFERENT-ExemptedPrincipalArns")
            .count(),
        3
    );
    // Back again, by what the release before left in `rollback/`.
    let back = "enable_controls rollback/control-tower";
    assert_eq!(block(&next, "The way back", "enable_controls").trim(), back);
    assert_eq!(next.shell(back).matches("SUCCEEDED ").count(), 3);
    assert_eq!(
        rollout
            .shell(verify)
            .matches("held SUCCEEDED same ")
            .count(),
        3
    );

    let gone = block(&rollout, "8. Wait", "still_there");
    assert_eq!(rollout.shell(&gone).matches("still there").count(), 3);
    console(python, &emulation, "off", &[]);
    assert_eq!(rollout.shell(&gone).trim(), "looked");

    // The way back: the OU control does not count as Control Tower's Region deny, and is not taken away before that is on.
    let back = rollout.blocks("The way back");
    assert_eq!(back.len(), 6, "{back:#?}");
    assert_eq!(rollout.shell(&back[0]).matches("not held: ").count(), 3);
    let stopped = rollout.shell(&back[1]);
    assert!(
        stopped.contains("STOP") && !stopped.contains("SUCCEEDED"),
        "{stopped}"
    );
    assert_eq!(rollout.shell(verify).matches("held SUCCEEDED ").count(), 3);
    console(
        python,
        &emulation,
        "on",
        &[REGIONS, "Workloads", "END", "Sandbox"],
    );
    assert_eq!(rollout.shell(&back[0]).trim(), "looked");
    assert_eq!(rollout.shell(&back[1]).matches("SUCCEEDED ").count(), 3);
    assert_eq!(
        rollout
            .shell(verify)
            .matches("NOT HELD NOT ENABLED ")
            .count(),
        3
    );
    let taken = rollout.shell(&format!("{}\n{}\n{}", back[2], back[3], back[4]));
    assert_eq!(taken.matches("deleted ").count(), 3, "{taken}");
}

#[test]
fn where_the_ou_control_is_on_already_it_is_updated_or_left_alone() {
    let Some(python) = python("the runbook of `ou-control` with a snapshot") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("ou-control-on");
    let ous = ["Workloads", "END", "Sandbox"];
    let mode = ["--mode", "enable-global"];
    let plain = build(&folder, "plain", "ou-control", &ous, &mode);
    let plain = Rollout::new(python, &emulation, plain);
    // On one OU somebody enabled the control with parameters of their own, on another with ours.
    let theirs = r#"[{"key":"AllowedRegions","value":["us-west-2","eu-west-1"]},{"key":"ExemptedActions","value":["quicksight:*"]}]"#;
    plain.shell(&format!(
        "aws controltower enable-control --control-identifier $CONTROL --target-identifier \"$(ou_arn Workloads)\" --parameters '{theirs}'\n\
         aws controltower enable-control --target-identifier \"$(ou_arn END)\" --cli-input-json file://control-tower/enable-control.json"
    ));
    let mut snapshot = Command::new(env!("CARGO_BIN_EXE_crispack"));
    snapshot.args(["snapshot", "--home-region", "us-east-1", "--quiet"]);
    emulation.surround(python, &folder, &mut snapshot);
    assert!(snapshot.status().unwrap().success());

    let known = ["--mode", "enable-global", "--snapshot", "org-snapshot.json"];
    let release = build(&folder, "release", "ou-control", &ous, &known);
    let rollout = Rollout::new(python, &emulation, release);
    for line in [
        "| on, with other parameters | update: `AllowedRegions` gains `us-east-1`, loses `eu-west-1`; `ExemptedActions` gains `bedrock:InvokeModel`, `bedrock:InvokeModelWithResponseStream`, loses `quicksight:*` |",
        "| on, with these parameters | nothing |",
        "| off | enable |",
    ] {
        assert_eq!(rollout.runbook.matches(line).count(), 1, "{line}");
    }
    // The ARNs of the snapshot are those that Organizations has.
    let asked = "for ou in Workloads END Sandbox; do ou_arn $ou; done";
    assert_eq!(rollout.shell(asked), plain.shell(asked));
    assert_eq!(
        rollout.shell(&format!(
            "aws() {{ echo ASKED; }}\n{asked} | grep -c ASKED || :"
        )),
        "0\n"
    );
    rollout.shell(&block(&rollout, "1. Before", "keep_backup"));
    roll_out(&rollout);
    let enable = &rollout.blocks("5. Put the OU control")[0];
    assert_eq!(enable.trim(), "enable_controls");
    // One that has drifted takes no update, and none is tried.
    let drifted = "aws() { [ \"$2\" = get-enabled-control ] || { command aws \"$@\"; return; }; printf 'SUCCEEDED\\tDRIFTED\\n'; }\ncovered() { echo Workloads; }\n";
    let said = rollout.shell(&format!("{drifted}{enable}"));
    assert_eq!(said.trim(), "DRIFTED Workloads");
    let said = rollout.shell(enable);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "nothing to do END",
            "SUCCEEDED Sandbox",
            "SUCCEEDED Workloads"
        ]
    );
    let verified = rollout.shell(&rollout.blocks("6. Verify the OU control")[0]);
    assert_eq!(
        verified.matches("held SUCCEEDED same ").count(),
        3,
        "{verified}"
    );
    // Once more changes nothing; and with a file that is named, its parameters are sent whatever is on.
    assert_eq!(rollout.shell(enable).matches("nothing to do ").count(), 3);
    let sent = rollout.shell("enable_controls control-tower");
    assert_eq!(sent.matches("NOT STARTED ").count(), 3, "{sent}");
}

#[test]
fn extend_closes_a_region_before_control_tower_opens_it() {
    let Some(python) = python("the runbook of `extend`") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("extend");
    let more = [
        "--mode",
        "geographic",
        "--geo",
        "us",
        "--profiles",
        "anthropic.*",
        "--inference-only-region",
        "us-east-2",
    ];
    let rollout = Rollout::new(
        python,
        &emulation,
        build(&folder, "release", "extend", &["Workloads", "END"], &more),
    );
    // Where it hangs, so that one sees which OUs will have the Region open for everything.
    let held = rollout.shell(&block(&rollout, "1. Before", "managed GRREGIONDENY"));
    assert!(
        held.contains("Sandbox") && held.lines().count() == 3,
        "{held}"
    );
    rollout.shell(&block(&rollout, "1. Before", "keep_backup"));
    let verified = roll_out(&rollout);
    assert_eq!(verified.matches("same attached ").count(), 2, "{verified}");
    let governed = block(
        &rollout,
        "6. Verify that they are governed",
        "regions_listed",
    );
    assert_eq!(
        rollout.shell(&governed).trim(),
        "NOT LISTED everywhere: us-east-2"
    );
    console(
        python,
        &emulation,
        "govern",
        &["us-east-1,us-east-2,us-west-2"],
    );
    assert_eq!(rollout.shell(&governed).trim(), "listed us-east-2");
    let unreadable = "aws() { [ \"$2\" = describe-policy ] && return 1; command aws \"$@\"; }\n";
    let said = rollout.shell(&format!("{unreadable}{governed}"));
    assert_eq!(said.trim(), "CANNOT BE TOLD us-east-2");
    // The way back stops as long as Control Tower lets the Region in, or can't be asked.
    let back = rollout.blocks("The way back");
    assert_eq!(
        rollout.shell(&back[0]).trim(),
        "still governed: us-east-2\nlooked"
    );
    let rest = format!("{}\n{}\n{}", back[1], back[2], back[3]);
    assert_eq!(rollout.shell(&rest).matches("STOP").count(), 2);
    console(python, &emulation, "govern", &[REGIONS]);
    assert_eq!(rollout.shell(&back[0]).trim(), "looked");
    assert!(
        rollout
            .shell(&format!("{unreadable}{}", back[1]))
            .contains("STOP")
    );
    let taken = rollout.shell(&rest);
    assert_eq!(taken.matches("deleted ").count(), 2, "{taken}");
}

#[test]
fn from_replace_to_additive_nothing_is_uploaded_before_the_managed_deny_is_back() {
    let Some(python) = python("a step from `replace` to `additive`") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("step");
    let ous = ["Workloads", "END"];
    build(
        &folder,
        "first",
        "replace",
        &ous,
        &["--mode", "disable-global"],
    );
    let next = build(
        &folder,
        "next",
        "additive",
        &ous,
        &["--mode", "disable-global", "--previous", "first"],
    );
    let next = Rollout::new(python, &emulation, next);
    console(python, &emulation, "off", &[]);
    let put = &next.blocks("2. Upload")[0];
    let stopped = next.shell(put);
    assert_eq!(stopped.matches("not held: ").count(), 2, "{stopped}");
    assert!(stopped.contains("STOP"), "{stopped}");
    console(python, &emulation, "on", &[REGIONS, "Workloads", "END"]);
    assert!(!next.shell(put).contains("STOP"));

    // With the root as what was covered, every OU below it has to be held, or be known.
    build(
        &folder,
        "root",
        "replace",
        &["Root"],
        &["--mode", "disable-global"],
    );
    let next = build(
        &folder,
        "after-root",
        "additive",
        &["Root"],
        &["--mode", "disable-global", "--previous", "root"],
    );
    let next = Rollout::new(python, &emulation, next);
    let upload = &next.blocks("2. Upload")[0];
    // Control Tower's policy still hangs where it hung.
    let stopped = next.shell(upload);
    assert_eq!(
        stopped.matches("not held: Staging\n").count(),
        1,
        "{stopped}"
    );
    assert_eq!(stopped.matches("not held: ").count(), 1, "{stopped}");
    let known = "KNOWN='not held: Staging'\n";
    assert!(!next.shell(&format!("{known}{upload}")).contains("STOP"));
}

#[test]
fn a_step_back_between_two_releases_of_replace_needs_no_managed_deny() {
    let Some(python) = python("a step back under `replace`") else {
        return;
    };
    let emulation = organization(python);
    let folder = folder("previous");
    let ous = ["Workloads", "END", "Sandbox"];
    let first = Rollout::new(
        python,
        &emulation,
        build(
            &folder,
            "first",
            "replace",
            &ous,
            &["--mode", "disable-global"],
        ),
    );
    roll_out(&first);
    console(python, &emulation, "off", &[]);
    let second = build(
        &folder,
        "second",
        "replace",
        &ous,
        &["--mode", "enable-global", "--previous", "first"],
    );
    let second = Rollout::new(python, &emulation, second);
    second.shell(&block(&second, "1. Before", "keep_backup"));
    // The backup is the release before, as the runbook says it must be.
    let follows = steps(&second.runbook)
        .into_iter()
        .find(|step| step.commands.contains("sha256sum <$BACKUP"))
        .unwrap();
    let hash = second.shell(&follows.commands);
    assert_eq!(follows.expect, format!("`{}`.", hash.trim_end()));
    assert_eq!(roll_out(&second).matches("same attached ").count(), 3);
    let back = second.blocks("The way back");
    assert!(back[0].starts_with("aws s3 cp rollback/"), "{}", back[0]);
    second.shell(&back[0]);
    first.pipeline();
    assert_eq!(
        first
            .shell(&first.blocks("4. Verify")[0])
            .matches("same attached ")
            .count(),
        3
    );
}
