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
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::python::{Python, python};

/// An emulation of AWS on the loopback interface; it ends with the test.
struct Emulation {
    server: Child,
    endpoint: String,
}

impl Emulation {
    fn start(python: &Python) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let server = python
            .program("moto_server")
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let emulation = Self {
            server,
            endpoint: format!("http://127.0.0.1:{port}"),
        };
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return emulation;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("the emulation does not answer");
    }

    /// Runs shell commands in a folder, with an `aws` that speaks to the emulation only; returns what they print.
    fn shell(&self, python: &Python, folder: &Path, commands: &str) -> String {
        let aws = PathBuf::from(python.program("aws").get_program());
        let path = format!(
            "{}:/usr/local/bin:/usr/bin:/bin",
            aws.parent().unwrap().display()
        );
        let output = Command::new("bash")
            .args(["-c", &format!("set -o pipefail\n{commands}")])
            .current_dir(folder)
            .env_clear()
            .env("PATH", path)
            .env("HOME", folder)
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            .env("AWS_ACCESS_KEY_ID", "testing")
            .env("AWS_SECRET_ACCESS_KEY", "testing")
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_PAGER", "")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{commands}\n{errors}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Emulation {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The shell blocks of a section of the runbook.
fn blocks(runbook: &str, section: &str) -> Vec<String> {
    let (_, rest) = runbook.split_once(&format!("\n## {section}")).unwrap();
    let section = rest.split("\n## ").next().unwrap();
    section
        .split("```sh\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

fn build(folder: &Path) {
    let ous = ["Workloads", "Workloads:It's \"one\"", "Sand box"];
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
            "--out",
        ])
        .arg(folder);
    for ou in ous {
        command.args(["--ou", ou]);
    }
    assert!(command.status().unwrap().success());
}

#[test]
fn the_commands_of_the_runbook_roll_out_verify_and_take_back() {
    let Some(python) = python("the commands of the runbook") else {
        return;
    };
    let emulation = Emulation::start(python);
    let release = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runbook");
    let _ = fs::remove_dir_all(&release);
    build(&release);
    let runbook = fs::read_to_string(release.join("RUNBOOK.md")).unwrap();
    let stand_in = |what: &str, arguments: &[&str]| {
        let mut all = vec![Path::new(&emulation.endpoint), Path::new(what)];
        all.extend(arguments.iter().map(Path::new));
        python.run("cfct_stand_in.py", &all)
    };
    stand_in("setup", &["Workloads:It's \"one\"", "Sand box"]);
    let head = runbook
        .split("```sh\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let shell = |commands: &str| emulation.shell(python, &release, &format!("{head}\n{commands}"));
    shell(
        "aws s3 mb s3://$BUCKET && echo earlier > earlier.zip && aws s3 cp earlier.zip s3://$BUCKET/custom-control-tower-configuration.zip && rm earlier.zip",
    );

    let before = blocks(&runbook, "1. Before");
    assert_eq!(shell(&before[0]).trim(), "unchanged");
    shell(before[1].split(" && unzip").next().unwrap());
    assert_eq!(
        fs::read_to_string(release.with_file_name("before.zip")).unwrap(),
        "earlier\n"
    );

    assert_eq!(
        shell(&before[2]).trim(),
        "",
        "no policy has one of the names yet"
    );

    let uploaded = shell(&blocks(&runbook, "2. Upload")[0]);
    let expected = runbook
        .split("Expected: `")
        .nth(2)
        .unwrap()
        .split('`')
        .next()
        .unwrap();
    assert!(uploaded.contains(expected), "{expected}\n{uploaded}");

    let zip = release.join("custom-control-tower-configuration.zip");
    let applied = stand_in("apply", &[zip.to_str().unwrap()]);
    assert_eq!(applied.matches("attached").count(), 3, "{applied}");
    let verify = blocks(&runbook, "4. Verify").remove(0);
    let verified = shell(&verify);
    assert_eq!(verified.matches("same ").count(), 3, "{verified}");
    for name in ["on: Workloads\n", "on: It's \"one\"\n", "on: Sand box\n"] {
        assert!(verified.contains(name), "{name} in {verified}");
    }

    // Somebody edits a live policy: the same commands tell.
    shell(
        "id=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[?starts_with(Name, `cris-`)]|[0].Id' --output text)\n\
        aws organizations update-policy --policy-id $id --content '{}'",
    );
    let edited = shell(&verify);
    assert_eq!(edited.matches("DIFFERS").count(), 1, "{edited}");

    let back = blocks(&runbook, "The way back");
    shell(&back.join("\n"));
    let left = shell(
        "aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name' --output text",
    );
    assert_eq!(left.trim(), "FullAWSAccess");
}
