use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::bedrock::{Catalogue, Settled};
use crate::simulate::{Bound, Principal};

use super::count::Count;
use super::kind::{Kind, Operation};
use super::outcome::{Impact, Row, Unjudged};
use super::question::Question;
use super::reason::NotJudged;
use super::scope::Scopes;
use super::tally::Tally;
use super::texts::Text;
use super::verdict::Verdict;
use super::what::{What, what};

/// What is known besides the log.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'g> {
    /// The routes of inference profiles.
    pub catalogue: &'g Catalogue,
    /// What is settled about calls.
    pub settled: &'g Settled,
    /// What application inference profiles were made from, by their ARN; goes before what the log says.
    pub origins: &'g BTreeMap<String, String>,
}

/// Was a call of an OU that is known served where none of it may be? Not asked of callers whom no policy binds.
fn has_left(tally: &Tally, kind: &Kind, scopes: &Scopes) -> bool {
    let text = |own: Option<Text>| own.map(|own| tally.text(own));
    let is_bound = text(kind.principal).is_some_and(|principal| {
        let management = scopes.management_account.as_deref();
        Principal::new(principal).bound(management) == Bound::Yes
    });
    let scope = scopes.of(text(kind.account));
    let (source, served) = (text(kind.region), text(kind.served.or(kind.region)));
    let is_inference = kind.operation != Operation::CreateProfile;
    match (scope, source, served) {
        (Some(scope), Some(source), Some(served)) if is_bound && is_inference => {
            !scope.allowed.has(source, served)
        }
        _ => false,
    }
}

/// What came of a kind of call.
enum Judgement<'s> {
    Judged(Row<'s>),
    Not(Unjudged),
}

/// Judges every kind of call of a tally by the policies of its account's OU, before and after a change.
pub fn replay<'s>(tally: &Tally, scopes: &'s Scopes, ground: Ground<'_>) -> Impact<'s> {
    // The judgement of a kind, whatever Region served it.
    let mut judgements: IndexMap<Kind, Judgement<'s>> = IndexMap::new();
    for (kind, count) in tally.calls() {
        let whole = Kind {
            served: None,
            ..*kind
        };
        let row =
            judgements
                .entry(whole)
                .or_insert_with(|| match judge(tally, whole, scopes, ground) {
                    Ok(row) => Judgement::Judged(row),
                    Err(reason) => Judgement::Not(Unjudged {
                        kind: whole,
                        reason,
                        count: Count::default(),
                        left: 0,
                    }),
                });
        match row {
            Judgement::Judged(row) => {
                row.count.add(count);
                if let Some(region) = kind.served.or(kind.region)
                    && count.succeeded > 0
                    && kind.operation != Operation::CreateProfile
                {
                    *row.served.entry(region).or_default() += count.succeeded;
                }
            }
            Judgement::Not(own) => {
                own.count.add(count);
                if has_left(tally, kind, scopes) {
                    own.left += count.succeeded;
                }
            }
        }
    }
    let (mut rows, mut not_judged) = (Vec::new(), Vec::new());
    for own in judgements.into_values() {
        match own {
            Judgement::Judged(row) => rows.push(row),
            Judgement::Not(own) => not_judged.push(own),
        }
    }
    let text = |own: Option<Text>| own.map_or("", |own| tally.text(own));
    rows.sort_by(|a, b| {
        let key = |row: &Row<'s>| {
            let kind = &row.kind;
            [kind.account, kind.principal, kind.target, kind.region].map(text)
        };
        (key(a), a.kind.operation).cmp(&(key(b), b.kind.operation))
    });
    Impact { rows, not_judged }
}

fn judge<'s>(
    tally: &Tally,
    kind: Kind,
    scopes: &'s Scopes,
    ground: Ground<'_>,
) -> Result<Row<'s>, NotJudged> {
    let text = |own: Option<Text>| own.map(|own| tally.text(own));
    let principal = text(kind.principal).ok_or(NotJudged::NoPrincipal)?;
    let account = text(kind.account);
    let caller = Principal::new(principal);
    let management = scopes.management_account.as_deref();
    match caller.bound(management) {
        Bound::ServiceLinkedRole => return Err(NotJudged::ServiceLinkedRole),
        Bound::ManagementAccount => return Err(NotJudged::ManagementAccount),
        Bound::Yes => {}
    }
    let scope = scopes.of(account).ok_or(NotJudged::NoOu)?;
    let target = text(kind.target).ok_or(NotJudged::NoModel)?;
    let source = text(kind.region).ok_or(NotJudged::UnknownRegion)?;
    let question = Question {
        action: kind.operation.action(),
        principal,
        settled: ground.settled,
    };
    let what = what(tally, kind.operation, target, source, account, ground)?;
    let judged = question.judge(&what, &scope.sides);
    // Where a part of a call is not known, that another is denied is enough, and that it is not says nothing.
    let is_denied = matches!(judged.verdict, Verdict::Denied | Verdict::NewlyDenied);
    match what {
        What::Router(..) if !is_denied => return Err(NotJudged::PromptRouter),
        What::Partly(_, reason) if !is_denied => return Err(reason),
        _ => {}
    }
    Ok(Row {
        kind,
        scope,
        verdict: judged.verdict,
        is_certain: judged.is_certain,
        by_before: judged.by_before,
        by_after: judged.by_after,
        absent: judged.absent,
        count: Count::default(),
        served: BTreeMap::new(),
        reach: what.reach(),
    })
}
