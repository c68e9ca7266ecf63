use crate::diagnostic::{Diagnostic, Severity};

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Findings, sorted by file and place.
    pub findings: Vec<Diagnostic>,
    /// Findings that somebody silenced, with the reason given.
    pub silenced: Vec<Silenced>,
    /// What was looked at.
    pub looked: Looked,
}

/// A finding that is not counted.
#[derive(Debug)]
pub struct Silenced {
    /// The finding.
    pub finding: Diagnostic,
    /// The reason given.
    pub reason: String,
    /// The last day on which it is silenced, `YYYY-MM-DD`.
    pub until: String,
}

/// How many files of each kind were looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked {
    /// Specs of crispack's.
    pub specs: usize,
    /// Manifests.
    pub manifests: usize,
    /// Policies.
    pub policies: usize,
    /// Templates.
    pub templates: usize,
    /// Files of parameters.
    pub parameters: usize,
}

impl Report {
    /// Adds what another check found.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.silenced.extend(other.silenced);
        let Looked {
            specs,
            manifests,
            policies,
            templates,
            parameters,
        } = other.looked;
        self.looked.specs += specs;
        self.looked.manifests += manifests;
        self.looked.policies += policies;
        self.looked.templates += templates;
        self.looked.parameters += parameters;
    }

    /// Sorts the findings by file and place; those without a place come first.
    pub fn sort(&mut self) {
        self.findings.sort_by_cached_key(|finding| {
            let place = finding.labels.first().map(|label| &label.place);
            let at = place.map(|place| (place.source.name.clone(), place.span.start));
            (at, finding.rule.code, finding.message.clone())
        });
        self.findings.dedup();
    }

    /// How many findings are of a level.
    pub fn count(&self, severity: Severity) -> usize {
        let of_level = self
            .findings
            .iter()
            .filter(|own| own.severity() == severity);
        of_level.count()
    }
}
