use std::sync::Arc;

use crate::bedrock::{ANYWHERE, Catalogue, GLOBAL, is_family_shaped};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::{self, Kind, Node};

use super::read::is_region_shaped;
use super::rules::{
    answer_empty, answer_shape, answer_truncated, import_region, profile_does_not_fit,
    unknown_family,
};

/// The key under which a list of profiles stands.
const LIST: &str = "inferenceProfileSummaries";

/// The only status of a profile (Amazon Bedrock API reference, `InferenceProfileSummary`; read 2026-11-25).
const ACTIVE: &str = "ACTIVE";

/// Mistakes told of one file.
const MOST: usize = 20;

/// A saved answer.
pub(super) struct Answer {
    /// It lists all profiles of its kind, and does not tell one only.
    pub(super) is_list: bool,
    pub(super) listed: Vec<Listed>,
}

/// An inference profile as an answer has it.
pub(super) struct Listed {
    pub(super) id: String,
    /// The Region that was asked.
    pub(super) source: String,
    pub(super) account: String,
    pub(super) partition: String,
    /// Made by the account: an application inference profile.
    pub(super) is_application: bool,
    /// A model of it has no Region.
    pub(super) is_global: bool,
    /// The Regions of its models, sorted.
    pub(super) to: Vec<String>,
    pub(super) place: Place,
}

impl Listed {
    /// Its destinations as a catalogue has them.
    pub(super) fn destinations(&self) -> Vec<String> {
        if self.is_global {
            vec![ANYWHERE.to_owned()]
        } else {
            self.to.clone()
        }
    }
}

/// Reads an answer of `list-inference-profiles` or of `get-inference-profile`, as it was. A bare list is what `--query` left, which may have dropped profiles, or the token of a next page.
///
/// The limits of AWS's own model of the answer are not looked at: it says that there are at most five models and that each has a Region, and both are wrong
/// (botocore 1.44.5, `data/bedrock`, against answers of 2026-10-27).
pub(super) fn answer(
    source: &Arc<Source>,
    catalogue: &Catalogue,
    found: &mut Vec<Diagnostic>,
) -> Option<Answer> {
    let document = match text::json(source) {
        Ok(document) => document,
        Err(problems) => {
            found.extend(problems);
            return None;
        }
    };
    for token in ["nextToken", "NextToken"] {
        let entry = document
            .entry(token)
            .filter(|own| own.value.kind != Kind::Null);
        if let Some(entry) = entry {
            found.push(answer_truncated::finding(Place::new(
                source,
                entry.key_span.clone(),
            )));
        }
    }
    if document.is_list() {
        let why = "this is a bare list, as `--query` leaves it, which may have left profiles out";
        found.push(answer_shape::finding(document.place(), why));
        return None;
    }
    let list = document.get(LIST).filter(|own| own.is_list());
    let (is_list, nodes) = match list {
        Some(list) => (true, list.items()),
        None if document.get("inferenceProfileArn").is_some() => {
            (false, std::slice::from_ref(&document))
        }
        None => {
            found.push(answer_shape::finding(
                document.place(),
                "this is no answer about inference profiles",
            ));
            return None;
        }
    };
    if nodes.is_empty() {
        found.push(answer_empty::finding(document.place()));
    }
    let mut mistakes = 0;
    let mut listed = Vec::with_capacity(nodes.len());
    for node in nodes {
        match profile(node, catalogue, found) {
            Ok(own) => listed.push(own),
            Err(finding) => {
                found.push(*finding);
                mistakes += 1;
            }
        }
        // A file of nothing but mistakes need not be read to its end.
        if mistakes == MOST {
            break;
        }
    }
    one_region(&listed, found);
    Some(Answer { is_list, listed })
}

/// Could it be the id of a model, as the schema of a catalogue has it?
fn is_model(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '-');
    !text.is_empty() && text.chars().all(is_part)
}

/// AWS lists the profiles of the Region that is asked. One entry of another would make that Region's whole list out of itself.
fn one_region(listed: &[Listed], found: &mut Vec<Diagnostic>) {
    let Some(first) = listed.first() else { return };
    let Some(other) = listed.iter().find(|own| own.source != first.source) else {
        return;
    };
    let why = format!(
        "one list has profiles of two source Regions, {} and {}; AWS answers for one at a time",
        first.source, other.source
    );
    found.push(
        profile_does_not_fit::finding(other.place.clone(), &why)
            .at(first.place.clone(), "the other Region"),
    );
}

