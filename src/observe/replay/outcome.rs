use std::collections::BTreeMap;

use crate::bedrock::UNSPECIFIED;
use crate::policy::evaluate::Matched;

use super::count::Count;
use super::kind::Kind;
use super::reason::NotJudged;
use super::scope::Scope;
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
    pub(super) reach: Vec<String>,
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
            let count = Count::untold(tally.too_many);
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
