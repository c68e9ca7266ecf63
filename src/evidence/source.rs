//! Where events are read from: names, columns and days in the two dialects of SQL.
//!
//! Sources, read 2026-11-26: Amazon Athena User Guide, "Create a table for CloudTrail logs in Athena using partition projection" (columns; parameters are texts of
//! JSON); AWS CloudTrail User Guide, "CloudTrail Lake SQL constraints" (all of Trino's SELECT) and "CloudTrail Lake event schema" (parameters are maps of texts).

use std::collections::BTreeSet;

use crate::spec::Day;

use super::expression::{list, quoted};
use super::part::Part;
use super::{Dialect, Question};

/// Names of events that are calls of inference, by the action that is authorized.
pub(super) const EVENTS: [(&str, &[&str]); 3] = [
    (
        "bedrock:InvokeModel",
        &[
            "InvokeModel",
            "Converse",
            "StartAsyncInvoke",
            "InvokeModelWithBidirectionalStream",
        ],
    ),
    (
        "bedrock:InvokeModelWithResponseStream",
        &["InvokeModelWithResponseStream", "ConverseStream"],
    ),
    (CREATE, &[CREATE_EVENT]),
];

/// The action that makes an application inference profile, and its event.
pub(super) const CREATE: &str = "bedrock:CreateInferenceProfile";
const CREATE_EVENT: &str = "CreateInferenceProfile";

/// Did the call fail since it was not allowed? As far as `errorCode` says.
pub(super) const DENIED: &str =
    "errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%UnauthorizedOperation%'";

/// The sessions of roles as their roles, as `simulate::Principal` has it.
const PRINCIPAL: &str = r"CASE WHEN regexp_like(caller, '^arn:[^:/]*:sts::[^:/]*:assumed-role/[^/]*/.') THEN
  'arn:' || split_part(caller, ':', 2) || ':iam::' || split_part(caller, ':', 5) || ':role/' ||
  CASE WHEN split_part(caller, '/', 2) LIKE 'AWSServiceRoleFor%' THEN 'aws-service-role/' ELSE '' END ||
  split_part(caller, '/', 2) ELSE caller END AS principal";

/// One text in a parameter of an event; `path` is a name in it.
pub(super) fn parameter(dialect: Dialect, column: &str, path: &str) -> String {
    match dialect {
        Dialect::Lake => format!("element_at({column}, {})", quoted(path)),
        _ => format!(
            "json_extract_scalar({column}, {})",
            quoted(&format!("$.{path}"))
        ),
    }
}

/// The names of the events that are asked for. In Lake nested parameters are a text whose form no page describes, so what an application inference profile is made
/// from cannot be read there.
pub(super) fn names(dialect: Dialect) -> Vec<String> {
    let names = EVENTS.iter().flat_map(|(_, names)| *names);
    let names = names.filter(|name| dialect != Dialect::Lake || **name != CREATE_EVENT);
    names.map(|name| (*name).to_owned()).collect()
}

/// The actions behind these events.
pub(super) fn actions(dialect: Dialect) -> BTreeSet<String> {
    let actions = EVENTS.iter().map(|(action, _)| *action);
    let actions = actions.filter(|action| dialect != Dialect::Lake || *action != CREATE);
    actions.map(str::to_owned).collect()
}

/// What is called: of a creation, what it copies.
pub(super) fn target(dialect: Dialect) -> String {
    let model = parameter(dialect, "requestParameters", "modelId");
    if dialect == Dialect::Lake {
        return format!("{model} AS target");
    }
    let copied = parameter(dialect, "requestParameters", "modelSource.copyFrom");
    format!("CASE eventName WHEN '{CREATE_EVENT}' THEN {copied} ELSE {model} END AS target")
}

/// The first query of all: the events of the days, with account and caller; `more` are further columns.
pub(super) fn events(dialect: Dialect, question: &Question<'_>, more: &str) -> String {
    let from = match dialect {
        Dialect::Lake => question.table.to_owned(),
        _ => format!("\"{}\"", question.table.replace('.', "\".\"")),
    };
    let mut conditions = vec![
        "eventSource = 'bedrock.amazonaws.com'".to_owned(),
        format!("eventName IN ({})", list(names(dialect))),
    ];
    conditions.extend(days(dialect, question));
    format!(
        "events AS (\nSELECT *, {PRINCIPAL}\nFROM (SELECT eventName, eventID, eventTime, errorCode, awsRegion AS source,\n  \
         coalesce(userIdentity.accountId, recipientAccountId) AS account,\n  \
         CASE WHEN userIdentity.sessionContext.sessionIssuer.type = 'Role'\n  \
         THEN userIdentity.sessionContext.sessionIssuer.arn ELSE userIdentity.arn END AS caller,\n  \
         {}{more}\nFROM {from}\nWHERE {}) AS e)",
        target(dialect),
        conditions.join("\n  AND ")
    )
}

