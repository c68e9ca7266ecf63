//! The covered OUs with what a snapshot tells of the OU control on them, and what is to be done there.

use crate::control_tower::OuControl;
use crate::org::{Change, Standing};
use crate::spec::Target;

use super::facts::Facts;
use super::markdown::{code, codes, table};

/// An OU that the OU control is put on.
pub(super) struct CoveredOu<'a> {
    pub(super) target: &'a Target,
    /// Its ARN, if the snapshot tells it.
    pub(super) arn: Option<String>,
    /// How it stands to the control; `Untold` without a snapshot.
    standing: Standing,
    /// The snapshot lists the control there by its global ARN.
    is_listed: bool,
}

impl CoveredOu<'_> {
    /// Is the control on there, by the snapshot?
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.standing, Standing::Untold | Standing::Off)
    }

    /// Can a tool that knows the control by its global ARN find it there?
    pub(super) fn is_found(&self) -> bool {
        self.is_on() && self.is_listed
    }

    /// What the snapshot says of the control there, and what is to be done about it.
    fn words(&self) -> (&'static str, String) {
        match &self.standing {
            Standing::Untold => ("not told", "what the commands find to do".to_owned()),
            Standing::Off => ("off", "enable".to_owned()),
            Standing::Unread => (
                "on, with parameters that are not known",
                "update".to_owned(),
            ),
            Standing::Drifted => (
                "on, **drifted**",
                "re-register the OU first, then update".to_owned(),
            ),
            Standing::UnderChange(_) => (
                "on, and an operation on it is running",
                "wait until it is done; then what the commands find to do".to_owned(),
            ),
            Standing::On(changes) if changes.is_empty() => {
                ("on, with these parameters", "nothing".to_owned())
            }
            Standing::On(changes) => (
                "on, with other parameters",
                format!("update: {}", words(changes)),
            ),
            Standing::ByText(changes) => {
                let parameters = match changes {
                    None => "its parameters are not known".to_owned(),
                    Some(changes) if changes.is_empty() => {
                        "by its text with these parameters".to_owned()
                    }
                    Some(changes) => format!("by its text {}", words(changes)),
                };
                (
                    "on, **under a name that is not known here**",
                    format!("find it, and update it by hand: {parameters}"),
                )
            }
        }
    }
}

/// What parameters gain and lose.
fn words(changes: &[Change]) -> String {
    let parts = changes.iter().map(|change| {
        let part = |verb: &str, list: &[String]| {
            let values = codes(list.iter().map(String::as_str));
            (!list.is_empty()).then(|| format!(" {verb} {values}"))
        };
        let parts = [part("gains", &change.gains), part("loses", &change.loses)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}{}", code(change.key), parts.join(","))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// The covered OUs, in the order of the targets; none without an OU control.
pub(super) fn covered_ous(facts: Facts<'_>) -> Vec<CoveredOu<'_>> {
    let Some(control) = &facts.composition.ou_control else {
        return Vec::new();
    };
    let partition = facts.spec.partition.as_str();
    let identifier = OuControl::identifier(partition);
    let targets = facts.spec.targets.iter();
    let covered = targets.filter(|target| facts.spec.covered.contains(&target.ou));
    let known = |target| match facts.organization {
        None => CoveredOu {
            target,
            arn: None,
            standing: Standing::Untold,
            is_listed: false,
        },
        Some(organization) => {
            let ou = target.ou.as_str();
            CoveredOu {
                target,
                arn: organization.ou_arn(ou, partition),
                standing: organization.standing(ou, control),
                is_listed: organization.lists_control(ou, &identifier),
            }
        }
    };
    covered.map(known).collect()
}

/// What a snapshot says of the OU control on each covered OU; nothing without a snapshot.
pub(super) fn standings(facts: Facts<'_>) -> String {
    let Some(organization) = facts.organization else {
        return String::new();
    };
    let ous = covered_ous(facts);
    if ous.is_empty() {
        return String::new();
    }
    let rows = ous.iter().map(|own| {
        let (now, to_do) = own.words();
        vec![
            code(own.target.ou.as_str()),
            own.arn
                .as_deref()
                .map_or_else(|| "not told".to_owned(), code),
            now.to_owned(),
            to_do,
        ]
    });
    let of = organization.snapshot.taken_at.as_deref();
    let of = of.map_or_else(String::new, |time| format!(" of {time}"));
    format!(
        "By {}{of}:\n\n{}",
        code(&organization.name),
        table(&["OU", "ARN", "The control is", "To do"], rows)
    )
}
