use std::collections::BTreeMap;

use crate::evidence::{Dialect, Question, Refused, Scope, TABLE, queries};
use crate::observe::replay::Allowed;
use crate::proof::Survey;
use crate::render::{self, Facts};

use super::files::Files;

/// Where the queries of a release lie.
pub(super) const EVIDENCE: &str = "evidence/";

/// Adds the queries of a release: which calls its policies deny, and where prompts were processed. They name accounts, so without a snapshot that tells them there is the page alone, which says how to make
/// them; so it is where a policy says what no query can ask.
pub(super) fn evidence(facts: Facts<'_>, files: &mut Files) {
    let scopes = scopes(facts);
    let mut refused = None;
    let queries = if scopes.is_empty() {
        Vec::new()
    } else {
        written(facts, &scopes).unwrap_or_else(|why| {
            refused = Some(why.to_string());
            Vec::new()
        })
    };
    let readme = render::evidence_readme(facts, !queries.is_empty(), refused.as_deref());
    files.insert(format!("{EVIDENCE}README.md"), readme);
    for (path, text) in queries {
        files.insert(path, text);
    }
}

/// The queries by their paths.
fn written(facts: Facts<'_>, scopes: &[Scope<'_>]) -> Result<Vec<(String, String)>, Refused> {
    let identity = facts
        .organization
        .and_then(|own| own.snapshot.organization.as_ref());
    let question = Question {
        scopes,
        catalogue: facts.catalogue,
        settled: &facts.spec.worlds,
        partition: facts.spec.partition,
        origins: &BTreeMap::new(),
        management_account: identity.and_then(|own| own.management_account.as_deref()),
        from: None,
        to: None,
        table: TABLE,
        all: false,
    };
    let mut written = Vec::new();
    for (dialect, folder, end) in [
        (Dialect::Athena, "athena", "sql"),
        (Dialect::LogsInsights, "logs-insights", "txt"),
    ] {
        for query in queries(dialect, &question)? {
            let path = format!("{EVIDENCE}{folder}/{}.{end}", query.name);
            written.push((path, query.text));
        }
    }
    Ok(written)
}

/// The OUs that a policy of the release is on or above, with their accounts by the snapshot.
fn scopes(facts: Facts<'_>) -> Vec<Scope<'_>> {
    let Some(organization) = facts.organization else {
        return Vec::new();
    };
    let mut of: BTreeMap<&str, &Survey<'_>> = BTreeMap::new();
    for survey in facts.surveys {
        of.extend(survey.of.ous.iter().map(|ou| (ou.as_str(), survey)));
    }
    let held = |path: &str| {
        let ends = path
            .match_indices(':')
            .map(|(at, _)| at)
            .chain([path.len()]);
        let mut above: Vec<&str> = ends.filter_map(|end| path.get(..end)).collect();
        above.insert(0, "Root");
        above.into_iter().rev().find_map(|ou| of.get(ou).copied())
    };
    let identity = organization.snapshot.organization.as_ref();
    let at_root = identity.map_or(&[][..], |own| &own.root_accounts);
    let ous = organization.snapshot.organizational_units.iter();
    let ous = ous.map(|ou| (ou.path.as_str(), ou.accounts.as_slice()));
    let scope = |(path, accounts): (&str, &[String])| {
        let survey = held(path).filter(|_| !accounts.is_empty())?;
        Some(Scope {
            ou: path.to_owned(),
            accounts: accounts.to_vec(),
            before: &survey.of.before,
            after: &survey.of.after,
            from: Allowed::of_matrix(&survey.after).from,
        })
    };
    ous.chain([("Root", at_root)]).filter_map(scope).collect()
}
