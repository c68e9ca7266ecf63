use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::policy::{Condition, Scope, Statement, glob, parse, unwrapped};
use crate::text::{self, Node};

use super::builtin::Builtin;
use super::list::{Comparison, compare};
use super::rules::{
    baseline_edited, baseline_entry, baseline_shape, list_stale, no_region_deny, not_a_deny,
    other_bedrock, placeholder, region_list, truncated_list, two_region_denies,
};

/// The Sids under which Control Tower writes its Region deny: the landing-zone control and `CT.MULTISERVICE.PV.1`.
///
/// Source: AWS Control Tower control reference, "Region deny control applied to the landing zone" and "… to the OU"; read 2026-11-23.
pub(super) const SIDS: [&str; 2] = ["GRREGIONDENY", OU_CONTROL];
const OU_CONTROL: &str = "CTMULTISERVICEPV1";

/// The roles that the OU control exempts by itself; the landing-zone control exempts the first alone. Same pages.
const OU_CONTROL_ROLES: [&str; 4] = [
    "AWSControlTowerExecution",
    "aws-controltower-ConfigRecorderRole",
    "aws-controltower-ForwardSnsNotificationRole",
    "AWSControlTower_VPCFlowLogsRole",
];

/// How Control Tower spells the partition in those ARNs: any in deployed texts, one in the documentation.
const PARTITIONS: [&str; 3] = ["*", "aws", "aws-us-gov"];

/// The value that opens a Region deny for requests without a Region.
const UNSPECIFIED: &str = "unspecified";

/// The organization's own Region deny statement.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The statement as it stands, unknown entries kept and in order.
    pub statement: Statement,
    /// The governed Regions, as listed, without `unspecified`; empty for a built-in.
    pub regions: Vec<String>,
    /// How the `NotAction` list stands to AWS's dated ones.
    pub comparison: Comparison,
    /// The text that it was read from.
    pub source: Arc<Source>,
    /// Where the Region list stands; `None` for a built-in.
    pub regions_place: Option<Place>,
}

impl Baseline {
    /// Reads a Region deny: a raw policy (comments allowed), one among other statements, or what `aws organizations describe-policy` prints.
    ///
    /// Findings that don't stop a build (an edited or stale list) are added to `findings`.
    ///
    /// # Errors
    /// Everything for which no Region deny can be made out of the text, each with its place.
    pub fn read(
        source: &Arc<Source>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        if let Some(found) = truncated_list::in_text(source) {
            return Err(vec![found]);
        }
        let document = text::json(source)?;
        let policy = unwrapped(&document)?;
        let node = region_deny(&policy).map_err(|problem| vec![problem])?;
        if let Some(found) = truncated_list::in_values(node) {
            return Err(vec![found]);
        }
        let problems = placeholder::check(node);
        if !problems.is_empty() {
            return Err(problems);
        }
        let statement = parse::statement(node)?;
        let regions = regions(node, &statement)?;
        let problems = baseline_entry::check(node);
        if !problems.is_empty() {
            return Err(problems);
        }
        if regions.iter().all(|region| region == UNSPECIFIED) {
            return Err(vec![region_list::empty(regions_node(node).unwrap_or(node))]);
        }
        let baseline = Self::new(
            statement,
            regions,
            source,
            regions_node(node).map(Node::place),
        );
        findings.extend(other_bedrock::check(&policy, node));
        findings.extend(list_stale::check(&baseline.comparison, node));
        findings.extend(baseline_edited::check(&baseline, node));
        Ok(baseline)
    }

    /// A built-in text under the name by which it was asked for. It lists no Regions; the spec's `governed_regions` take their place.
    ///
    /// # Errors
    /// None in fact: the built-ins are read by this room's tests.
    pub fn from_builtin(named: &str, builtin: &Builtin) -> Result<Self, Vec<Diagnostic>> {
        let source = Source::new(named, builtin.text);
        let document = text::json(&source)?;
        let node = region_deny(&document).map_err(|problem| vec![problem])?;
        let statement = parse::statement(node)?;
        let regions = regions(node, &statement)?;
        Ok(Self::new(statement, regions, &source, None))
    }

    fn new(
        statement: Statement,
        mut regions: Vec<String>,
        source: &Arc<Source>,
        regions_place: Option<Place>,
    ) -> Self {
        regions.retain(|region| region != UNSPECIFIED);
        let not_action = match &statement.action {
            Scope::Except(list) => compare(list),
            Scope::Only(_) => compare(&[]),
        };
        Self {
            statement,
            regions,
            comparison: not_action,
            source: Arc::clone(source),
            regions_place,
        }
    }

