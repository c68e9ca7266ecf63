use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::org::{Call, Fetch};

/// Answers that somebody saved, one file a command.
pub(super) struct Saved {
    folder: PathBuf,
}

impl Saved {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }
}

impl Fetch for Saved {
    fn fetch(&self, calls: &[Call]) -> Vec<Result<Value, String>> {
        let read = |call: &Call| {
            let name = call.file_name();
            let bytes = fs::read(self.folder.join(&name))
                .map_err(|error| format!("{}: {error}", self.folder.join(&name).display()))?;
            if bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Value::Null);
            }
            serde_json::from_slice(&bytes).map_err(|error| format!("{name} is no JSON: {error}"))
        };
        calls.iter().map(read).collect()
    }
}

/// When the answers were saved, as the script wrote it down.
pub(super) fn taken_at(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("taken-at")).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
