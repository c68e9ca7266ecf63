use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::bedrock::call::{Asked, Call, CallError, KEYS};
use crate::bedrock::{Catalogue, Settled, UNSPECIFIED};
use crate::policy::evaluate::{Decision, Matched};
use crate::policy::{Levels, Request};
use crate::simulate::{Bound, Principal, judge_call};

use super::count::Count;
use super::kind::{Kind, Operation};
use super::reason::NotJudged;
use super::scope::{Scope, Scopes, Sides};
use super::tally::Tally;
use super::texts::Text;
use super::verdict::Verdict;

/// A kind of call with what becomes of it: the row of a report. Of where it was served there is one row for all.
#[derive(Debug, Clone)]
pub struct Row<'s> {
    /// Who, what and from where; `served` is none.
    pub kind: Kind,
    /// The OU of its account.
    pub scope: &'s Scope,
    /// What the change does to it.
    pub verdict: Verdict,
    /// So it is in every world that concerns the call and is not settled.
    pub is_certain: bool,
    /// The statements that deny its first denied hop before.
    pub by_before: Vec<Matched>,
    /// And after.
    pub by_after: Vec<Matched>,
    /// Keys that the event does not tell and on which the verdict rests.
    pub absent: Vec<String>,
    /// How often, and when.
    pub count: Count,
    /// How many of those that succeeded were served where; of those without `inferenceRegion` the Region of the call.
    pub served: BTreeMap<Text, u64>,
    /// The Regions that its own authorizations name, with `unspecified` any: where it may be served if nothing denies it.
    reach: Vec<String>,
}

/// What a change does to the calls of a log.
#[derive(Debug)]
pub struct Impact<'s> {
    /// Every kind of call that was judged, in the order of accounts, callers and targets.
    pub rows: Vec<Row<'s>>,
    /// Every kind of call that was not judged.
    pub not_judged: Vec<Unjudged>,
}

/// A kind of call that was not judged.
#[derive(Debug, Clone, Copy)]
pub struct Unjudged {
    /// Who, what and from where; `served` is none.
    pub kind: Kind,
    /// Why.
    pub reason: NotJudged,
    /// How often, and when.
    pub count: Count,
    /// So many of those that succeeded were served where no call of the OU may be processed after the change: that needs no judgement.
    pub left: u64,
}

/// What was asked for by calls that were not judged for the same reason, the most frequent first.
pub type Targets = Vec<(Option<Text>, Count)>;

impl Impact<'_> {
    /// The calls that were not judged, reason by reason.
    pub fn reasons(&self, tally: &Tally) -> BTreeMap<NotJudged, Targets> {
        let mut reasons: BTreeMap<NotJudged, BTreeMap<Option<Text>, Count>> = BTreeMap::new();
        for own in &self.not_judged {
            let targets = reasons.entry(own.reason).or_default();
            targets.entry(own.kind.target).or_default().add(&own.count);
        }
        if tally.too_many > 0 {
            let mut count = Count::default();
            count.failed = tally.too_many;
            reasons.insert(NotJudged::TooMany, BTreeMap::from([(None, count)]));
        }
        let sorted = |targets: BTreeMap<Option<Text>, Count>| {
            let mut targets: Targets = targets.into_iter().collect();
            let name = |target: Option<Text>| target.map_or("", |target| tally.text(target));
            targets.sort_by(|(a, one), (b, other)| {
                let by_count = other.events().cmp(&one.events());
                by_count.then_with(|| name(*a).cmp(name(*b)))
            });
            targets
        };
        let reasons = reasons.into_iter();
        reasons
            .map(|(reason, targets)| (reason, sorted(targets)))
            .collect()
    }
}

