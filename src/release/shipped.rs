use std::fs;
use std::path::Path;

use crate::cfct::MANIFEST;
use crate::diagnostic::Diagnostic;
use crate::policy::{Attached, Document, Level};
use crate::spec::{OuPath, suggestion};
use crate::text;

use super::files::IN_FORCE;
use super::owned::{Owner, owner};
use super::previous::slots;
use super::rules::{ou_not_in_release, release_changed, release_unreadable};

/// The policies of a release, as they lie in its folder: what is in force after its rollout.
#[derive(Debug)]
pub struct Shipped {
    policies: Vec<Hung>,
    /// Control Tower's Region deny, where it is in force after the rollout.
    in_force: Option<Document>,
}

/// A policy with the OU that it hangs on.
#[derive(Debug)]
struct Hung {
    name: String,
    ou: String,
    document: Document,
}

/// The manifest's word for the organization's root.
const ROOT: &str = "Root";

impl Shipped {
    /// Reads a release of ours. That a file of it was changed since it was written is added to `findings`.
    ///
    /// # Errors
    /// The folder is no release, or a policy of it cannot be read.
    pub fn read(folder: &Path, findings: &mut Vec<Diagnostic>) -> Result<Self, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let refused = |why: &str| vec![release_unreadable::finding(&shown, why)];
        match owner(folder) {
            Ok(Owner::Us) => {}
            Ok(Owner::UsChanged(path)) => findings.push(release_changed::finding(&shown, &path)),
            Ok(Owner::Nobody | Owner::Others) => {
                return Err(refused("it is not a release of crispack"));
            }
            Err(error) => return Err(refused(&error.to_string())),
        }
        let read = |path: &str| fs::read(folder.join(path));
        let document = |path: &str, bytes: Vec<u8>| {
            let name = folder.join(path).display().to_string();
            let source = text::source(&name, bytes).map_err(|finding| vec![*finding])?;
            Document::read(&source)
        };
        let manifest = format!("package/{MANIFEST}");
        let slots = read(&manifest)
            .ok()
            .and_then(|bytes| slots(&bytes))
            .ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let mut policies = Vec::with_capacity(slots.len());
        for (name, ou) in slots {
            let path = format!("package/policies/{name}.json");
            let bytes = read(&path).map_err(|e| refused(&format!("`{path}`: {e}")))?;
            policies.push(Hung {
                document: document(&path, bytes)?,
                name,
                ou,
            });
        }
        let in_force = match read(IN_FORCE) {
            Ok(bytes) => Some(document(IN_FORCE, bytes)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(refused(&format!("`{IN_FORCE}`: {error}"))),
        };
        Ok(Self { policies, in_force })
    }

    /// The OUs that have a policy, in the order of the policies' names.
    pub fn ous(&self) -> Vec<&str> {
        self.policies.iter().map(|hung| hung.ou.as_str()).collect()
    }

    /// The policies on the path of an OU, from the root down. Control Tower's Region deny, where it stays on, hangs on the OU directly below the root.
    ///
    /// # Errors
    /// The text is no path, or no policy of the release is on it.
    pub fn levels(&self, ou: &str) -> Result<Vec<Level>, Diagnostic> {
        let names: Vec<&str> = if ou == ROOT {
            Vec::new()
        } else {
            ou.split(':').collect()
        };
        let paths: Vec<String> = std::iter::once(ROOT.to_owned())
            .chain((1..=names.len()).filter_map(|depth| Some(names.get(..depth)?.join(":"))))
            .collect();
        let known =
            OuPath::parse(ou).is_ok() && self.policies.iter().any(|hung| paths.contains(&hung.ou));
        if !known {
            return Err(ou_not_in_release::finding(
                ou,
                &suggestion(ou, &self.ous(), "OUs with a policy"),
            ));
        }
        let levels = paths.iter().enumerate().map(|(depth, path)| {
            let managed = self.in_force.iter().filter(|_| depth == 1);
            let managed = managed
                .map(|document| Attached::from_document("Control Tower's Region deny", document));
            let own = self.policies.iter().filter(|hung| hung.ou == *path);
            let own = own.map(|hung| Attached::from_document(hung.name.as_str(), &hung.document));
            Level {
                name: path.clone(),
                attached: managed.chain(own).collect(),
            }
        });
        Ok(levels.collect())
    }
}
