use crate::policy::naive::{Supported, Unsupported};
use crate::policy::{Condition, Effect, Request, Scope, Statement};

const PRINCIPAL: &str = "aws:PrincipalArn";
const REGION: &str = "aws:RequestedRegion";

/// The Region deny in force after the rollout, ours left out.
///
/// For `additive` and `replace` it is the baseline, for `extend` the baseline with the inference-only Regions added to its list, for
/// `ou-control` the rendered control.
#[derive(Debug, Clone)]
pub struct Reference {
    deny: Supported,
    // The same by its parts, each asked about one axis alone: all of them together are the statement.
    reaches: Supported,
    at: Supported,
    binds: Supported,
}

impl Reference {
    /// Takes the statement. What is no condition on Region or principal is not part of any Region deny (`baseline-shape` refuses it), and not looked at.
    ///
    /// # Errors
    ///
    /// When the plain evaluator does not know all of it.
    pub fn new(deny: Statement) -> Result<Self, Unsupported> {
        let on = |key: &str| {
            let conditions = deny.conditions.iter();
            let own = conditions.filter(|condition| condition.key.eq_ignore_ascii_case(key));
            on_everything(own.cloned().collect())
        };
        Ok(Self {
            reaches: Supported::new(Statement {
                resource: deny.resource.clone(),
                ..on_everything(Vec::new())
            })?,
            at: Supported::new(on(REGION))?,
            binds: Supported::new(on(PRINCIPAL))?,
            deny: Supported::new(deny)?,
        })
    }

    /// The statement.
    pub fn statement(&self) -> &Statement {
        self.deny.statement()
    }

    /// Whether an action is one that it is about: outside its `NotAction`.
    pub(super) fn covers(&self, action: &str) -> bool {
        self.deny.covers(action)
    }

    /// Whether the request's resource is one that it is about.
    pub(super) fn reaches(&self, request: &Request) -> bool {
        self.reaches.matches(request)
    }

    /// Whether its conditions on the Region hold.
    pub(super) fn holds_at(&self, request: &Request) -> bool {
        self.at.matches(request)
    }

    /// Whether it leaves the request's principal out, by a condition on `aws:PrincipalArn` (`ArnNotLike` in every text of AWS).
    pub(super) fn exempts(&self, request: &Request) -> bool {
        !self.binds.matches(request)
    }
}

/// What the user declares exempt, beyond what the reference leaves out.
#[derive(Debug, Clone)]
pub struct Exemptions {
    actions: Supported,
    principals: Supported,
}

impl Exemptions {
    /// Patterns on actions (`service:Name` with `*` and `?`, case ignored) and on principals' ARNs (compared as `ArnLike` does).
    ///
    /// # Errors
    ///
    /// When a principal's pattern holds a broken policy variable. That it spells the six parts of an ARN is for the spec to check.
    pub fn new(actions: &[String], principals: &[String]) -> Result<Self, Unsupported> {
        Ok(Self {
            actions: Supported::new(Statement {
                action: Scope::Only(actions.to_vec()),
                ..on_everything(Vec::new())
            })?,
            principals: Supported::new(on_everything(vec![Condition {
                operator: "ArnLike".to_owned(),
                key: PRINCIPAL.to_owned(),
                values: principals.to_vec(),
            }]))?,
        })
    }

    /// Whether an action is declared exempt.
    pub(super) fn action(&self, action: &str) -> bool {
        self.actions.covers(action)
    }

    /// The patterns, on actions and on principals.
    pub(super) fn patterns(&self) -> [&[String]; 2] {
        let principals = self.principals.statement().conditions.first();
        [
            self.actions.statement().action.patterns(),
            principals.map_or(&[], |own| own.values.as_slice()),
        ]
    }

    /// Whether the request's principal is declared exempt; a request without one is not.
    pub(super) fn principal(&self, request: &Request) -> bool {
        self.principals.matches(request)
    }
}

fn on_everything(conditions: Vec<Condition>) -> Statement {
    let everything = || Scope::Only(vec!["*".to_owned()]);
    Statement {
        sid: None,
        effect: Effect::Deny,
        action: everything(),
        resource: everything(),
        conditions,
    }
}
