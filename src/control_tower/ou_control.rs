use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::policy::{Condition, Scope, Statement};

use super::baseline::Baseline;
use super::builtin::builtin;

/// The OU control `CT.MULTISERVICE.PV.1` with the parameters that it is enabled with.
///
/// Sources: AWS Control Tower control reference, "Region deny control applied to the OU" (read 2026-11-23) for the parameters and for where Control Tower puts
/// their values; AWS CloudFormation, `AWS::ControlTower::EnabledControl`, for the shape of `Parameters`: an empty list is not allowed, so one is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OuControl {
    /// `AllowedRegions`: Region codes.
    pub allowed_regions: Vec<String>,
    /// `ExemptedActions`: action patterns.
    pub exempted_actions: Vec<String>,
    /// `ExemptedPrincipalArns`: ARN patterns; the partition is spelled, no wildcard.
    pub exempted_principals: Vec<String>,
}

/// The global identifier's last part, the same in every Region (two repositories of aws-samples, 2025-04-17).
const IDENTIFIER: &str = "ka8e3pkqefnjsxuyc26ji580";

/// The label of the text that Control Tower writes for this control.
const TEXT: &str = "ct-multiservice-pv1";

impl OuControl {
    /// The control's global ARN; `partition` as ARNs spell it.
    pub fn identifier(partition: &str) -> String {
        format!("arn:{partition}:controlcatalog:::control/{IDENTIFIER}")
    }

    /// Does an ARN name this control, by its global identifier or by its own name? The identifier of a Regional ARN is opaque, and tells nothing (one is in issue 37782 of terraform-provider-aws, read 2026-11-26).
    pub fn is_named_by(control: &str) -> bool {
        control.ends_with(IDENTIFIER) || control.ends_with("CT.MULTISERVICE.PV.1")
    }

    /// The parameters that a statement of the control's was made with: what it has beyond Control Tower's own lists. An entry that Control Tower added later than the embedded text counts as a parameter.
    pub fn of_statement(statement: &Statement) -> Self {
        let own = published();
        let regions = statement.conditions.iter();
        let regions = regions.filter(|one| one.key.eq_ignore_ascii_case("aws:RequestedRegion"));
        Self {
            allowed_regions: regions.flat_map(|one| one.values.iter().cloned()).collect(),
            exempted_actions: without(statement.action.patterns(), own.action.patterns(), |own| {
                own.to_ascii_lowercase()
            }),
            exempted_principals: without(principals(statement), principals(&own), |arn| {
                any_partition(arn)
            }),
        }
    }

    /// The parameters by their key, also those with an empty list.
    pub fn all_parameters(&self) -> [(&'static str, &[String]); 3] {
        [
            ("AllowedRegions", &self.allowed_regions),
            ("ExemptedActions", &self.exempted_actions),
            ("ExemptedPrincipalArns", &self.exempted_principals),
        ]
    }

    /// The parameters by their key, those with an empty list left out.
    pub fn parameters(&self) -> Vec<(&'static str, &[String])> {
        let all = self.all_parameters().into_iter();
        all.filter(|(_, list)| !list.is_empty()).collect()
    }

    /// The statement that Control Tower writes for these parameters: exempted actions and principals stand before its own.
    pub fn statement(&self) -> Statement {
        let mut statement = published();
        if let Scope::Except(list) = &mut statement.action {
            list.splice(0..0, self.exempted_actions.iter().cloned());
        }
        for condition in &mut statement.conditions {
            if condition.key.eq_ignore_ascii_case("aws:RequestedRegion") {
                condition.values.clone_from(&self.allowed_regions);
            } else {
                condition
                    .values
                    .splice(0..0, self.exempted_principals.iter().cloned());
            }
        }
        statement
    }

    /// The input of `aws controltower enable-control`; the OU, its `targetIdentifier`, is given beside it.
    pub fn enable_control(&self, partition: &str) -> Value {
        let parameters: Vec<Value> = self
            .parameters()
            .into_iter()
            .map(|(key, value)| json!({"key": key, "value": value}))
            .collect();
        json!({"controlIdentifier": Self::identifier(partition), "parameters": parameters})
    }
}

/// Control Tower's own text of the control, its Region list empty.
fn published() -> Statement {
    #[expect(
        clippy::expect_used,
        reason = "an embedded text, read by this room's tests"
    )]
    let text = builtin(TEXT).expect("the label of an embedded text");
    #[expect(
        clippy::expect_used,
        reason = "an embedded text, read by this room's tests"
    )]
    let baseline = Baseline::from_builtin(TEXT, text).expect("the embedded text");
    baseline.statement
}

