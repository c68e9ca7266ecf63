//! What validators of HTML find in pages.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::python::Python;

/// html-validate, with its recommended rules.
pub(crate) fn html_validate(package: &Path, pages: &[PathBuf]) -> Vec<String> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/html-validate.json");
    let mut command = Command::new(package.join("bin/html-validate.mjs"));
    command
        .args(["--formatter", "json", "--config"])
        .arg(config)
        .args(pages);
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let found: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{errors}"));
    let mut complaints = Vec::new();
    for page in found.as_array().unwrap() {
        for message in page["messages"].as_array().unwrap() {
            complaints.push(format!(
                "{}:{}:{}: {}: {}",
                page["filePath"].as_str().unwrap(),
                message["line"],
                message["column"],
                message["ruleId"].as_str().unwrap(),
                message["message"].as_str().unwrap(),
            ));
        }
    }
    complaints
}

/// html5lib, which tells each error of parsing that the HTML standard names.
pub(crate) fn html5lib(python: &Python, pages: &[PathBuf]) -> Vec<String> {
    let pages: Vec<&Path> = pages.iter().map(PathBuf::as_path).collect();
    let said = python.run("read_html.py", &pages);
    said.lines().map(str::to_owned).collect()
}
