use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place};
use crate::policy::{Attached, Level};
use crate::spec::OuPath;

use super::rules::{ou_inherits, ou_without_policy};

/// A policy with the OU that it hangs on.
#[derive(Debug, Clone)]
pub struct Hung {
    /// The OU's path, or `Root`.
    pub ou: String,
    /// The policy.
    pub attached: Attached,
}

/// The manifest's word for the organization's root.
const ROOT: &str = "Root";

/// The policies on the path of an OU, from the root down. `managed` is Control Tower's Region deny where it is in force: it hangs on the OU directly below the
/// root. That the OU has none of its own, and so may be misspelt, is added to `findings`.
///
/// # Errors
/// The text is no path, or none of the policies is on it: every request would be "not denied", the wrong answer to a misspelt name.
pub fn path(
    ou: &str,
    hung: &[Hung],
    managed: Option<&Attached>,
    place: Option<Place>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Level>, Box<Diagnostic>> {
    let paths = paths(ou);
    let known = OuPath::parse(ou).is_ok() && hung.iter().any(|own| paths.contains(&own.ou));
    if !known {
        let ous: Vec<&str> = hung.iter().map(|own| own.ou.as_str()).collect();
        let help = suggest::help(ou, &ous, "OUs with a policy");
        return Err(Box::new(ou_without_policy::finding(ou, &help, place)));
    }
    let has_policy = |path: &&String| hung.iter().any(|own| own.ou == **path);
    if let Some(above) = paths
        .iter()
        .rev()
        .find(has_policy)
        .filter(|path| *path != ou)
    {
        let meant = suggest::nearest(ou, hung.iter().map(|own| own.ou.as_str()));
        let meant = meant.filter(|meant| meant != above);
        findings.push(ou_inherits::finding(ou, above, meant, place));
    }
    Ok(levels(&paths, hung, managed))
}

/// The policies on the path of an OU, whether it has any or not: what stands on it when another release has some.
pub fn path_of_any(ou: &str, hung: &[Hung], managed: Option<&Attached>) -> Vec<Level> {
    levels(&paths(ou), hung, managed)
}

/// The root and every OU down to one.
fn paths(ou: &str) -> Vec<String> {
    let names: Vec<&str> = if ou == ROOT {
        Vec::new()
    } else {
        ou.split(':').collect()
    };
    std::iter::once(ROOT.to_owned())
        .chain((1..=names.len()).filter_map(|depth| Some(names.get(..depth)?.join(":"))))
        .collect()
}

fn levels(paths: &[String], hung: &[Hung], managed: Option<&Attached>) -> Vec<Level> {
    let level = |(depth, path): (usize, &String)| {
        let managed = managed.filter(|_| depth == 1).cloned();
        let own = hung.iter().filter(|own| own.ou == *path);
        Level {
            name: path.clone(),
            attached: managed
                .into_iter()
                .chain(own.map(|own| own.attached.clone()))
                .collect(),
        }
    };
    paths.iter().enumerate().map(level).collect()
}