    /// The name of the file, without the folders above it: what a report may say without telling where it was built.
    pub fn file_name(&self) -> &str {
        let name = &self.source.name;
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    /// Is it a published text, and not the organization's own?
    pub fn is_builtin(&self) -> bool {
        self.regions_place.is_none()
    }

    /// The `NotAction` list.
    pub fn not_action(&self) -> &[String] {
        self.statement.action.patterns()
    }

    /// Does its Region list hold `unspecified`, which opens it for every action of every request without a Region?
    pub fn opens_unspecified(&self) -> bool {
        region_condition(&self.statement)
            .is_some_and(|condition| condition.values.iter().any(|value| value == UNSPECIFIED))
    }

    /// Is the action one that the Region deny leaves out?
    pub fn exempts(&self, action: &str) -> bool {
        let action = action.to_ascii_lowercase();
        let names = |entry: &String| glob::matches(&entry.to_ascii_lowercase(), &action);
        match &self.statement.action {
            Scope::Except(list) => list.iter().any(names),
            Scope::Only(list) => !list.iter().any(names),
        }
    }

    /// The principals (ARN patterns) that the Region deny does not bind.
    pub fn exempt_principals(&self) -> &[String] {
        let exempt =
            |condition: &&Condition| condition.key.eq_ignore_ascii_case("aws:PrincipalArn");
        self.statement
            .conditions
            .iter()
            .find(exempt)
            .map_or(&[], |condition| &condition.values)
    }

    /// How the exempt principals differ from those that Control Tower writes: what is beyond them, and what is missing.
    ///
    /// The landing-zone control exempts one role, the OU control four and those of its parameter `ExemptedPrincipalArns`, so nothing is beyond there.
    pub fn principal_edits(&self) -> (Vec<String>, Vec<String>) {
        let is_ou_control = self.is_ou_control();
        let roles = if is_ou_control {
            &OU_CONTROL_ROLES[..]
        } else {
            &OU_CONTROL_ROLES[..1]
        };
        let own = self.exempt_principals();
        let is_of = |pattern: &str, role: &str| {
            let head = pattern.strip_suffix(role);
            head.is_some_and(|head| {
                PARTITIONS
                    .iter()
                    .any(|partition| head == format!("arn:{partition}:iam::*:role/"))
            })
        };
        let beyond = own
            .iter()
            .filter(|pattern| !is_ou_control && !roles.iter().any(|role| is_of(pattern, role)))
            .cloned();
        let missing = roles
            .iter()
            .filter(|role| !own.iter().any(|pattern| is_of(pattern, role)))
            .map(|role| (*role).to_owned());
        (beyond.collect(), missing.collect())
    }

    /// Is it `CT.MULTISERVICE.PV.1`, and not the landing-zone control?
    pub fn is_ou_control(&self) -> bool {
        self.statement.sid.as_deref() == Some(OU_CONTROL)
    }

    /// Is inference left out of the Region deny altogether, so that it holds no call to the governed Regions?
    pub fn leaves_inference_out(&self, inference: &[&str]) -> bool {
        inference.iter().all(|action| self.exempts(action))
    }

    /// The statement with another Region list: what the managed policy says once it governs these Regions.
    pub fn with_regions(&self, regions: &[String]) -> Statement {
        let mut statement = self.statement.clone();
        for condition in &mut statement.conditions {
            if is_region_test(condition) {
                let unspecified = condition.values.iter().any(|value| value == UNSPECIFIED);
                condition.values = regions.to_vec();
                if unspecified {
                    condition.values.push(UNSPECIFIED.to_owned());
                }
            }
        }
        statement
    }
}

fn region_deny(policy: &Node) -> Result<&Node, Diagnostic> {
    let statements = parse::statements(policy)?;
    let sid = |node: &Node| node.get("Sid").and_then(Node::as_str).map(str::to_owned);
    let found: Vec<&Node> = statements
        .iter()
        .filter(|node| sid(node).is_some_and(|sid| SIDS.contains(&sid.as_str())))
        .collect();
    match found.as_slice() {
        [] => Err(no_region_deny::finding(
            policy,
            &statements.iter().filter_map(sid).collect::<Vec<_>>(),
        )),
        [one] => Ok(one),
        [first, second, ..] => Err(two_region_denies::finding(first, second)),
    }
}

/// Checks that the statement is a Region deny that we can read exactly, and gives its Region list.
fn regions(node: &Node, statement: &Statement) -> Result<Vec<String>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    problems.extend(not_a_deny::check(node, statement));
    problems.extend(baseline_shape::check(node, statement));
    match region_condition(statement) {
        None => problems.push(region_list::missing(node)),
        Some(condition) => {
            if let Some(list) = regions_node(node) {
                problems.extend(region_list::check(list));
            }
            if problems.is_empty() {
                return Ok(condition.values.clone());
            }
        }
    }
    Err(problems)
}

fn region_condition(statement: &Statement) -> Option<&Condition> {
    statement
        .conditions
        .iter()
        .find(|condition| is_region_test(condition))
}

fn is_region_test(condition: &Condition) -> bool {
    condition.operator == "StringNotEquals"
        && condition.key.eq_ignore_ascii_case("aws:RequestedRegion")
}

/// The node of the Region list.
fn regions_node(statement: &Node) -> Option<&Node> {
    statement
        .get("Condition")?
        .get("StringNotEquals")?
        .entries()
        .iter()
        .find(|entry| entry.key.eq_ignore_ascii_case("aws:RequestedRegion"))
        .map(|entry| &entry.value)
}
