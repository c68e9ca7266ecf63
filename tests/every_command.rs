//! Every command of a runbook that is no console step, run as it stands, section by section: a release merged into a package, one that retires a slot, the way back
//! to an earlier one, and ours out again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::emulation::{Emulation, Rollout, console, stand_in};
use common::place::Place;
use common::python::{Python, python};
use common::run::succeed;

const SPEC: &str = "\
version: 1
organization:
  home_region: us-east-1
  governed_regions: [us-east-1, us-west-2]
region_deny: {baseline: 'builtin:current'}
modes:
  sealed: {global: deny, geographies: none, application_profiles: deny}
  open: {global: deny, geographies: any}
targets:
  - {ou: Workloads, mode: open, slot: wl}
  - {ou: \"Workloads:Prod\", mode: sealed, slot: prod}
  - {ou: Sandbox, mode: sealed, slot: sb}
";

const THEIRS: &str = "\
region: us-east-1
version: 2021-03-15
resources:
  - name: network
    description: The network
    resource_file: policies/network.json
    deploy_method: scp
    deployment_targets:
      organizational_units: [Workloads]
";

const BUCKET: &str = "custom-control-tower-configuration-123456789012-us-east-1";

struct Landscape<'p> {
    python: &'p Python,
    emulation: Emulation,
    folder: PathBuf,
}

impl Landscape<'_> {
    fn shell(&self, commands: &str) -> String {
        self.emulation.shell(self.python, &self.folder, commands)
    }

    /// What lies in the bucket, as a zip beside the releases, and the version of the object.
    fn base(&self) -> String {
        let version = self.shell(&format!(
            "aws s3 cp s3://{BUCKET}/custom-control-tower-configuration.zip base.zip >/dev/null\n\
             aws s3api head-object --bucket {BUCKET} --key custom-control-tower-configuration.zip --query VersionId --output text"
        ));
        version.trim().to_owned()
    }

    /// Builds upon what lies in the bucket.
    fn build(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let version = self.base();
        let mut all = vec!["build", "--quiet", "--out", name];
        all.extend(["--into", "base.zip", "--base-version", &version]);
        all.extend(arguments);
        succeed(&self.folder, &all);
        self.folder.join(name)
    }

    /// Goes through a runbook. CfCT runs between the upload and the look at its pipeline. What is said by every section.
    fn roll_out(&self, release: &Path, but: &[&str]) -> String {
        let rollout = Rollout::new(self.python, &self.emulation, release.to_owned());
        let program = Path::new(env!("CARGO_BIN_EXE_crispack")).parent().unwrap();
        let mut said = String::new();
        let mut ran = 0;
        for (title, blocks) in rollout.sections() {
            let (_, bare) = title.split_once(". ").unwrap();
            if but.contains(&bare) {
                continue;
            }
            if title == "3. Pipeline" {
                rollout.pipeline();
            }
            ran += blocks.len();
            for line in blocks.iter().flat_map(|block| block.lines()) {
                assert!(!line.ends_with('\\') && !line.starts_with(' '), "{line}");
            }
            let path = format!("PATH=$PATH:{}\n", program.display());
            let heard = rollout.shell(&(path + &blocks.concat()));
            said += &["== ", &title, "\n", &heard].concat();
        }
        let all: usize = rollout
            .sections()
            .iter()
            .map(|(_, blocks)| blocks.len())
            .sum();
        assert!(ran > 3 && (ran == all || !but.is_empty()));
        for wrong in [
            "STOP",
            "MISSING",
            "UNREADABLE",
            "DIFFERS",
            "NOT THERE",
            "None",
            "no-such-ou",
        ] {
            assert!(
                !said.contains(wrong),
                "{}: {wrong}\n{said}",
                release.display()
            );
        }
        said
    }
}

fn landscape<'p>(python: &'p Python, place: &Place) -> Landscape<'p> {
    let emulation = Emulation::with_control_tower(python);
    let ous = ["Workloads", "Workloads:Prod", "Sandbox"];
    stand_in(python, &emulation, "setup", &ous);
    console(
        python,
        &emulation,
        "on",
        &["us-east-1,us-west-2", "Workloads", "Sandbox"],
    );
    let own = Landscape {
        python,
        emulation,
        folder: place.path().to_owned(),
    };
    place.write("pack/manifest.yaml", THEIRS);
    place.write(
        "pack/policies/network.json",
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}]}"#,
    );
    place.write("crispack.yaml", SPEC);
    own.shell(&format!(
        "aws s3 mb s3://{BUCKET} --region us-east-1 >/dev/null\n\
         aws s3api put-bucket-versioning --bucket {BUCKET} --versioning-configuration Status=Enabled\n\
         (cd pack; python -m zipfile -c ../theirs.zip manifest.yaml policies)\n\
         aws s3 cp theirs.zip s3://{BUCKET}/custom-control-tower-configuration.zip >/dev/null"
    ));
    own
}

/// The version that section 2 prints is the one that section 3 sees succeed.
fn one_version(said: &str) {
    let (_, upload) = said.split_once("== 2. Upload\n").unwrap();
    let (upload, pipeline) = upload.split_once("== 3. Pipeline\n").unwrap();
    let version = upload.lines().last().unwrap();
    let succeeded = pipeline.lines().next().unwrap();
    assert_eq!(succeeded, format!("Succeeded\t{version}"), "{said}");
}

#[test]
fn every_command_runs_as_it_stands() {
    let Some(python) = python("every command of a runbook") else {
        return;
    };
    let place = Place::new("every-command");
    let land = landscape(python, &place);

    let one = land.build("one", &[]);
    let said = land.roll_out(&one, &[]);
    one_version(&said);
    assert_eq!(said.matches("same attached cris-").count(), 3, "{said}");
    assert!(
        said.contains("\nS3\n") && said.contains(" calls  Workloads:Prod\n"),
        "{said}"
    );
    // The last section was the way back: theirs lies in the bucket again, and nothing of ours hangs anywhere.
    land.base();
    assert_eq!(
        fs::read(land.folder.join("base.zip")).unwrap(),
        fs::read(land.folder.join("theirs.zip")).unwrap()
    );
    let names = "aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name' --output text";
    assert!(!land.shell(names).contains("cris-"));

    let forward = &["The way back"];
    let again = land.build("again", &[]);
    land.roll_out(&again, forward);
    place.write(
        "crispack.yaml",
        SPEC.replace("  - {ou: Sandbox, mode: sealed, slot: sb}\n", ""),
    );
    let two = land.build("two", &["--retire", "sb"]);
    let said = land.roll_out(&two, forward);
    one_version(&said);
    assert!(said.contains("deleted cris-sb"), "{said}");

    let back = land.build("back", &["--restore", "again"]);
    let said = land.roll_out(&back, forward);
    one_version(&said);
    assert_eq!(said.matches("same attached cris-").count(), 3, "{said}");
    assert!(said.contains(" calls  Workloads:Prod\n"), "{said}");

    let out = land.build("out", &["--remove"]);
    let said = land.roll_out(&out, forward);
    one_version(&said);
    assert_eq!(said.matches("deleted cris-").count(), 3, "{said}");
    assert_eq!(land.shell(names).matches("cris-").count(), 0);
    let left = fs::read_to_string(out.join("package/manifest.yaml")).unwrap();
    assert_eq!(left, THEIRS);
}