/// What the OU control leaves out and the organization's own Region deny does not, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Action patterns that only the control leaves out: what it no longer denies.
    pub opened: Vec<String>,
    /// Action patterns that only the baseline leaves out: what the control denies anew.
    pub closed: Vec<String>,
    /// Principals that only the control exempts.
    pub freed: Vec<String>,
    /// Principals that only the baseline exempts.
    pub bound: Vec<String>,
}

/// Compares the control's own lists, before any parameter, with a baseline's, entry by entry; the case of an action and the spelling of the partition in an ARN don't matter.
pub fn difference(baseline: &Baseline) -> Difference {
    let control = published();
    let fold = |entry: &String| entry.to_ascii_lowercase();
    let (own, theirs) = (control.action.patterns(), baseline.not_action());
    let (roles, exempt) = (principals(&control), baseline.exempt_principals());
    Difference {
        opened: without(own, theirs, fold),
        closed: without(theirs, own, fold),
        freed: without(roles, exempt, |arn| any_partition(arn)),
        bound: without(exempt, roles, |arn| any_partition(arn)),
    }
}

fn without(list: &[String], other: &[String], fold: impl Fn(&String) -> String) -> Vec<String> {
    let other: BTreeSet<String> = other.iter().map(&fold).collect();
    list.iter()
        .filter(|entry| !other.contains(&fold(entry)))
        .cloned()
        .collect()
}

/// An organization lives in one partition, so `arn:*:` and `arn:aws:` name the same roles in it.
fn any_partition(arn: &str) -> String {
    let rest = arn
        .split_once(':')
        .and_then(|(_, rest)| rest.split_once(':'));
    rest.map_or_else(|| arn.to_owned(), |(_, rest)| rest.to_owned())
}

fn principals(statement: &Statement) -> &[String] {
    let of = |condition: &&Condition| condition.key.eq_ignore_ascii_case("aws:PrincipalArn");
    let found = statement.conditions.iter().find(of);
    found.map_or(&[], |condition| &condition.values)
}

#[cfg(test)]
mod tests {
    use super::{OuControl, difference};
    use crate::control_tower::{Baseline, builtin};
    use crate::policy::Scope;

    fn control(principals: &[&str]) -> OuControl {
        OuControl {
            allowed_regions: vec!["us-east-1".to_owned()],
            exempted_actions: vec!["bedrock:InvokeModel".to_owned()],
            exempted_principals: principals.iter().map(|p| (*p).to_owned()).collect(),
        }
    }

    #[test]
    fn what_is_exempted_stands_before_control_towers_own() {
        let statement = control(&["arn:aws:iam::*:role/break-glass"]).statement();
        let Scope::Except(list) = &statement.action else {
            panic!("{statement:?}");
        };
        assert_eq!(list[..2], ["bedrock:InvokeModel", "a4b:*"]);
        assert_eq!(list.len(), 87);
        let values: Vec<&[String]> = statement.conditions.iter().map(|c| &c.values[..]).collect();
        assert_eq!(values[0], ["us-east-1"]);
        assert_eq!(values[1].len(), 5);
        assert_eq!(values[1][0], "arn:aws:iam::*:role/break-glass");
        assert_eq!(statement.sid.as_deref(), Some("CTMULTISERVICEPV1"));
    }

    #[test]
    fn a_statement_tells_the_parameters_that_it_was_made_with() {
        let control = control(&["arn:aws:iam::*:role/break-glass"]);
        assert_eq!(OuControl::of_statement(&control.statement()), control);
    }

    #[test]
    fn an_empty_list_is_no_parameter() {
        let keys = |control: &OuControl| -> Vec<&str> {
            control
                .parameters()
                .into_iter()
                .map(|(key, _)| key)
                .collect()
        };
        assert_eq!(keys(&control(&[])), ["AllowedRegions", "ExemptedActions"]);
        assert_eq!(keys(&control(&["arn:aws:iam::*:role/x"])).len(), 3);
    }

    #[test]
    fn against_the_newest_list_only_three_roles_differ() {
        for label in ["current", "docs-current"] {
            let baseline = Baseline::from_builtin(label, builtin(label).unwrap()).unwrap();
            let found = difference(&baseline);
            assert_eq!((found.opened.len(), found.closed.len()), (0, 0));
            assert_eq!((found.freed.len(), found.bound.len()), (3, 0), "{found:?}");
        }
        let old = Baseline::from_builtin("old", builtin("docs-2021-12").unwrap()).unwrap();
        assert_eq!(difference(&old).opened.len(), 48);
    }
}
