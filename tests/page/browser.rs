//! Chromium without a window, spoken to over two pipes in its DevTools protocol: no port, no driver.
//!
//! `cargo test` alone needs no browser: a test that finds none says `skipped` and passes. Where everything is wanted
//! (`CI=true`, `CRISPACK_E2E=1`) it fails instead.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::place::skipped;
use crate::common::python::is_wanted;

/// Debian's name and what other systems call it.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// No sandbox, since a container's root has none; a resolver that knows no name, so that nothing is reached by accident; text
/// without coloured edges, which makes smaller pictures.
const FLAGS: [&str; 13] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-lcd-text",
    "--lang=en-US",
];

/// No answer takes longer, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_mins(2);

/// It ends with the test, or when the pipe breaks because the test's process is gone.
#[derive(Debug)]
pub(crate) struct Browser {
    process: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    last: u64,
    /// What it said of itself, oldest first; taken by whoever asks.
    events: Vec<Value>,
}

/// The program's path, or `None` after a loud word that the test is skipped.
pub(crate) fn chromium(test: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        let reason = format!("none of {} is installed", NAMES.join(", "));
        assert!(!is_wanted(), "{test}: {reason}");
        skipped(test, &reason);
    }
    found
}

impl Browser {
    /// Starts with an empty profile in a folder that is its own.
    pub(crate) fn start(program: &Path, profile: &Path) -> Self {
        let _ = fs::remove_dir_all(profile);
        let mut command = Command::new("sh");
        // The protocol is spoken over descriptors 3 and 4.
        command
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#])
            .arg(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let input = process.stdin.take().unwrap();
        let mut reader = BufReader::new(process.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while reader.read_until(0, &mut message).is_ok_and(|n| n > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else {
                    return;
                };
                if sender.send(value).is_err() {
                    return;
                }
                message.clear();
            }
        });
        Self {
            process,
            input,
            output,
            last: 0,
            events: Vec::new(),
        }
    }

    /// Sends a command, to a page if a session is named, and returns its result.
    pub(crate) fn send(&mut self, session: Option<&str>, method: &str, params: &Value) -> Value {
        let id = self.post(session, method, params);
        loop {
            let message = self.next();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
        }
    }

    /// Waits until a page says so.
    pub(crate) fn wait(&mut self, session: &str, method: &str) {
        let is = |event: &Value| event["sessionId"] == session && event["method"] == method;
        while !self.events.iter().any(is) {
            self.next();
        }
    }

    /// What a page has said so far.
    pub(crate) fn events(&self, session: &str) -> impl Iterator<Item = &Value> {
        let is = move |event: &&Value| event["sessionId"] == session;
        self.events.iter().filter(is)
    }

    /// Forgets what a page has said.
    pub(crate) fn forget(&mut self, session: &str) {
        self.events.retain(|event| event["sessionId"] != session);
    }

    fn post(&mut self, session: Option<&str>, method: &str, params: &Value) -> u64 {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.input
            .write_all(format!("{message}\0").as_bytes())
            .unwrap();
        self.last
    }

    fn next(&mut self) -> Value {
        let message = match self.output.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(error) => panic!("the browser does not answer: {error}"),
        };
        if message["method"] == "Page.javascriptDialogOpening" {
            // The page stands still until somebody answers.
            let session = message["sessionId"].as_str().map(str::to_owned);
            let no = json!({"accept": false});
            self.post(session.as_deref(), "Page.handleJavaScriptDialog", &no);
        }
        if message["id"].is_null() {
            self.events.push(message.clone());
        }
        message
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
