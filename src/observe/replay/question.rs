use crate::bedrock::Settled;
use crate::bedrock::call::KEYS;
use crate::policy::evaluate::{Decision, Matched};
use crate::policy::{Levels, Request};
use crate::simulate::judge_call;

use super::scope::Sides;
use super::verdict::Verdict;
use super::what::What;

/// Who asks for what.
pub(super) struct Question<'q> {
    pub(super) action: &'static str,
    pub(super) principal: &'q str,
    pub(super) settled: &'q Settled,
}

/// What becomes of a call on one side, or of both.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) is_certain: bool,
    pub(super) by_before: Vec<Matched>,
    pub(super) by_after: Vec<Matched>,
    pub(super) absent: Vec<String>,
}

struct Side {
    is_denied: bool,
    is_certain: bool,
    by: Vec<Matched>,
    absent: Vec<String>,
}

impl Question<'_> {
    pub(super) fn judge(&self, what: &What, sides: &Sides) -> Judged {
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
