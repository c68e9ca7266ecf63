//! The runbook's commands do what the runbook says: run as they are printed, by the real `aws`, against an emulation of AWS.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::emulation::{Emulation, Rollout, console, stand_in};
use common::python::python;
use common::steps::steps;

fn build(folder: &Path, routers: &str, ous: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crispack"));
    command
        .args([
            "build",
            "--quiet",
            "--mode",
            "disable-global",
            "--home-region",
            "us-east-1",
        ])
        .args([
            "--baseline",
            "builtin:current",
            "--governed-region",
            "us-east-1",
        ])
        .args(["--prompt-routers", routers, "--out"])
        .arg(folder);
    for ou in ous {
        command.args(["--ou", ou]);
    }
    assert!(command.status().unwrap().success());
}

/// Two releases in one folder's parent, since the runbook keeps the earlier configuration beside the release.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runbook");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_commands_of_the_runbook_roll_out_verify_and_take_back() {
    let Some(python) = python("the commands of the runbook") else {
        return;
    };
    let emulation = Emulation::start(python);
    let folder = folder();
    let awkward = "Workloads:It's \"one\"";
    build(&folder.join("first"), "allow", &["Workloads", awkward]);
    build(
        &folder.join("second"),
        "deny",
        &["Workloads", "Sand box", "Workloads:Prod", "Root"],
    );
    let first = Rollout::new(python, &emulation, folder.join("first"));
    let second = Rollout::new(python, &emulation, folder.join("second"));
    stand_in(
        python,
        &emulation,
        "setup",
        &[awkward, "Sand box", "Sand box:Prod"],
    );
    first.shell("aws s3 mb s3://$BUCKET");

    // The first release: names are free, all OUs are there, no configuration is.
    let before = |words| first.block("1. Before", words);
    assert_eq!(first.blocks("1. Before").len(), 9);
    assert_eq!(first.shell(&before("sha256sum")).trim(), "unchanged");
    assert!(!first.shell(&before("ou_id")).contains("MISSING"));
    // Nothing of Control Tower's hangs anywhere yet: the runbook says to stop. Then it does.
    assert_eq!(first.shell(&before("managed")).trim(), "");
    console(python, &emulation, "on", &["us-east-1", "Workloads"]);
    assert!(first.shell(&before("managed")).contains("Workloads"));
    assert_eq!(first.shell(&before("head-bucket")).trim(), "there");
    assert!(before("codepipeline").contains("codepipeline"));
    assert_eq!(
        first.shell(&before("keep_backup")).trim(),
        "no configuration yet"
    );
    assert_eq!(first.shell(&before("list-policies --filter")).trim(), "");
    assert_eq!(first.shell(&before("free_slots")).trim(), "2\n1");
    let uploaded = first.shell(&first.blocks("2. Upload").concat());
    let mut steps = steps(&first.runbook).into_iter();
    let looked = steps.find(|step| step.number == "2.2").unwrap();
    let hash = looked.expect.split(['`', ' ']).nth(1).unwrap();
    assert!(hash.len() == 64 && uploaded.contains(hash), "{uploaded}");
    assert_eq!(first.pipeline().matches("attached").count(), 2);
    let verified = first.shell(&first.blocks("4. Verify")[0]);
    assert_eq!(verified.matches("same attached ").count(), 2, "{verified}");

    // Section 1 once more, now that the release is there: what was kept stays, and without it nothing is taken for what was before.
    assert!(
        first
            .shell(&before("keep_backup"))
            .contains("kept from an earlier run")
    );
    assert!(
        first
            .shell(&format!("rm $BACKUP.none\n{}", before("keep_backup")))
            .contains("STOP: this release is there already")
    );
    first.shell("[ ! -e $BACKUP ] && touch $BACKUP.none");
    // A backup of another time is not taken for the one of today.
    let other = first.shell(&format!(
        "HASH=0\nBACKUP=../old.zip\ntouch $BACKUP.none\n{}rm $BACKUP.none",
        before("keep_backup")
    ));
    assert!(
        other.contains("STOP: the backup is of another time"),
        "{other}"
    );
    assert!(
        first
            .shell(&format!(
                "BUCKET=not-there\nBACKUP=../other.zip\n{}",
                before("keep_backup")
            ))
            .contains("STOP: the bucket")
    );

    // The second one: one of its OUs is not there, though another of that name is.
    let before = |words| second.block("1. Before", words);
    let found = second.shell(&before("ou_id"));
    assert!(
        found.contains("MISSING Workloads:Prod\n") && found.matches("MISSING").count() == 1,
        "{found}"
    );
    stand_in(python, &emulation, "setup-more", &["Workloads:Prod"]);
    assert!(!second.shell(&before("ou_id")).contains("MISSING"));
    assert!(
        second
            .shell(&before("keep_backup"))
            .contains("manifest.yaml")
    );
    assert!(
        second
            .shell(&before("list-policies --filter"))
            .contains("cris-")
    );
    second.shell(&second.blocks("2. Upload").concat());
    second.pipeline();
    let verify = second.blocks("4. Verify").remove(0);
    let verified = second.shell(&verify);
    assert_eq!(verified.matches("same attached ").count(), 4, "{verified}");

    // Somebody edits a live policy, and hangs another on one OU more: the same commands tell.
    second.shell(
        "aws organizations update-policy --policy-id $(policy_id $(targets | sed -n 2p | cut -f1)) --content '{}'\n\
         aws organizations attach-policy --policy-id $(policy_id $(targets | sed -n 3p | cut -f1)) --target-id $(ou_id 'Sand box')",
    );
    let changed = second.shell(&verify);
    assert_eq!(changed.matches("DIFFERS").count(), 1, "{changed}");
    assert_eq!(
        changed.matches("attached, and also elsewhere: ").count(),
        1,
        "{changed}"
    );

    // The way back: what the first release has is restored, what it has not is taken away.
    let back = second.blocks("The way back");
    assert_eq!(back.len(), 4);
    let damaged = "cp $BACKUP saved && echo no zip >$BACKUP";
    let stopped = second.shell(&format!(
        "{damaged}\n{}\n{} 2>&1\n{}\nmv saved $BACKUP",
        back[0],
        back[1].trim_end(),
        back[2]
    ));
    assert!(
        stopped.contains("STOP: the backup cannot be put back") && !stopped.contains("deleted"),
        "{stopped}"
    );
    let lost = second.shell(&format!(
        "mv $BACKUP saved\n{}\n{} 2>&1 || true\n{}\nmv saved $BACKUP",
        back[0],
        back[1].trim_end(),
        back[2]
    ));
    assert!(
        lost.contains("STOP: there is no backup here") && !lost.contains("deleted"),
        "{lost}"
    );
    second.shell(&back[0]);
    first.pipeline();
    let gone = second.shell(&back[1]);
    assert_eq!(gone.lines().count(), 3, "{gone}");
    let taken = second.shell(&format!("{}\n{}", back[1], back[2]));
    assert_eq!(taken.matches("deleted ").count(), 3, "{taken}");
    let left = second.shell(&back[3]);
    assert_eq!(left.matches(": p-").count(), 1, "{left}");
    let verified = first.shell(&first.blocks("4. Verify")[0]);
    assert_eq!(verified.matches("same attached ").count(), 2, "{verified}");

    // And to nothing at all.
    let back = first.blocks("The way back");
    first.shell(&format!("{}\n{}\n{}", back[0], back[1], back[2]));
    let left = first.shell("aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name' --output text");
    let left: Vec<&str> = left.split_whitespace().collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left.contains(&"FullAWSAccess") && left.contains(&"aws-guardrails-Packed"));
}
