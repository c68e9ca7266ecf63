//! Mermaid itself, in Chromium: whether a chart can be read, and what it looks like.
//!
//! The package is fetched once by `npm pack`, its hash compared, and kept under `target/`, where `CI=true` or `CRISPACK_E2E=1`; elsewhere it is used if it is there. A test that gets none says
//! `skipped` and passes.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use super::place::skipped;
use super::python::is_wanted;

/// Of 2026-11; one file, with all that it needs.
const VERSION: &str = "12.3.0";
const ARCHIVE_SHA256: &str = "be0684e8d20bfc874df12c0f04927a5c482f57f2200eec54cca52a4583fd4040";

/// Mermaid's file and the browser.
#[derive(Debug)]
pub(crate) struct Mermaid {
    script: PathBuf,
    browser: &'static str,
}

/// Mermaid, or `None` after a loud word that the test is skipped.
pub(crate) fn mermaid(test: &str) -> Option<&'static Mermaid> {
    static MERMAID: OnceLock<Result<Mermaid, String>> = OnceLock::new();
    match MERMAID.get_or_init(found) {
        Ok(mermaid) => Some(mermaid),
        Err(reason) if is_wanted() => panic!("{test}: {reason}"),
        Err(reason) => {
            skipped(test, &format!("{reason} (set CRISPACK_E2E=1)"));
            None
        }
    }
}

impl Mermaid {
    /// What Mermaid says of each chart: `error`, or what it drew (see `tests/mermaid/render.js`). The page with the pictures is left in the folder.
    pub(crate) fn draw(
        &self,
        folder: &Path,
        charts: &BTreeMap<String, String>,
    ) -> BTreeMap<String, Value> {
        // No text of a chart may end the script that it stands in.
        let charts = serde_json::to_string(charts)
            .expect("text is JSON")
            .replace('<', "\\u003c");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid/render.js");
        let page = folder.join("charts.html");
        let text = format!(
            "<!doctype html><meta charset=\"utf-8\"><body><script src=\"file://{}\"></script><script>const CHARTS = {charts}</script><script src=\"file://{}\"></script>\n",
            self.script.display(),
            script.display()
        );
        fs::write(&page, text).expect("the page can be written");
        let mut browser = Command::new(self.browser);
        // Time is the browser's own: it ends when nothing is left to do, however slow the machine is.
        browser
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args(["--virtual-time-budget=600000", "--dump-dom"])
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .arg(format!("file://{}", page.display()));
        let output = browser.stdin(Stdio::null()).output().expect("it starts");
        let dom = String::from_utf8_lossy(&output.stdout);
        let answers = dom.split_once("<pre id=\"answers\">");
        let answers = answers.and_then(|(_, rest)| rest.split_once("</pre>"));
        let Some((answers, _)) = answers else {
            let said = String::from_utf8_lossy(&output.stderr);
            panic!("no answers in {}: {said}", page.display());
        };
        serde_json::from_str(answers).expect("the answers are JSON")
    }
}

fn found() -> Result<Mermaid, String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| runs(Command::new(name).arg("--version")))
        .ok_or("there is no Chromium")?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("the build has no target folder")?;
    let folder = target.join(format!("mermaid-{VERSION}"));
    let script = folder.join("package/dist/mermaid.min.js");
    let text = |error: std::io::Error| error.to_string();
    // Test files run side by side, each in a process of its own; the lock goes with the process.
    let lock = File::create(target.join("mermaid.lock")).map_err(text)?;
    lock.lock().map_err(text)?;
    if !script.exists() {
        if !is_wanted() {
            return Err(format!("there is no target/mermaid-{VERSION}"));
        }
        fs::create_dir_all(&folder).map_err(text)?;
        let mut fetch = Command::new("npm");
        fetch.args(["pack", "--silent", &format!("mermaid@{VERSION}")]);
        if !runs(fetch.current_dir(&folder)) {
            return Err("npm cannot fetch Mermaid".to_owned());
        }
        let archive = folder.join(format!("mermaid-{VERSION}.tgz"));
        let bytes = fs::read(&archive).map_err(text)?;
        if crispack::text::sha256(&bytes) != ARCHIVE_SHA256 {
            return Err("Mermaid's archive is another one than was looked at".to_owned());
        }
        let mut unpack = Command::new("tar");
        unpack
            .args(["-xzf"])
            .arg(&archive)
            .arg("package/dist/mermaid.min.js");
        if !runs(unpack.current_dir(&folder)) {
            return Err("Mermaid's archive cannot be unpacked".to_owned());
        }
        fs::remove_file(&archive).map_err(text)?;
    }
    Ok(Mermaid { script, browser })
}

fn runs(command: &mut Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null());
    command
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
