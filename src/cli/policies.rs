use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::bedrock::{Catalogue, Settled};
use crate::diagnostic::Diagnostic;
use crate::policy::{Attached, Document, Level, Levels};
use crate::release::Shipped;

use super::input;

/// Which policies a question is put to.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Policies")]
pub(super) struct PolicyArgs {
    /// A policy: raw, with comments, or as `describe-policy` prints it; `-` for standard input; repeatable, all on one level.
    #[arg(long, value_name = "FILE")]
    pub(super) scp: Vec<PathBuf>,
    /// The policies of one level of the path, from the root down: `Root=full.json`, `Workloads=a.json,b.json`; repeatable.
    #[arg(long, value_name = "NAME=FILE,…")]
    pub(super) level: Vec<String>,
    /// A release that `crispack build` wrote; needs --ou.
    #[arg(long, value_name = "DIR")]
    pub(super) release: Option<PathBuf>,
    /// The OU whose path of a release counts: names below the root, joined by `:`; `Root` for the root.
    #[arg(long, value_name = "OU", allow_hyphen_values = true)]
    pub(super) ou: Option<String>,
}

/// Why there are no levels.
pub(super) enum NoLevels {
    /// The command line makes no sense.
    Usage(String),
    /// The findings say why.
    Findings(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for NoLevels {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self::Findings(findings)
    }
}

impl PolicyArgs {
    /// Is anything given?
    pub(super) fn is_empty(&self) -> bool {
        self.scp.is_empty() && self.level.is_empty() && self.release.is_none()
    }

    /// What the spec of the release has settled about calls; without a release, nothing.
    pub(super) fn settled(&self) -> Settled {
        self.release
            .as_deref()
            .map(Shipped::settled)
            .unwrap_or_default()
    }

    /// The catalogue that the release rests on; without a release, the embedded one.
    pub(super) fn catalogue(&self) -> Result<Arc<Catalogue>, Vec<Diagnostic>> {
        let release = self.release.as_deref();
        release.map_or_else(|| Ok(Catalogue::embedded()), Shipped::catalogue)
    }

    /// The levels of every OU that may be meant: the one that is named, or each that has a policy of the release; each under its name.
    pub(super) fn every(
        &self,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Vec<(String, Levels)>, NoLevels> {
        let (Some(release), None) = (&self.release, &self.ou) else {
            let name = self
                .ou
                .clone()
                .unwrap_or_else(|| "the given policies".to_owned());
            return Ok(vec![(name, self.levels(findings)?)]);
        };
        let ous = Shipped::read(release, findings)?;
        let mut names: Vec<&str> = ous.ous();
        names.sort_unstable();
        names.dedup();
        names
            .into_iter()
            .map(|ou| {
                let of_one = Self {
                    ou: Some(ou.to_owned()),
                    ..self.clone()
                };
                Ok((ou.to_owned(), of_one.with(Some(&ous), findings)?))
            })
            .collect()
    }

    /// The levels: those of the release, then those that were named, then the files of `--scp` as the lowest one.
    ///
    /// What is odd about a release that can be read all the same is added to `findings`.
    pub(super) fn levels(&self, findings: &mut Vec<Diagnostic>) -> Result<Levels, NoLevels> {
        self.with(None, findings)
    }

    /// The same, with the release if it was read already.
    fn with(
        &self,
        read: Option<&Shipped>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Levels, NoLevels> {
        let mut levels = match (&self.release, &self.ou) {
            (Some(release), Some(ou)) => match read {
                Some(shipped) => shipped.levels(ou, findings),
                None => Shipped::read(release, findings)?.levels(ou, findings),
            }
            .map_err(|finding| vec![*finding])?,
            (Some(_), None) => {
                return Err(NoLevels::Usage(
                    "--release needs --ou, the OU that the request comes from".to_owned(),
                ));
            }
            (None, Some(_)) => return Err(NoLevels::Usage("--ou goes with --release".to_owned())),
            (None, None) if self.is_empty() => {
                return Err(NoLevels::Usage(
                    "give the policies: --scp FILE, or --release DIR with --ou".to_owned(),
                ));
            }
            (None, None) => Vec::new(),
        };
        for given in &self.level {
            levels.push(level(given)?);
        }
        if !self.scp.is_empty() {
            levels.push(Level {
                name: "--scp".to_owned(),
                attached: attached(self.scp.iter().map(PathBuf::as_path))?,
            });
        }
        Ok(Levels::new(levels)?)
    }
}

fn level(given: &str) -> Result<Level, NoLevels> {
    let Some((name, files)) = given.split_once('=') else {
        let message = format!("--level takes NAME=FILE, and `{given}` has no `=`");
        return Err(NoLevels::Usage(message));
    };
    Ok(Level {
        name: name.to_owned(),
        attached: attached(files.split(',').map(Path::new))?,
    })
}

/// All files are read, so that what is wrong with any is told in one run.
pub(super) fn attached<'p>(
    files: impl Iterator<Item = &'p Path>,
) -> Result<Vec<Attached>, Vec<Diagnostic>> {
    let mut attached = Vec::new();
    let mut found = Vec::new();
    for file in files {
        match input::read(file).and_then(|input| Document::read(&input.source)) {
            Ok(document) => {
                let name = input::file_name(&document.source.name);
                attached.push(Attached::from_document(name, &document));
            }
            Err(findings) => found.extend(findings),
        }
    }
    if found.is_empty() {
        Ok(attached)
    } else {
        Err(found)
    }
}