impl Row<'_> {
    /// Did calls succeed that are denied after? Whatever the policies before say, these would break.
    pub fn breaks(&self) -> bool {
        let is_denied = matches!(self.verdict, Verdict::NewlyDenied | Verdict::Denied);
        is_denied && self.count.succeeded > 0
    }

    /// Did calls succeed that the policies before deny? Then these were not in force, or do not bind the caller.
    pub fn contradicts(&self) -> bool {
        let is_denied = matches!(self.verdict, Verdict::NoLongerDenied | Verdict::Denied);
        is_denied && self.count.succeeded > 0
    }

    /// So many of the calls that succeeded were served where none may be after the change.
    pub fn left(&self, tally: &Tally) -> u64 {
        let outside = self
            .served
            .iter()
            .filter(|(region, _)| !self.is_allowed(**region, tally));
        outside.map(|(_, count)| count).sum()
    }

    /// May a call be processed there after the change? A caller whom the policies exempt may more than others.
    pub fn is_allowed(&self, served: Text, tally: &Tally) -> bool {
        let served = tally.text(served);
        let is_open = matches!(self.verdict, Verdict::Open | Verdict::NoLongerDenied);
        let reaches = |own: &String| own == served || own == UNSPECIFIED;
        if is_open && self.reach.iter().any(reaches) {
            return true;
        }
        let source = self.kind.region.map_or("", |region| tally.text(region));
        self.scope.allowed.has(source, served)
    }
}

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
    let mut rows: IndexMap<Kind, Judgement<'s>> = IndexMap::new();
    for (kind, count) in tally.calls() {
        let whole = Kind {
            served: None,
            ..*kind
        };
        let row = rows
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
    let (mut judged, mut not_judged) = (Vec::new(), Vec::new());
    for row in rows.into_values() {
        match row {
            Judgement::Judged(row) => judged.push(row),
            Judgement::Not(own) => not_judged.push(own),
        }
    }
    let mut rows: Vec<Row<'s>> = judged;
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

/// What a call is made of.
enum What {
    /// The hops of a call of inference.
    Call(Call),
    /// Those of its hops that do not depend on what is not known, and what that is.
    Partly(Call, NotJudged),
    /// One authorization: of a resource in a Region.
    One(String, String),
    /// The first authorization of a call through a prompt router.
    Router(String, String),
}

impl What {
    /// The Regions of its authorizations.
    fn reach(&self) -> Vec<String> {
        match self {
            Self::Call(call) | Self::Partly(call, _) => {
                let destinations = call.destinations.iter();
                destinations.chain([&call.source]).cloned().collect()
            }
            Self::One(_, region) | Self::Router(_, region) => vec![region.clone()],
        }
    }
}

/// The kinds of ARN that are called by themselves, in their own Region (Service Authorization Reference, Amazon Bedrock, `InvokeModel`, 2026-09-26).
const ALONE: [&str; 4] = [
    "provisioned-model",
    "custom-model-deployment",
    "custom-model",
    "imported-model",
];

/// Stands for the model behind an application inference profile of unknown origin.
const UNKNOWN: &str = "unknown.unknown";

/// Prompt routers, made by users and by AWS (same source).
const ROUTERS: [&str; 2] = ["prompt-router", "default-prompt-router"];

/// What else an application inference profile may be made from (same source, `CreateInferenceProfile`).
const COPIED: [&str; 3] = [
    "inference-profile",
    "foundation-model",
    "application-inference-profile",
];

fn what(
    tally: &Tally,
    operation: Operation,
    target: &str,
    source: &str,
    account: Option<&str>,
    ground: Ground<'_>,
) -> Result<What, NotJudged> {
    let parts: Vec<&str> = target.splitn(6, ':').collect();
    let kind = match parts.as_slice() {
        ["arn", _, "bedrock", _, _, resource] => resource
            .split_once('/')
            .filter(|(_, id)| !id.is_empty())
            .map(|(kind, _)| kind),
        _ => None,
    };
    let is_creation = operation == Operation::CreateProfile;
    let is_router = kind.is_some_and(|kind| ROUTERS.contains(&kind));
    let is_alone = is_router || kind.is_some_and(|kind| ALONE.contains(&kind));
    if is_creation || is_alone {
        if !is_alone && !kind.is_some_and(|kind| COPIED.contains(&kind)) {
            return Err(NotJudged::NotCallable);
        }
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        if !part(3).is_empty() && part(3) != source {
            return Err(NotJudged::OddArn);
        }
        let region = ground.catalogue.region(source);
        let region = region.ok_or(NotJudged::UnknownRegion)?;
        if part(1) != region.partition {
            return Err(NotJudged::OddArn);
        }
        let (target, source) = (target.to_owned(), source.to_owned());
        return Ok(if is_router && !is_creation {
            What::Router(target, source)
        } else {
            What::One(target, source)
        });
    }
    let is_copy = kind == Some("application-inference-profile");
    let given = ground.origins.get(target).map(String::as_str);
    let asked = Asked {
        model_id: target,
        source: Some(source),
        origin: given.or_else(|| tally.origin(target)).filter(|_| is_copy),
        account,
        ..Asked::default()
    };
    let error = match Call::new(asked, ground.catalogue) {
        Ok(call) => return Ok(What::Call(call)),
        Err(error) => error,
    };
    let reason = NotJudged::from(&error);
    let partly = match error {
        CallError::NoOrigin(_) => Asked {
            origin: Some(UNKNOWN),
            ..asked
        },
        CallError::UnknownProfile(_) | CallError::NoRoutes(_) | CallError::NotOffered { .. } => {
            asked
        }
        _ => return Err(reason),
    };
    let destinations = [source.to_owned()];
    let partly = Asked {
        destinations: &destinations,
        ..partly
    };
    let call = Call::new(partly, ground.catalogue);
    call.map(|call| What::Partly(call, reason))
        .map_err(|_| reason)
}

/// Who asks for what.
struct Question<'q> {
    action: &'static str,
    principal: &'q str,
    settled: &'q Settled,
}

