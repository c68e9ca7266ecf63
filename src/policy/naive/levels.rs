use super::{Unsupported, matches_in};
use crate::policy::{Effect, Level, Request};

/// Whether the levels of a path deny a request: a Deny of one of them speaks of it, or a level that has an Allow has none that does.
///
/// # Errors
///
/// When any statement is not [`super::supported`].
pub fn denied(levels: &[Level], request: &Request<'_>) -> Result<bool, Unsupported> {
    let mut denied = false;
    for level in levels {
        let mut has_allow = false;
        let mut allowed = false;
        for attached in &level.attached {
            for statement in &attached.policy.statements {
                let speaks = matches_in(statement, attached.policy.version, request)?;
                match statement.effect {
                    Effect::Deny => denied |= speaks,
                    Effect::Allow => {
                        has_allow = true;
                        allowed |= speaks;
                    }
                }
            }
        }
        denied |= has_allow && !allowed;
    }
    Ok(denied)
}
