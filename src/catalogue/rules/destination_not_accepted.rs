//! CRP440: a profile leads to a Region that was not accepted.

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::Spec;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP440",
    name: "destination-not-accepted",
    severity: Severity::Error,
    summary: "a profile leads to a Region that was not accepted",
    page: "\
## What it is
The catalogue, embedded or imported, has a destination Region for a route that a mode allows, and the record of accepted routes (`crispack.profiles.json`) does not: AWS added it, or the catalogue knows it since it was brought up to date. Of a profile that is new, those Regions count that no profile of its family which the same mode allows was accepted for from the same source Region: what others send there from elsewhere, or under another mode, agrees to nothing.

## Why it matters
Prompts and answers may be processed and stored there from the day of the rollout. Somebody agreed to the list as it was; nobody has agreed to this one. Nothing is built.

## What to do
Have the Region agreed to, and record it: `crispack profiles accept --reason \\\"SEC-812\\\"`. Or keep it out: with `destinations: pinned` or `governed` and the catalogue that was accepted, with a family or `profiles` that do not lead there.
",
};

/// How many routes are named.
const SHOWN: usize = 8;

/// What was gained, put together by new Regions, family and mode: a Region that a whole family gains is one finding.
#[derive(Default)]
pub(in crate::catalogue) struct Gained(Vec<Of>);

struct Of {
    regions: Vec<String>,
    family: String,
    modes: Vec<String>,
    routes: Vec<(String, String)>,
}

impl Gained {
    /// A route of a mode with new Regions.
    pub(in crate::catalogue) fn add(
        &mut self,
        regions: &[&str],
        mode: &str,
        id: &str,
        source: &str,
    ) {
        let family = id.split('.').next().unwrap_or_default();
        let is_same = |own: &&mut Of| own.family == family && own.regions == regions;
        let route = (id.to_owned(), source.to_owned());
        match self.0.iter_mut().find(is_same) {
            Some(own) => {
                if !own.modes.iter().any(|known| known == mode) {
                    own.modes.push(mode.to_owned());
                }
                if !own.routes.contains(&route) {
                    own.routes.push(route);
                }
            }
            None => self.0.push(Of {
                regions: regions.iter().map(|code| (*code).to_owned()).collect(),
                family: family.to_owned(),
                modes: vec![mode.to_owned()],
                routes: vec![route],
            }),
        }
    }

    /// The findings.
    pub(in crate::catalogue) fn findings(
        &self,
        spec: &Spec,
        catalogue: &Catalogue,
        place: Option<&Place>,
    ) -> Vec<Diagnostic> {
        self.0
            .iter()
            .map(|own| own.finding(spec, catalogue, place))
            .collect()
    }
}

impl Of {
    fn finding(&self, spec: &Spec, catalogue: &Catalogue, place: Option<&Place>) -> Diagnostic {
        let regions = self.regions.join(", ");
        let (id, source) = self
            .routes
            .first()
            .map_or(("", ""), |(id, source)| (id.as_str(), source.as_str()));
        let more = match self.routes.len() {
            0 | 1 => String::new(),
            many => format!(" (and {} more)", many - 1),
        };
        let mut finding = Diagnostic::new(
            &RULE,
            format!("`{id}` from {source}{more} leads to {regions}, which was not accepted"),
        )
        .at(place.cloned(), "what was accepted");
        for (id, source) in self.routes.iter().skip(1).take(SHOWN) {
            finding = finding.note(format!("`{id}` from {source}, too"));
        }
        for mode in &self.modes {
            let ous: Vec<&str> = spec
                .targets
                .iter()
                .filter(|own| own.mode.name == *mode)
                .map(|own| own.ou.as_str())
                .collect();
            finding = finding.note(format!("the mode `{mode}` allows it: {}", ous.join(", ")));
        }
        finding
            .note(format!("the catalogue is of {}", catalogue.as_of))
            .help("have it agreed to, then: crispack profiles accept --reason …")
    }
}
