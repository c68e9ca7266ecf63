use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::bedrock::Catalogue;
use crate::control_tower::Baseline;
use crate::diagnostic::Diagnostic;
use crate::release::Input;
use crate::spec::raw::RawSpec;
use crate::spec::{self, Day, Origin, Spec};
use crate::text;

use super::catalogue;
use super::flags::SpecFlags;
use super::input::{self, SPEC};
use super::talk::Talk;

/// A spec as it was asked for: in a file, or in flags.
pub(super) struct Asked {
    pub(super) raw: RawSpec,
    pub(super) origin: Origin,
    /// The folder that the paths in it are relative to.
    pub(super) base: PathBuf,
    /// The spec's file; `None` for flags and standard input.
    pub(super) path: Option<PathBuf>,
    /// What goes into the record of inputs.
    pub(super) input: Input,
    /// The spec that the flags spell.
    pub(super) flags: Option<Value>,
}

/// A spec that makes sense, with the Region deny that it names.
pub(super) struct Valid {
    pub(super) spec: Spec,
    pub(super) baseline: Baseline,
    /// The baseline's file; `None` for standard input and built-ins.
    pub(super) baseline_path: Option<PathBuf>,
    /// The catalogue that the spec names, or the embedded one.
    pub(super) catalogue: Arc<Catalogue>,
}

/// Why there is no spec.
pub(super) enum NotAsked {
    /// The command line makes no sense.
    Usage(String),
    /// The file can't be read, or is no spec: the findings say why.
    Findings,
}

impl Asked {
    /// The spec of the command line: the flags, the file that is named, or the nearest one upward.
    ///
    /// What is wrong with a spec that can be read all the same is added to `findings`.
    pub(super) fn read(
        spec: Option<&Path>,
        flags: Option<&SpecFlags>,
        talk: &Talk,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, NotAsked> {
        let path = match (spec, flags) {
            (None, Some(flags)) => return Self::from_flags(flags).map_err(NotAsked::Usage),
            (Some(_), Some(_)) => {
                let message = "a spec and the flags that take its place do not mix; say it in the spec, or drop the spec";
                return Err(NotAsked::Usage(message.to_owned()));
            }
            (Some(path), None) => path.to_owned(),
            (None, None) => nearest().map_err(NotAsked::Usage)?,
        };
        talk.detail(&format!("spec {}", path.display()));
        Self::from_file(&path, findings)
            .map_err(|found| findings.extend(found))
            .ok()
            .flatten()
            .ok_or(NotAsked::Findings)
    }

    /// Reads the baseline and resolves every name. `None`: the findings say why not.
    pub(super) fn validate(&self, today: Day, findings: &mut Vec<Diagnostic>) -> Option<Valid> {
        self.validate_as(&self.raw, today, findings)
    }

    /// The same with a spec in which something was filled in.
    pub(super) fn validate_as(
        &self,
        raw: &RawSpec,
        today: Day,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Valid> {
        let place = self.origin.value("/region_deny/baseline");
        let named = &raw.region_deny.baseline;
        let baseline = input::baseline(named, &self.base, place, findings)
            .map_err(|found| findings.extend(found))
            .ok();
        let catalogue = catalogue::of_spec(self)
            .map_err(|found| findings.extend(found))
            .ok()?;
        let facts = spec::Facts {
            baseline: baseline.as_ref().map(|(baseline, _)| baseline),
            catalogue: &catalogue,
            today,
        };
        let spec = spec::validate(raw, &self.origin, facts, findings)?;
        let (baseline, baseline_path) = baseline?;
        Some(Valid {
            spec,
            baseline,
            baseline_path,
            catalogue,
        })
    }

    fn from_flags(flags: &SpecFlags) -> Result<Self, String> {
        let raw = flags.spec()?;
        let mut recorded = raw.clone();
        // The record tells what went in, not where it lay.
        recorded.region_deny.baseline = input::file_name(&raw.region_deny.baseline);
        let value = serde_json::to_value(&recorded).unwrap_or_default();
        Ok(Self {
            raw,
            origin: Origin::flags(),
            base: PathBuf::new(),
            path: None,
            input: Input::new("flags", "flags", value.to_string().as_bytes()),
            flags: Some(value),
        })
    }

    /// The spec of a file; `None`: it is no spec, and `findings` say why.
    pub(super) fn from_file(
        path: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Self>, Vec<Diagnostic>> {
        Self::from_input(input::read(path)?, path, findings)
    }

    /// The same of a file that was read already.
    pub(super) fn from_input(
        input: input::Input,
        path: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Self>, Vec<Diagnostic>> {
        // JSON is YAML but for pairs of surrogates, which YAML takes for two characters that do not exist.
        let is_json = input.source.text.trim_start().starts_with('{');
        let json = is_json.then(|| text::json(&input.source).ok()).flatten();
        let document = match json {
            Some(document) => document,
            None => text::yaml(&input.source)?,
        };
        let asked = spec::read(document, findings).map(|(raw, origin)| Self {
            raw,
            origin,
            base: path.parent().map(Path::to_path_buf).unwrap_or_default(),
            path: input.path,
            input: Input::new(
                "spec",
                input::file_name(&input.source.name),
                input.source.text.as_bytes(),
            ),
            flags: None,
        });
        Ok(asked)
    }
}

fn nearest() -> Result<PathBuf, String> {
    let working = std::env::current_dir().unwrap_or_default();
    input::discover(&working).ok_or_else(|| {
        format!("there is no {SPEC} here or above; name a spec, give --mode and --ou, or run `crispack init --example`")
    })
}
