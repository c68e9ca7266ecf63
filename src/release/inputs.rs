use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::text::sha256;

/// The record of inputs in a release.
pub(super) const INPUTS: &str = "inputs.lock";

/// One thing that went into a release.
#[derive(Debug, Clone)]
pub struct Input {
    /// `spec`, `flags`, `baseline`, `catalogue`, `accepted`, `previous`, `base`, `snapshot` or `impact`.
    pub role: &'static str,
    /// The file's name without the folders above it.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal; of a folder, that of the list which `sha256sum` makes of its files.
    pub sha256: String,
    /// The version of the S3 object that it came from, if somebody said so.
    pub s3_version: Option<String>,
}

impl Input {
    /// An input from its bytes.
    pub fn new(role: &'static str, name: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            role,
            name: name.into(),
            sha256: sha256(bytes),
            s3_version: None,
        }
    }
}

/// Does the release in a folder name an input of this role? No, where there is no release.
pub fn had_input(folder: &Path, role: &str) -> bool {
    let text = fs::read_to_string(folder.join(INPUTS)).unwrap_or_default();
    let lock: Value = serde_json::from_str(&text).unwrap_or_default();
    let inputs = lock.get("inputs").and_then(Value::as_array);
    let is_role = |own: &Value| own.get("role").and_then(Value::as_str) == Some(role);
    inputs.is_some_and(|own| own.iter().any(is_role))
}

/// Everything that went into a release: the same inputs give the same bytes.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The version of this program.
    pub tool_version: &'static str,
    /// The files, or the flags.
    pub inputs: Vec<Input>,
    /// The day of the catalogue.
    pub catalogue_as_of: String,
    /// SHA-256 of the catalogue.
    pub catalogue_sha256: String,
    /// The spec that the flags spell, if there was no file.
    pub flags: Option<Value>,
    /// The slots whose policies are tombstones.
    pub retired: Vec<String>,
}

impl Inputs {
    /// The content of `inputs.lock`.
    pub(super) fn lock(&self) -> String {
        let inputs: Vec<Value> = self
            .inputs
            .iter()
            .map(|input| {
                let mut value =
                    json!({"role": input.role, "name": input.name, "sha256": input.sha256});
                if let (Value::Object(object), Some(version)) = (&mut value, &input.s3_version) {
                    object.insert("s3_version".to_owned(), json!(version));
                }
                value
            })
            .collect();
        let mut value = json!({
            "schema": "crispack.inputs/1",
            "crispack": self.tool_version,
            "inputs": inputs,
            "catalogue": {"as_of": self.catalogue_as_of, "sha256": self.catalogue_sha256},
        });
        if let (Value::Object(object), Some(flags)) = (&mut value, &self.flags) {
            object.insert("flags".to_owned(), flags.clone());
        }
        if let (Value::Object(object), false) = (&mut value, self.retired.is_empty()) {
            object.insert("retired".to_owned(), json!(self.retired));
        }
        format!("{value:#}\n")
    }
}
