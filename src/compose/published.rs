//! The statements of AWS's article, as they are: "Securing Amazon Bedrock cross-Region inference: Geographic and global" (AWS Machine Learning Blog,
//! 2026-01-13, read 2026-11-23). They keep no promise but their own text; `spec` says what they miss.

use std::collections::BTreeSet;

use crate::bedrock::UNSPECIFIED;
use crate::policy::{Condition, Scope, Statement};
use crate::spec::{Decision, Form, Geographies, Mode};

use super::region_deny::{add, principals};
use super::statement::{PROFILE_KEY, REGION_KEY, deny, is_principal_test};

/// The article's statements for a mode, `None` for a mode of our own form.
///
/// The `NotAction` list and the Regions, which the article cuts or gives as examples, are the reference's.
pub(super) fn statements(
    mode: &Mode,
    reference: &Statement,
    exempt_actions: &[String],
    exempt_principals: &[String],
) -> Option<Vec<Statement>> {
    let region_deny = || with_actions(reference, exempt_actions);
    Some(match (mode.form, mode.global, &mode.geographies) {
        (Form::Strict, ..) => return None,
        (Form::Published, Decision::Allow, _) => {
            vec![enable_global(region_deny(), exempt_principals)]
        }
        (Form::PublishedSplit, Decision::Allow, _) => {
            enable_global_in_two(region_deny(), exempt_principals)
        }
        (_, Decision::Deny, Geographies::List(families)) => vec![only(families)],
        (_, Decision::Deny, _) => vec![disable_global()],
    })
}

/// Global profiles as the article spells them, the partition fixed.
fn profile(id: &str) -> String {
    format!("arn:aws:bedrock:*:*:inference-profile/{id}")
}

/// "Disable Global": no Sid, both conditions.
fn disable_global() -> Statement {
    let mut statement = deny("", &["bedrock:*"])
        .when("StringLike", REGION_KEY, vec![UNSPECIFIED.to_owned()])
        .when("ArnLike", PROFILE_KEY, vec![profile("global.*")]);
    statement.sid = None;
    statement
}

/// "US geographic only", for any list of families.
fn only(families: &[String]) -> Statement {
    let names: String = families
        .iter()
        .map(|family| family.replace('-', "").to_uppercase())
        .collect();
    let ids = families
        .iter()
        .map(|family| profile(&format!("{family}.*")));
    deny(&format!("DenyNon{names}GeographicCRIS"), &["bedrock:*"])
        .when_present(PROFILE_KEY)
        .when("ArnNotLike", PROFILE_KEY, ids.collect())
}

/// "Enable Global" for Control Tower: GRREGIONDENY with `unspecified` in its list.
fn enable_global(mut statement: Statement, exempt: &[String]) -> Statement {
    statement.sid = Some("GRREGIONDENY".to_owned());
    let principals = principals(&statement, exempt);
    statement
        .conditions
        .retain(|condition| !is_principal_test(condition));
    let by_region = |condition: &&mut Condition| condition.key.eq_ignore_ascii_case(REGION_KEY);
    for condition in statement.conditions.iter_mut().filter(by_region) {
        if !condition.values.iter().any(|value| value == UNSPECIFIED) {
            condition.values.push(UNSPECIFIED.to_owned());
        }
    }
    statement.binding(&principals)
}

/// "Enable Global" in two statements: the Region deny without Bedrock, and Bedrock's with `unspecified`. Neither exempts a principal, unless one is declared.
fn enable_global_in_two(mut services: Statement, exempt: &[String]) -> Vec<Statement> {
    services.sid = Some("DenyServicesOutsideAllowedRegions".to_owned());
    if let Scope::Except(list) = &mut services.action {
        let mut all = vec!["bedrock:*".to_owned()];
        add(&mut all, std::mem::take(list));
        *list = all;
    }
    services
        .conditions
        .retain(|condition| !is_principal_test(condition));
    let regions: BTreeSet<String> = services
        .conditions
        .iter()
        .flat_map(|condition| condition.values.iter().cloned())
        .chain([UNSPECIFIED.to_owned()])
        .collect();
    let declared: Vec<Condition> = (!exempt.is_empty())
        .then(|| Condition {
            operator: "ArnNotLike".to_owned(),
            key: "aws:PrincipalArn".to_owned(),
            values: exempt.to_vec(),
        })
        .into_iter()
        .collect();
    let bedrock = deny("DenyBedrockOutsideAllowedRegions", &["bedrock:*"]).outside(&regions);
    [services, bedrock]
        .map(|statement| statement.binding(&declared))
        .to_vec()
}

fn with_actions(reference: &Statement, exempt: &[String]) -> Statement {
    let mut statement = reference.clone();
    if let Scope::Except(list) = &mut statement.action {
        add(list, exempt.iter().cloned());
    }
    statement
}
