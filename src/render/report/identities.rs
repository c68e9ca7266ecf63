//! Which identity policies there are, and what was shown of them.

use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};

/// The section of the report; empty if no identity policy was asked for.
pub(super) fn identities(facts: Facts<'_>) -> String {
    if facts.spec.iam.is_none() {
        return String::new();
    }
    let without: Vec<&str> = facts
        .spec
        .modes
        .iter()
        .map(|mode| mode.name.as_str())
        .filter(|name| {
            !facts
                .composition
                .identities
                .iter()
                .any(|own| own.mode.name == *name)
        })
        .collect();
    let mut text = format!(
        "## Identity policies\n\nWhat a role needs besides; `iam/README.md` lists the calls. Held against every call of the catalogue of {}, hop by hop, in every world that AWS's pages leave open: \
         exactly the named calls are allowed by the policies, and none of them is denied by a policy of this release on the path of an OU that has the mode. No call was made on AWS.\n\n",
        facts.catalogue.as_of
    );
    let rows = facts
        .composition
        .identities
        .iter()
        .zip(&facts.proof.identities)
        .map(|(own, checked)| {
            vec![
                code(&own.mode.name),
                code(&own.name),
                checked.allowed.to_string(),
                checked.others.to_string(),
                if own.stack_set {
                    format!(
                        "stack set for {}",
                        codes(own.ous.iter().map(String::as_str))
                    )
                } else {
                    "file".to_owned()
                },
            ]
        });
    text.push_str(&table(
        &[
            "Mode",
            "Policies",
            "Calls allowed",
            "Other calls, refused",
            "Delivered as",
        ],
        rows,
    ));
    if !without.is_empty() {
        let _ = write!(
            text,
            "\nNo call that is asked for works under {}, so there is no policy.\n",
            codes(without)
        );
    }
    text
}