fn profile(
    node: &Node,
    catalogue: &Catalogue,
    found: &mut Vec<Diagnostic>,
) -> Result<Listed, Box<Diagnostic>> {
    let text = |of: &'_ Node, key: &str| match of.get(key) {
        Some(value) => match value.as_str() {
            Some(text) => Ok((text.to_owned(), value.place())),
            None => Err(Box::new(answer_shape::finding(
                value.place(),
                &format!("`{key}` is a string"),
            ))),
        },
        None => Err(Box::new(answer_shape::finding(
            of.place(),
            &format!("`{key}` is missing"),
        ))),
    };
    let misfit =
        |place: &Place, why: String| Box::new(profile_does_not_fit::finding(place.clone(), &why));
    let (arn, at) = text(node, "inferenceProfileArn")?;
    let (id, id_at) = text(node, "inferenceProfileId")?;
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", partition, "bedrock", source, account, resource] = parts.as_slice() else {
        return Err(misfit(
            &at,
            format!("`{arn}` is no ARN of an inference profile"),
        ));
    };
    let is_application = match resource.split_once('/') {
        Some(("inference-profile", own)) if own == id => false,
        Some(("application-inference-profile", own)) if own == id => true,
        Some(("inference-profile" | "application-inference-profile", _)) => {
            return Err(misfit(
                &id_at,
                format!("the id `{id}` is not that of `{arn}`"),
            ));
        }
        _ => {
            return Err(misfit(
                &at,
                format!("`{arn}` is no ARN of an inference profile"),
            ));
        }
    };
    if let Some(kind) = node.get("type").and_then(Node::as_str)
        && (kind == "APPLICATION") != is_application
    {
        return Err(misfit(
            &at,
            format!("the type `{kind}` is not that of `{arn}`"),
        ));
    }
    if let Some(status) = node.get("status")
        && status.as_str() != Some(ACTIVE)
    {
        let why = format!("the status is not `{ACTIVE}`, the only one that AWS documents");
        return Err(misfit(&status.place(), why));
    }
    if account.len() != 12 || !account.chars().all(|c| c.is_ascii_digit()) {
        return Err(misfit(
            &at,
            format!("`{account}` is no account: twelve digits"),
        ));
    }
    let mut region = |code: &str, place: &Place| -> Result<(), Box<Diagnostic>> {
        match catalogue.region(code) {
            Some(own) if own.partition == *partition => Ok(()),
            Some(_) => Err(misfit(
                place,
                format!("{code} is not in the partition `{partition}`"),
            )),
            None if is_region_shaped(code) => {
                let finding = import_region::finding(code, place.clone());
                if !found.iter().any(|own| own.message == finding.message) {
                    found.push(finding);
                }
                Ok(())
            }
            None => Err(misfit(place, format!("`{code}` is no code of a Region"))),
        }
    };
    region(source, &at)?;
    let models = node.get("models").filter(|own| own.is_list());
    let models = models
        .ok_or_else(|| Box::new(answer_shape::finding(node.place(), "`models` is a list")))?;
    let mut to = Vec::new();
    let mut is_global = false;
    for model in models.items() {
        let (own, place) = text(model, "modelArn")?;
        let parts: Vec<&str> = own.splitn(6, ':').collect();
        match parts.as_slice() {
            ["arn", of, "bedrock", code, _, model]
                if of == partition && model.starts_with("foundation-model/") =>
            {
                let model = model.trim_start_matches("foundation-model/");
                if !is_application
                    && let Some((_, own)) = id.split_once('.')
                    && own != model
                {
                    return Err(misfit(
                        &place,
                        format!("`{model}` is not the model of `{id}`"),
                    ));
                }
                if code.is_empty() {
                    is_global = true;
                } else {
                    region(code, &place)?;
                    to.push((*code).to_owned());
                }
            }
            // Those may be made from what was customized or imported.
            ["arn", of, "bedrock", code, ..]
                if of == partition && is_application && !code.is_empty() =>
            {
                to.push((*code).to_owned());
            }
            _ => {
                return Err(misfit(
                    &place,
                    format!(
                        "`{own}` is no ARN of a foundation model in the partition `{partition}`"
                    ),
                ));
            }
        }
    }
    to.sort_unstable();
    to.dedup();
    if to.is_empty() && !is_global {
        return Err(Box::new(answer_shape::finding(
            models.place(),
            "`models` is empty",
        )));
    }
    if !is_application {
        let Some((family, _)) = id
            .split_once('.')
            .filter(|(family, model)| is_family_shaped(family) && is_model(model))
        else {
            return Err(misfit(
                &id_at,
                format!("`{id}` is no id of a system-defined profile, `FAMILY.MODEL`"),
            ));
        };
        // A model without a Region is what a Global profile has, and nothing else is known to.
        if is_global && family != GLOBAL {
            return Err(misfit(
                &id_at,
                format!(
                    "`{id}` has a model without a Region, as only profiles of the family `{GLOBAL}` have"
                ),
            ));
        }
        is_global |= family == GLOBAL;
        let knows = |of: &Catalogue| of.profiles.iter().any(|own| own.family() == family);
        if !knows(catalogue) && !knows(Catalogue::builtin()) {
            let finding = unknown_family::finding(family, id_at);
            if !found.iter().any(|own| own.message == finding.message) {
                found.push(finding);
            }
        }
    }
    Ok(Listed {
        source: (*source).to_owned(),
        account: (*account).to_owned(),
        partition: (*partition).to_owned(),
        id,
        is_application,
        is_global,
        to,
        place: at,
    })
}
