use crate::policy::naive::{Supported, Unsupported};
use crate::policy::{Condition, Effect, Request, Scope, Statement};

const PRINCIPAL: &str = "aws:PrincipalArn";

/// The Region deny in force after the rollout, ours left out.
///
/// For `additive` and `replace` it is the baseline, for `extend` the baseline with the inference-only Regions added to its list, for
/// `ou-control` the rendered control.
#[derive(Debug, Clone)]
pub struct Reference {
    deny: Supported,
    // The same, asked only who it binds.
    binds: Supported,
}

impl Reference {
    /// Takes the statement.
    ///
    /// # Errors
    ///
    /// When the plain evaluator does not know all of it.
    pub fn new(deny: Statement) -> Result<Self, Unsupported> {
        let conditions = deny
            .conditions
            .iter()
            .filter(|condition| condition.key.eq_ignore_ascii_case(PRINCIPAL))
            .cloned()
            .collect();
        Ok(Self {
            binds: Supported::new(on_everything(conditions))?,
            deny: Supported::new(deny)?,
        })
    }

    /// The statement.
    pub fn statement(&self) -> &Statement {
        self.deny.statement()
    }

    /// Whether it denies a request.
    pub(super) fn denies(&self, request: &Request) -> bool {
        self.deny.matches(request)
    }

    /// Whether an action is one that it is about: outside its `NotAction`.
    pub(super) fn covers(&self, action: &str) -> bool {
        self.deny.covers(action)
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

    /// Whether the request's action is declared exempt.
    pub(super) fn action(&self, request: &Request) -> bool {
        self.actions.covers(&request.action)
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
