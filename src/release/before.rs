//! What a release took to be in force before it: kept in its folder, since nobody could tell later what its rollout changed.

use std::fs;
use std::path::Path;

use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bedrock::Partition;
use crate::diagnostic::{Diagnostic, Source};
use crate::policy::{Attached, Document};
use crate::proof::MANAGED_DENY;
use crate::render::Facts;
use crate::simulate::Hung;

use super::files::BEFORE;
use super::rules::release_unreadable;

/// The version of the format.
const SCHEMA: &str = "crispack.before/1";

/// The content of the file.
#[derive(Serialize, Deserialize)]
struct File {
    schema: String,
    partition: String,
    /// Nobody read it back.
    assumed: bool,
    /// Control Tower's Region deny, on every OU directly below the root.
    managed: Option<Value>,
    /// Policies, each once.
    texts: Vec<Value>,
    /// Where they hang.
    hung: Vec<OnOu>,
}

#[derive(Serialize, Deserialize)]
struct OnOu {
    ou: String,
    name: String,
    /// The position in `texts`.
    text: usize,
}

/// The policies before a rollout.
#[derive(Debug)]
pub(super) struct Before {
    pub(super) partition: Partition,
    /// Nobody read them back: the Region deny is the baseline's, and of ours there was nothing.
    pub(super) assumed: bool,
    pub(super) managed: Option<Attached>,
    pub(super) hung: Vec<Hung>,
}

/// The content of the file, from the sides that were proved.
pub(super) fn write(facts: Facts<'_>) -> String {
    let mut managed = None;
    let mut texts: IndexSet<String> = IndexSet::new();
    let mut hung: IndexMap<(&str, &str), usize> = IndexMap::new();
    let levels = facts.surveys.iter().flat_map(|own| own.of.before.levels());
    for level in levels {
        for own in &level.attached {
            if own.name == MANAGED_DENY {
                managed = managed.or_else(|| Some(own.policy.to_value()));
                continue;
            }
            let key = (level.name.as_str(), own.name.as_str());
            if !hung.contains_key(&key) {
                let text = texts.insert_full(own.policy.to_compact_json()).0;
                hung.insert(key, text);
            }
        }
    }
    let value = |text: String| serde_json::from_str(&text).unwrap_or_default();
    let on_ou = |((ou, name), text): ((&str, &str), usize)| OnOu {
        ou: ou.to_owned(),
        name: name.to_owned(),
        text,
    };
    let file = File {
        schema: SCHEMA.to_owned(),
        partition: facts.spec.partition.as_str().to_owned(),
        assumed: facts.proof.assumed,
        managed,
        texts: texts.into_iter().map(value).collect(),
        hung: hung.into_iter().map(on_ou).collect(),
    };
    let text = serde_json::to_string(&file).unwrap_or_default();
    format!("{text}\n")
}

/// Reads that of a release.
///
/// # Errors
/// The release has none, since it was made by `--restore` or by an earlier version; or it cannot be read.
pub(super) fn read(folder: &Path) -> Result<Before, Vec<Diagnostic>> {
    let shown = folder.display().to_string();
    let refused = |why: &str| vec![release_unreadable::finding(&shown, why)];
    let path = folder.join(BEFORE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(refused(&format!(
                "it has no `{BEFORE}`, so what was in force before it is not known: it was made by `build --restore`, or by an earlier version; build it anew"
            )));
        }
        read => read.map_err(|error| refused(&format!("`{BEFORE}`: {error}")))?,
    };
    let file: File = serde_json::from_str(&text)
        .ok()
        .filter(|file: &File| file.schema == SCHEMA)
        .ok_or_else(|| refused(&format!("`{BEFORE}` is not what crispack writes")))?;
    let partition = Partition::named(&file.partition)
        .ok_or_else(|| refused(&format!("`{BEFORE}` names no partition")))?;
    let attached = |name: &str, value: &Value| {
        let source = Source::new(path.display().to_string(), value.to_string());
        Ok::<_, Vec<Diagnostic>>(Attached::from_document(name, &Document::read(&source)?))
    };
    let texts: Vec<Attached> = file
        .texts
        .iter()
        .map(|value| attached("", value))
        .collect::<Result<_, _>>()?;
    let mut hung = Vec::with_capacity(file.hung.len());
    for own in file.hung {
        let text = texts
            .get(own.text)
            .ok_or_else(|| refused(&format!("`{BEFORE}` names a policy that it does not have")))?;
        hung.push(Hung {
            ou: own.ou,
            attached: text.renamed(own.name),
        });
    }
    let managed = file.managed.as_ref();
    Ok(Before {
        partition,
        assumed: file.assumed,
        managed: managed
            .map(|value| attached(MANAGED_DENY, value))
            .transpose()?,
        hung,
    })
}
