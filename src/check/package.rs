use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::cfct::rules::{
    archive_entry, archive_too_large, archive_twice, archive_unreadable, attachments_over_quota,
    check_manifest, manifest_missing, parameter_file, template_shape,
};
use crate::cfct::{Archive, Files, MANIFEST, Package, PackageView};
use crate::diagnostic::{Diagnostic, Source};
use crate::org::Organization;
use crate::policy::Quota;
use crate::text::{self, Node};

use super::ignores::Ignores;
use super::policy::{Text, policy};
use super::report::Report;

/// What a package is held against besides the rules.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// Size and number of policies.
    pub quota: Quota,
    /// The organization, if it is known.
    pub organization: Option<&'a Organization>,
    /// Are the edits that mend findings wanted? Without them a package of many policies need not be held in memory.
    pub with_edits: bool,
}

/// What is wrong with an archive before anything in it is looked at; `shown` is the archive's path.
pub fn archive_flaws(archive: &Archive, shown: &str) -> Vec<Diagnostic> {
    let rules = [
        archive_entry::finding,
        archive_twice::finding,
        archive_too_large::finding,
        archive_unreadable::finding,
    ];
    let flaws = archive.flaws().iter();
    flaws
        .flat_map(|flaw| rules.iter().filter_map(move |rule| rule(shown, flaw)))
        .collect()
}

/// Looks at a package: its manifest and everything that the manifest names; `shown` is how the package is called.
///
/// Comments that silence findings are read from the manifest and added to `ignores`; they are applied by the caller, when everything was found.
pub fn package(
    files: &dyn Files,
    shown: &str,
    against: Against<'_>,
    ignores: &mut Ignores,
) -> Report {
    let mut report = Report::default();
    if !files.has(MANIFEST) {
        report
            .findings
            .push(manifest_missing::finding(files, shown));
        return report;
    }
    report.looked.manifests = 1;
    for path in files.paths() {
        ignores.saw(files.shown(path));
    }
    let manifest = source(files, MANIFEST).and_then(|source| {
        let manifest = text::yaml_with_anchors(&source)?;
        ignores.read(&source, &manifest);
        Ok(manifest)
    });
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(found) => {
            let note = "CfCT's Build would fail on the manifest, and nothing would be deployed; what else is wrong with it cannot be told before";
            report
                .findings
                .extend(found.into_iter().map(|own| own.note(note)));
            return report;
        }
    };
    let view = PackageView {
        manifest: &manifest,
        files: Some(files),
        organization: against.organization,
    };
    report.findings.extend(self::manifest(&view, against.quota));
    for policy in view.policies() {
        ignores.names_file(&policy.place, files.shown(policy.path));
    }
    policies(&view, files, against, &mut report);
    templates(&view, files, &mut report);
    parameters(&view, files, &mut report);
    report
}

/// Looks at a manifest, with the paths of the package if those are known.
pub fn manifest(view: &PackageView<'_>, quota: Quota) -> Vec<Diagnostic> {
    let mut found = check_manifest(view);
    found.extend(attachments_over_quota::check(view, quota));
    found
}

/// The policies, each once, by as many workers as there are processors: each holds one policy at a time.
fn policies(view: &PackageView<'_>, files: &dyn Files, against: Against<'_>, report: &mut Report) {
    let mut named = BTreeMap::new();
    for policy in view.policies() {
        let path = Package::normal(policy.path);
        if files.has(&path) {
            named.entry(path).or_insert(policy.is_scp);
        }
    }
    let named: Vec<(String, bool)> = named.into_iter().collect();
    report.looked.policies += named.len();
    let region = view.manifest.get("region").and_then(Node::as_str);
    let look = |(path, is_scp): &(String, bool)| {
        let shown = files.shown(path);
        match files.read(path, text::MAX_BYTES) {
            Some(Ok(bytes)) => policy(
                Text {
                    path,
                    shown: &shown,
                    bytes: &bytes,
                    is_sent: true,
                    is_scp: *is_scp,
                },
                against.quota,
                region,
            ),
            Some(Err(error)) => vec![files.unreadable(path, &error)],
            None => Vec::new(),
        }
    };
    let is_large = named.len() > MOST_HELD && !against.with_edits;
    let look = |item: &(String, bool)| {
        let found = look(item).into_iter();
        found
            .map(|own| if is_large { own.excerpt() } else { own })
            .collect()
    };
    report.findings.extend(in_parallel(&named, look));
}

/// The most policies whose texts are held for what is found in them.
const MOST_HELD: usize = 500;

/// Below this many, threads cost more than they save.
const WORTH_THREADS: usize = 32;

/// What is found in each, in their order whoever found it.
fn in_parallel<T: Sync>(
    items: &[T],
    look: impl Fn(&T) -> Vec<Diagnostic> + Sync,
) -> Vec<Diagnostic> {
    let workers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    if items.len() < WORTH_THREADS || workers == 1 {
        return items.iter().flat_map(look).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            found.extend(look(item).into_iter().map(|finding| (at, finding)));
        }
        found
    };
    let mut found: Vec<(usize, Diagnostic)> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for other in others {
            // A worker that panicked has ended the process by the panic hook, or the test.
            found.extend(other.join().unwrap_or_default());
        }
        found
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn templates(view: &PackageView<'_>, files: &dyn Files, report: &mut Report) {
    let paths = files.paths().into_iter();
    let mut looked_at: BTreeSet<String> = paths
        .filter(|path| template_shape::is_looked_at(path))
        .map(str::to_owned)
        .collect();
    let named = view.template_files().map(Package::normal);
    looked_at.extend(named.filter(|path| files.has(path)));
    for path in looked_at {
        report.looked.templates += 1;
        let shown = files.shown(&path);
        report
            .findings
            .extend(template_shape::check_name(&path, &shown));
        match source(files, &path) {
            Ok(source) => report
                .findings
                .extend(template_shape::check(&path, &source)),
            Err(found) => report.findings.extend(found),
        }
    }
}

fn parameters(view: &PackageView<'_>, files: &dyn Files, report: &mut Report) {
    let named: Vec<String> = view.parameter_files().map(Package::normal).collect();
    let looked_at = files
        .paths()
        .into_iter()
        .filter(|path| parameter_file::is_looked_at(path));
    let mut paths: Vec<String> = looked_at.map(str::to_owned).collect();
    paths.extend(named.iter().filter(|path| files.has(path)).cloned());
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        report.looked.parameters += 1;
        match source(files, &path) {
            Ok(source) => {
                let is_named = named.contains(&path);
                report
                    .findings
                    .extend(parameter_file::check(&path, &source, is_named));
            }
            Err(found) => report.findings.extend(found),
        }
    }
}

/// The text of a file of the package.
fn source(files: &dyn Files, path: &str) -> Result<Arc<Source>, Vec<Diagnostic>> {
    let shown = files.shown(path);
    match files.read(path, text::MAX_BYTES) {
        Some(Ok(bytes)) => text::source(&shown, bytes).map_err(|finding| vec![*finding]),
        Some(Err(error)) => Err(vec![files.unreadable(path, &error)]),
        None => Ok(Source::new(shown, "")),
    }
}
