//! An emulation of AWS for the commands of a runbook, and a release whose commands are run against it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::python::Python;
use super::steps;

/// An emulation of AWS on the loopback interface; it ends with the test.
pub(crate) struct Emulation {
    server: Child,
    endpoint: String,
    /// Control Tower's API, where a test speaks to it.
    control_tower: Option<(Child, String)>,
}

impl Emulation {
    pub(crate) fn start(python: &Python) -> Self {
        let port = free_port();
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
            control_tower: None,
        };
        wait_for(port);
        emulation
    }

    /// The same with Control Tower's API.
    pub(crate) fn with_control_tower(python: &Python) -> Self {
        let mut emulation = Self::start(python);
        let port = free_port();
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/control_tower_stand_in.py");
        let server = python
            .program("python")
            .arg(script)
            .args([&emulation.endpoint, "serve", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        emulation.control_tower = Some((server, format!("http://127.0.0.1:{port}")));
        wait_for(port);
        emulation
    }

    /// Runs shell commands in a folder, with an `aws` that speaks to the emulation only; returns what they print.
    pub(crate) fn shell(&self, python: &Python, folder: &Path, commands: &str) -> String {
        let mut command = Command::new("bash");
        command.args(["-c", &format!("set -o pipefail\n{commands}")]);
        self.surround(python, folder, &mut command);
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{commands}\n{errors}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Emulation {
    /// Has a command run in a folder, with an `aws` that speaks to the emulation only, and with nothing else of the user's surroundings.
    pub(crate) fn surround(&self, python: &Python, folder: &Path, command: &mut Command) {
        let aws = PathBuf::from(python.program("aws").get_program());
        let path = format!(
            "{}:/usr/local/bin:/usr/bin:/bin",
            aws.parent().unwrap().display()
        );
        let stubs = self.control_tower.iter().flat_map(|(_, endpoint)| {
            ["CONTROLTOWER", "BEDROCK", "CODEPIPELINE"]
                .map(|service| (format!("AWS_ENDPOINT_URL_{service}"), endpoint))
        });
        command
            .current_dir(folder)
            .env_clear()
            .env("PATH", path)
            .env("HOME", folder)
            .env("NO_COLOR", "1")
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            .envs(stubs)
            .env("AWS_ACCESS_KEY_ID", "testing")
            .env("AWS_SECRET_ACCESS_KEY", "testing")
            .env("AWS_DEFAULT_REGION", "us-east-1")
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_PAGER", "")
            .stdin(Stdio::null());
    }
}

impl Drop for Emulation {
    fn drop(&mut self) {
        let control_tower = self.control_tower.iter_mut().map(|(server, _)| server);
        for server in control_tower.chain([&mut self.server]) {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// A release with its runbook, and how its commands and the pipeline's SCP stage are run.
pub(crate) struct Rollout<'a> {
    python: &'a Python,
    emulation: &'a Emulation,
    pub(crate) release: PathBuf,
    pub(crate) runbook: String,
}

impl<'a> Rollout<'a> {
    pub(crate) fn new(python: &'a Python, emulation: &'a Emulation, release: PathBuf) -> Self {
        let runbook = fs::read_to_string(release.join("RUNBOOK.md")).unwrap();
        Self {
            python,
            emulation,
            release,
            runbook,
        }
    }

    /// Runs commands after the script is read, as one shell would.
    pub(crate) fn shell(&self, commands: &str) -> String {
        let read = self.block("1. Before", "runbook.sh");
        assert_eq!(read, ". ./runbook.sh\necho $ACCOUNT\n");
        self.emulation.shell(
            self.python,
            &self.release,
            // Nobody waits for a quarter of a minute here.
            &format!("sleep() {{ :; }}\n. ./runbook.sh\n{commands}"),
        )
    }

    /// The commands of a section, step by step. It is named by how its title begins, with its number or without.
    pub(crate) fn blocks(&self, section: &str) -> Vec<String> {
        let is_meant = |(title, _): &(String, Vec<String>)| {
            let (_, bare) = title.split_once(". ").unwrap();
            title.starts_with(section) || bare.starts_with(section)
        };
        let mut sections = self.sections().into_iter().filter(is_meant);
        let found = sections.next();
        found.unwrap_or_else(|| panic!("no section {section}")).1
    }

    /// The commands of a section that hold some words.
    pub(crate) fn block(&self, section: &str, words: &str) -> String {
        let blocks = self.blocks(section).into_iter();
        let mut blocks = blocks.filter(|block| block.contains(words));
        let block = blocks.next();
        block.unwrap_or_else(|| panic!("{section}: no block with {words}"))
    }

    /// The numbered sections, each with its commands.
    pub(crate) fn sections(&self) -> Vec<(String, Vec<String>)> {
        let sections = steps::sections(&self.runbook).into_iter();
        sections
            .map(|section| {
                let title = format!("{}. {}", section.number, section.title);
                let blocks = section.steps.into_iter().map(|step| step.commands);
                (title, blocks.filter(|block| !block.is_empty()).collect())
            })
            .collect()
    }

    pub(crate) fn pipeline(&self) -> String {
        let zip = self.release.join("custom-control-tower-configuration.zip");
        stand_in(
            self.python,
            self.emulation,
            "apply",
            &[zip.to_str().unwrap()],
        )
    }
}

/// What CfCT's pipeline does, or the making of an organization.
pub(crate) fn stand_in(
    python: &Python,
    emulation: &Emulation,
    what: &str,
    arguments: &[&str],
) -> String {
    run(python, "cfct_stand_in.py", emulation, what, arguments)
}

/// What is done in Control Tower's console.
pub(crate) fn console(python: &Python, emulation: &Emulation, what: &str, arguments: &[&str]) {
    run(
        python,
        "control_tower_stand_in.py",
        emulation,
        what,
        arguments,
    );
}

fn run(
    python: &Python,
    script: &str,
    emulation: &Emulation,
    what: &str,
    arguments: &[&str],
) -> String {
    let mut all = vec![Path::new(&emulation.endpoint), Path::new(what)];
    all.extend(arguments.iter().map(Path::new));
    python.run(script, &all)
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

pub(crate) fn wait_for(port: u16) {
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("the emulation does not answer");
}
