//! A virtual environment of Python under `target/`, for tests that ask an independent reader or checker.
//!
//! Made once, under a lock, from `tests/python/requirements.txt`, where `CI=true` or `CRISPACK_E2E=1`; elsewhere it is used
//! if it is there. `cargo test` alone needs no Python: a test that gets no environment says `skipped` and passes.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and the environment says whether Python is wanted"
)]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const REQUIREMENTS: &str = include_str!("../python/requirements.txt");

/// An environment that has everything in `tests/python/requirements.txt`.
#[derive(Debug)]
pub(crate) struct Python {
    folder: PathBuf,
}

/// The environment, or `None` after a loud word that the test is skipped.
///
/// Where it was asked for and can't be made, the test fails: a check that silently does not run is none.
pub(crate) fn python(test: &str) -> Option<&'static Python> {
    static PYTHON: OnceLock<Result<Python, String>> = OnceLock::new();
    match PYTHON.get_or_init(environment) {
        Ok(python) => Some(python),
        Err(reason) if is_wanted() => panic!("{test}: no Python environment: {reason}"),
        Err(reason) => {
            // Past the capture of the test harness, which would swallow it.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {test}: {reason} (set CRISPACK_E2E=1)"
            );
            None
        }
    }
}

impl Python {
    /// A program of the environment: `python`, `moto_server`, `aws`, …
    #[allow(dead_code, reason = "not every test file calls other programs")]
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.path(name));
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// Runs a script of `tests/python/` and returns what it prints.
    pub(crate) fn run(&self, script: &str, arguments: &[&Path]) -> String {
        let script = manifest_dir().join("tests/python").join(script);
        let output = Command::new(self.path("python"))
            // Neither the user's packages nor their settings have a say; text is UTF-8 everywhere.
            .args(["-I", "-B", "-X", "utf8"])
            .arg(&script)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("the environment's Python starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", script.display());
        String::from_utf8(output.stdout).expect("a script prints UTF-8")
    }

    fn path(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.folder.join(folder).join(name)
    }
}

fn manifest_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Is everything to be tried, whatever it takes?
pub(crate) fn is_wanted() -> bool {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    is("CI", "true") || is("CRISPACK_E2E", "1")
}

fn environment() -> Result<Python, String> {
    // `target/tmp` is the one folder of the build that Cargo names to a test.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("the build has no target folder")?;
    let python = Python {
        folder: target.join("python-venv"),
    };
    let text = |error: std::io::Error| error.to_string();
    // Test files run side by side, each in a process of its own; the lock goes with the process.
    let lock = File::create(target.join("python-venv.lock")).map_err(text)?;
    lock.lock().map_err(text)?;

    let stamp = python.folder.join("requirements.txt");
    match fs::read_to_string(&stamp) {
        Ok(installed) if installed == REQUIREMENTS => return Ok(python),
        Ok(_) if !is_wanted() => {
            return Err("target/python-venv was made for other requirements".to_owned());
        }
        Err(_) if !is_wanted() => return Err("there is no target/python-venv".to_owned()),
        // The environment may be half made: begin anew.
        _ => {}
    }
    if python.folder.exists() {
        fs::remove_dir_all(&python.folder).map_err(text)?;
    }
    let base = if cfg!(windows) { "python" } else { "python3" };
    let mut make = Command::new(base);
    succeed(make.args(["-m", "venv"]).arg(&python.folder))?;
    let mut install = Command::new(python.path("python"));
    succeed(
        install
            .args(["-m", "pip", "install", "--quiet", "--no-input"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(manifest_dir().join("tests/python/requirements.txt")),
    )?;
    // Last, so that it vouches for all before it.
    fs::write(&stamp, REQUIREMENTS).map_err(text)?;
    Ok(python)
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}: {errors}", command.get_program().display()))
}
