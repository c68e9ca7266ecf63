//! What validators of HTML find in pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::python::Python;

/// html-validate, with its recommended rules, all of them. One of its facts is put right: the HTML standard does not count
/// `details` among sectioning content, so a header cell may have it.
pub(crate) fn html_validate(package: &Path, pages: &[PathBuf], scratch: &Path) -> Vec<String> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/html-validate.json");
    let answer = scratch.join("html-validate.json");
    let mut command = Command::new(package.join("bin/html-validate.mjs"));
    // A pipe would lose what does not fit into it.
    let output = command
        .arg(format!("--formatter=json={}", answer.display()))
        .arg("--config")
        .arg(config)
        .args(pages)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{errors}");
    let found: Value = serde_json::from_slice(&fs::read(answer).unwrap()).unwrap();
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