/// Bounds on the event's time, and in Athena on the partition as well: the day of delivery, which may be the next.
fn days(dialect: Dialect, question: &Question<'_>) -> Vec<String> {
    let after = |day: Day, days: u64| Day::from_unix((day.number() + days) * 86_400).to_string();
    let mut conditions = Vec::new();
    if dialect == Dialect::Athena {
        let folder = |day: String| quoted(&day.replace('-', "/"));
        let from = question
            .from
            .map(|day| format!("\"timestamp\" >= {}", folder(day.to_string())));
        let to = question
            .to
            .map(|day| format!("\"timestamp\" <= {}", folder(after(day, 1))));
        conditions.extend(from.into_iter().chain(to));
    }
    let time = |day: String| match dialect {
        Dialect::Lake => quoted(&format!("{day} 00:00:00")),
        _ => quoted(&day),
    };
    let from = question
        .from
        .map(|day| format!("eventTime >= {}", time(day.to_string())));
    let to = question
        .to
        .map(|day| format!("eventTime < {}", time(after(day, 1))));
    conditions.extend(from.into_iter().chain(to));
    conditions
}

/// `FROM` what has accounts, each with its scope: `scope` is its number, and null where it has none.
pub(super) fn placed(
    part: &Part,
    question: &Question<'_>,
    name: &str,
    from: &str,
    columns: &str,
) -> String {
    let rest = part.scope_of_rest(question).map(|at| (at + 1).to_string());
    let row = |(at, scope): (usize, &super::Scope<'_>)| {
        let own = part.listed.contains(&at);
        let accounts = scope.accounts.iter().filter(|own| part.accounts.has(own));
        let mut accounts: Vec<&str> = accounts.map(String::as_str).collect();
        accounts.sort_unstable();
        // Another query asks of an account of number 0.
        let number = if own { at + 1 } else { 0 };
        ((own || part.rest) && !accounts.is_empty())
            .then(|| format!("({number}, {})", quoted(&accounts.join(" "))))
    };
    let rows: Vec<String> = question.scopes.iter().enumerate().filter_map(row).collect();
    let range = match part.accounts.condition("account") {
        // An account that is not known is in the first of the ranges.
        Some(range) if part.accounts.has("") => format!("\nWHERE (account IS NULL OR {range})"),
        Some(range) => format!("\nWHERE {range}"),
        None => String::new(),
    };
    if rows.is_empty() {
        let scope = rest.unwrap_or_else(|| "CAST(NULL AS integer)".to_owned());
        // Without the rest there is no row, since no account is left.
        let none = if part.rest { "" } else { " LIMIT 0" };
        return format!(
            "{name} AS (\nSELECT *, {scope} AS scope{columns}\nFROM {from}{range}{none})"
        );
    }
    let scope = match &rest {
        Some(rest) => format!("coalesce(number, {rest})"),
        None => "number".to_owned(),
    };
    let join = if part.rest { "LEFT JOIN" } else { "JOIN" };
    let others = match (
        range.as_str(),
        part.rest && part.listed.len() < listed(question),
    ) {
        (_, false) => "",
        ("", true) => "\nWHERE coalesce(number, 1) > 0",
        (_, true) => "\n  AND coalesce(number, 1) > 0",
    };
    format!(
        "{name} AS (\nSELECT *, {scope} AS scope{columns}\nFROM {from} {join} (SELECT number, one\n  FROM (VALUES {}) AS s(number, accounts)\n  \
         CROSS JOIN UNNEST(split(accounts, ' ')) AS u(one)) AS a ON one = account{range}{others})",
        rows.join(",\n  ")
    )
}

fn listed(question: &Question<'_>) -> usize {
    let listed = question
        .scopes
        .iter()
        .filter(|own| !own.accounts.is_empty());
    listed.count()
}

/// The OU of a row by its scope.
pub(super) fn ou(part: &Part, question: &Question<'_>) -> String {
    let name = |at: usize| {
        let scope = question.scopes.get(at)?;
        Some(format!("WHEN {} THEN {}", at + 1, quoted(&scope.ou)))
    };
    let names: Vec<String> = part.scopes(question).into_iter().filter_map(name).collect();
    if names.is_empty() {
        "CAST(NULL AS varchar)".to_owned()
    } else {
        format!("CASE scope {} END", names.join(" "))
    }
}
