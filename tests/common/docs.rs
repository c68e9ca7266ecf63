//! The pages under `docs/` and the README: what is in them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "not every test file reads all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every page, by its path from the repository's root.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "CONTRIBUTING.md"] {
        found.insert(
            name.to_owned(),
            fs::read_to_string(root.join(name)).unwrap(),
        );
    }
    walk(root, "docs", &mut found);
    found
}

fn walk(root: &Path, folder: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            walk(root, &path, found);
        } else if entry.path().extension().is_some_and(|own| own == "md") {
            let text = fs::read_to_string(entry.path()).unwrap();
            found.insert(path, text);
        }
    }
}

/// What stands in the fenced blocks of a language.
pub(crate) fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fence: Option<(&str, String)> = None;
    for line in text.lines() {
        fence = match fence {
            Some((own, block)) if line.trim_start() == "```" => {
                if own == language {
                    found.push(block);
                }
                None
            }
            Some((own, block)) => Some((own, block + line + "\n")),
            None => line
                .trim_start()
                .strip_prefix("```")
                .map(|own| (own, String::new())),
        };
    }
    found
}

/// A page without its fenced blocks.
pub(crate) fn prose(text: &str) -> String {
    let mut is_fenced = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Is the page to be written anew?
#[expect(
    clippy::disallowed_methods,
    reason = "how a person asks for a page to be written anew"
)]
pub(crate) fn overwrite() -> bool {
    std::env::var_os("OVERWRITE").is_some()
}

/// The fragment that GitHub gives a heading: lower case, blanks to hyphens, and of the rest only letters, digits, hyphens and underscores.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
