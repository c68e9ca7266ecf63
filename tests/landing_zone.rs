//! An organization over its life with us, end to end: snapshot, plan, merge, pipeline, drift, tampering, a slot that goes, and back to an earlier release. The real
//! `aws` speaks to emulations; the SCP stage of CfCT is a stand-in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::emulation::{Emulation, Rollout, console, stand_in};
use common::python::{Python, python};
use common::run::{Outcome, outcome};
use serde_json::Value;

const REGIONS: &str = "eu-central-1,eu-north-1,eu-south-1,eu-south-2,eu-west-1,eu-west-3,us-east-1";

const SPEC: &str = "\
version: 1
organization:
  home_region: us-east-1
  governed_regions: [eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, us-east-1]
region_deny: {baseline: 'builtin:current'}
modes:
  sealed: {global: deny, geographies: none, application_profiles: deny}
  eu-only: {global: deny, geographies: [eu]}
targets:
  - {ou: Workloads, mode: eu-only, slot: wl}
  - {ou: \"Workloads:Prod\", mode: sealed, slot: prod}
  - {ou: Sandbox, mode: sealed, slot: sb}
";

/// A customer's own configuration: three resources, comments, an indentation of its own.
const THEIRS: &str = "\
---
# Our landing zone. Reviewed by the platform team.
region: us-east-1
version: 2021-03-15

resources:
- name: network-baseline   # since 2022
  description: The network
  resource_file: policies/network.json
  deploy_method: scp
  deployment_targets:
    organizational_units:
    - Workloads
- name: roles
  description: Roles
  resource_file: templates/roles.template
  deploy_method: stack_set
  deployment_targets:
    organizational_units:
    - Workloads
- name: data-perimeter
  description: Data perimeter
  resource_file: policies/perimeter.json
  deploy_method: rcp
  deployment_targets:
    organizational_units:
    - Sandbox
# end of the list
";

struct World<'p> {
    python: &'p Python,
    emulation: Emulation,
    folder: PathBuf,
}

impl<'p> World<'p> {
    fn new(python: &'p Python, name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let emulation = Emulation::with_control_tower(python);
        stand_in(
            python,
            &emulation,
            "setup",
            &["Workloads", "Workloads:Prod", "Sandbox"],
        );
        console(python, &emulation, "on", &[REGIONS, "Workloads", "Sandbox"]);
        Self {
            python,
            emulation,
            folder,
        }
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the program with the real `aws` on its path, speaking to the emulations.
    fn crispack(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crispack"));
        command.args(arguments);
        self.emulation
            .surround(self.python, &self.folder, &mut command);
        outcome(&mut command)
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        let said = self.crispack(arguments);
        assert_eq!(
            said.code,
            Some(0),
            "{arguments:?}\n{}{}",
            said.stdout,
            said.stderr
        );
        said.stdout
    }

    fn snapshot(&self) {
        self.succeed(&["snapshot", "--home-region", "us-east-1", "--quiet"]);
    }

    /// The codes of what drift finds, notes left out; that the exit code goes with them is shown here.
    fn drift(&self, release: &str) -> Vec<String> {
        self.snapshot();
        let said = self.crispack(&[
            "drift",
            "--release",
            release,
            "--detailed-exitcode",
            "--format",
            "json",
            "--lock",
            "crispack.lock",
        ]);
        let value: Value = serde_json::from_str(&said.stdout).unwrap();
        let findings = value["findings"].as_array().unwrap().iter();
        let mut codes: Vec<String> = findings
            .filter(|own| own["severity"] != "note")
            .map(|own| own["code"].as_str().unwrap().to_owned())
            .collect();
        codes.sort();
        let expected = if codes.is_empty() { 0 } else { 2 };
        assert_eq!(said.code, Some(expected), "{}", said.stdout);
        codes
    }

    fn shell(&self, commands: &str) -> String {
        self.emulation.shell(self.python, &self.folder, commands)
    }

    fn apply(&self, release: &str) -> String {
        let zip = self
            .folder
            .join(release)
            .join("custom-control-tower-configuration.zip");
        stand_in(
            self.python,
            &self.emulation,
            "apply",
            &[zip.to_str().unwrap()],
        )
    }

    fn rollout(&self, release: &str) -> Rollout<'_> {
        Rollout::new(self.python, &self.emulation, self.folder.join(release))
    }
}

