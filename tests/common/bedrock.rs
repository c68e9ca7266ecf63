//! A stand-in for Bedrock that answers calls as service control policies would have it, beside the emulation of the rest of AWS.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::emulation::{Emulation, free_port, wait_for};
use super::python::Python;
use super::run::Outcome;

/// It ends with the test.
pub(crate) struct Bedrock<'p> {
    python: &'p Python,
    emulation: Emulation,
    server: Child,
    endpoint: String,
    settings: PathBuf,
}

impl<'p> Bedrock<'p> {
    /// Its settings lie in a folder.
    pub(crate) fn start(python: &'p Python, folder: &Path) -> Self {
        let settings = folder.join("bedrock.json");
        let port = free_port();
        let server = stand_in(python, &settings)
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let own = Self {
            emulation: Emulation::start(python),
            python,
            server,
            endpoint: format!("http://127.0.0.1:{port}"),
            settings,
        };
        own.set(&json!({}));
        wait_for(port);
        own
    }

    /// Answers from now on under these settings, the rest as AWS's pages say and without a policy.
    pub(crate) fn set(&self, settings: &Value) {
        let mut all = json!({
            "policies": [], "key_on_profile": false, "origin_in_key": false, "key_behind_router": false,
            "throttled": [], "router_models": [],
        });
        for (name, value) in settings.as_object().unwrap() {
            all[name] = value.clone();
        }
        fs::write(&self.settings, all.to_string()).unwrap();
    }

    /// Runs a line of the shell in a folder, with an `aws` that speaks to this and to the emulation only.
    pub(crate) fn shell(&self, folder: &Path, line: &str) -> Outcome {
        let mut command = Command::new("bash");
        command.args(["-c", line]);
        self.emulation.surround(self.python, folder, &mut command);
        command
            .env("AWS_ENDPOINT_URL_BEDROCK", &self.endpoint)
            .env("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", &self.endpoint)
            .env("PAUSE", "0");
        super::run::outcome(&mut command)
    }

    /// How calls, by source Region and model, would end: `answer` or `deny`.
    pub(crate) fn judge(&self, calls: &[(&str, &str)]) -> Vec<String> {
        let mut judge = stand_in(self.python, &self.settings)
            .arg("judge")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines: Vec<String> = calls
            .iter()
            .map(|(region, model)| format!("{region}\t{model}\n"))
            .collect();
        let mut input = judge.stdin.take().unwrap();
        input.write_all(lines.concat().as_bytes()).unwrap();
        drop(input);
        let output = judge.wait_with_output().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

impl Drop for Bedrock<'_> {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn stand_in(python: &Python, settings: &Path) -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/bedrock_stand_in.py");
    let mut command = python.program("python");
    command.arg(script).arg(settings);
    command
}