/// What becomes of a call on one side, or of both.
struct Judged {
    verdict: Verdict,
    is_certain: bool,
    by_before: Vec<Matched>,
    by_after: Vec<Matched>,
    absent: Vec<String>,
}

struct Side {
    is_denied: bool,
    is_certain: bool,
    by: Vec<Matched>,
    absent: Vec<String>,
}

impl Question<'_> {
    fn judge(&self, what: &What, sides: &Sides) -> Judged {
        let [before, after] = [&sides.before, &sides.after].map(|side| self.on(what, side));
        let verdict = Verdict::of(before.is_denied, after.is_denied);
        let mut absent = before.absent;
        absent.extend(after.absent);
        absent.sort_unstable();
        absent.dedup();
        Judged {
            verdict,
            is_certain: before.is_certain && after.is_certain,
            by_before: before.by,
            by_after: after.by,
            absent,
        }
    }

    fn on(&self, what: &What, levels: &Levels) -> Side {
        let fill = |request: Request<'static>| request.with("aws:PrincipalArn", self.principal);
        let owned = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect();
        match what {
            What::Call(call) | What::Partly(call, _) => {
                let judged = judge_call(levels, call, self.action, self.settled, fill);
                let denied = judged.hops.iter().find(|hop| hop.is_denied());
                Side {
                    is_denied: denied.is_some(),
                    is_certain: judged.otherwise.is_empty(),
                    by: denied.map_or_else(Vec::new, |hop| hop.judgement.denying().to_vec()),
                    absent: owned(judged.absent()),
                }
            }
            What::One(resource, region) | What::Router(resource, region) => {
                let request = Request::new(self.action, resource.as_str())
                    .with("aws:RequestedRegion", region.as_str());
                let judgement = levels.judge(&fill(request));
                // What goes through neither profile nor router has neither's key.
                let is_told = |key: &&str| !KEYS.iter().any(|own| own.eq_ignore_ascii_case(key));
                let keys = judgement.absent().iter().map(|key| &**key).filter(is_told);
                Side {
                    is_denied: judgement.decision() != Decision::NotDenied,
                    is_certain: true,
                    by: judgement.denying().to_vec(),
                    absent: keys.map(str::to_owned).collect(),
                }
            }
        }
    }
}