fn policy_id(name: &str) -> String {
    format!(
        "$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query \"Policies[?Name=='{name}'].Id\" --output text)"
    )
}

const OU: &str = "ou() { local n=$(aws organizations list-roots --query 'Roots[0].Id' --output text); for p in \"$@\"; do n=$(aws organizations list-organizational-units-for-parent --parent-id $n --query \"OrganizationalUnits[?Name=='$p'].Id\" --output text); done; echo $n; }\n";

#[test]
fn a_landing_zone_over_its_life() {
    let Some(python) = python("a landing zone over its life") else {
        return;
    };
    let world = World::new(python, "landing-zone");
    world.write("crispack.yaml", SPEC);
    world.write("pack/manifest.yaml", THEIRS);
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}]}"#;
    world.write("pack/policies/network.json", deny);
    world.write("pack/policies/perimeter.json", r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}"#);
    world.write(
        "pack/templates/roles.template",
        "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n",
    );

    // Snapshot: the tree with ids, the policies with their texts, Control Tower, the inference profiles.
    world.snapshot();
    let snapshot: Value =
        serde_json::from_slice(&fs::read(world.folder.join("org-snapshot.json")).unwrap()).unwrap();
    let paths: Vec<&str> = snapshot["organizational_units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ou| ou["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["Sandbox", "Workloads", "Workloads:Prod"]);
    assert_eq!(
        snapshot["control_tower"]["landing_zone"]["drift"],
        "IN_SYNC"
    );
    assert_eq!(
        snapshot["control_tower"]["region_denies"][0]["attached_to"],
        serde_json::json!(["Sandbox", "Workloads"])
    );
    assert!(snapshot["inference_profiles"].as_array().unwrap().len() > 1);
    // What the emulation refuses is told, and nothing else is missing.
    assert!(snapshot.get("missing").is_none(), "{}", snapshot["missing"]);

    // Plan: three new policies, and an effect; a typo in an OU is an error with the name that was meant.
    let plan = [
        "plan",
        "--against",
        "org-snapshot.json",
        "--detailed-exitcode",
    ];
    let said = world.crispack(&plan);
    assert_eq!(said.code, Some(2), "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("Policies: 3 new"), "{}", said.stdout);
    world.write("typo.yaml", &SPEC.replace("ou: Sandbox", "ou: sandbox"));
    let said = world.crispack(&["plan", "typo.yaml", "--against", "org-snapshot.json"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.stderr.contains("did you mean `Sandbox`?"),
        "{}",
        said.stderr
    );

    // Merged into what the customer has, and applied: green, nothing of theirs changed, no drift.
    world.succeed(&[
        "build",
        "--into",
        "pack",
        "--snapshot",
        "org-snapshot.json",
        "--out",
        "one",
        "--quiet",
    ]);
    let merged = fs::read_to_string(world.folder.join("one/package/manifest.yaml")).unwrap();
    let (before, rest) = merged.split_once("# >>> crispack").unwrap();
    let (_, after) = rest.split_once("# <<< crispack <<<\n").unwrap();
    assert_eq!(format!("{before}{after}"), THEIRS);
    assert!(
        world
            .apply("one")
            .contains("attached network-baseline to Workloads")
    );
    assert_eq!(world.drift("one"), [""; 0]);
    assert_eq!(world.crispack(&plan).code, Some(0));

    // Each kind of tampering is named.
    let tampered = |commands: &str, back: &str, expected: &[&str]| {
        world.shell(&format!("{OU}{commands}"));
        assert_eq!(world.drift("one"), expected, "{commands}");
        world.shell(&format!("{OU}{back}"));
        assert_eq!(world.drift("one"), [""; 0], "{back}");
    };
    let (wl, sb) = (policy_id("cris-wl"), policy_id("cris-sb"));
    tampered(
        &format!("aws organizations detach-policy --policy-id {sb} --target-id $(ou Sandbox)"),
        &format!("aws organizations attach-policy --policy-id {sb} --target-id $(ou Sandbox)"),
        &["CRP501"],
    );
    tampered(
        &format!("aws organizations update-policy --policy-id {wl} --content '{{}}'"),
        &format!(
            "aws organizations update-policy --policy-id {wl} --content file://one/package/policies/cris-wl.json"
        ),
        &["CRP502"],
    );
    tampered(
        &format!("aws organizations attach-policy --policy-id {wl} --target-id $(ou Sandbox)"),
        &format!("aws organizations detach-policy --policy-id {wl} --target-id $(ou Sandbox)"),
        &["CRP504"],
    );
    console(python, &world.emulation, "off", &[]);
    assert_eq!(world.drift("one"), ["CRP507", "CRP507", "CRP507"]);
    console(python, &world.emulation, "govern", &["us-east-1"]);
    assert_eq!(world.drift("one"), ["CRP514"]);
    console(python, &world.emulation, "govern", &[REGIONS]);

    // A slot that is renamed is refused; forced, the residue is shown.
    let renamed = SPEC.replace("slot: sb", "slot: sandbox");
    world.write("crispack.yaml", &renamed);
    let said = world.crispack(&["build", "--into", "one/package", "--out", "two"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.stderr.contains("CRP305") && said.stderr.contains("cris-sb"),
        "{}",
        said.stderr
    );
    fs::copy(
        world.folder.join("crispack.lock"),
        world.folder.join("kept.lock"),
    )
    .unwrap();
    world.succeed(&[
        "build", "--into", "pack", "--forget", "sb", "--out", "forced", "--quiet",
    ]);
    world.apply("forced");
    assert_eq!(world.drift("forced"), ["CRP503"]);
    world.shell(&format!("{OU}P={};aws organizations detach-policy --policy-id $P --target-id $(ou Sandbox); aws organizations delete-policy --policy-id $P", policy_id("cris-sandbox")));

    // Retired instead: a tombstone under the old name, until a snapshot shows that it was taken away.
    fs::copy(
        world.folder.join("kept.lock"),
        world.folder.join("crispack.lock"),
    )
    .unwrap();
    let less = SPEC.replace("  - {ou: Sandbox, mode: sealed, slot: sb}\n", "");
    world.write("crispack.yaml", &less);
    world.succeed(&[
        "build", "--into", "pack", "--retire", "sb", "--out", "two", "--quiet",
    ]);
    world.apply("two");
    assert_eq!(world.drift("two"), [""; 0]);
    let two = world.rollout("two");
    let retired = two.shell(&two.blocks("Retired")[0]);
    assert!(retired.contains("deleted cris-sb"), "{retired}");
    world.snapshot();
    world.succeed(&[
        "build",
        "--into",
        "pack",
        "--snapshot",
        "org-snapshot.json",
        "--out",
        "three",
        "--quiet",
    ]);
    let lock = fs::read_to_string(world.folder.join("crispack.lock")).unwrap();
    let lock: Value = serde_json::from_str(&lock).unwrap();
    let newest = lock["releases"].as_array().unwrap().last().unwrap();
    assert!(newest["slots"].get("sb").is_none(), "{newest}");

    // Back to the first release: the live texts are its texts again.
    world.succeed(&[
        "build",
        "--restore",
        "one",
        "--into",
        "pack",
        "--out",
        "back",
        "--quiet",
    ]);
    world.apply("back");
    assert_eq!(world.drift("back"), [""; 0]);
    assert_eq!(world.drift("one"), [""; 0]);

    // Ours out of the package: their bytes.
    world.succeed(&[
        "build",
        "--remove",
        "--into",
        "one/package",
        "--out",
        "out",
        "--quiet",
    ]);
    let left = fs::read_to_string(world.folder.join("out/package/manifest.yaml")).unwrap();
    assert_eq!(left, THEIRS);
    let out = world.rollout("out");
    let taken = out.shell(&out.blocks("Left over")[0]);
    assert_eq!(taken.matches("deleted cris-").count(), 3, "{taken}");
}
