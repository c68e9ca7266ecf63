use crate::bedrock::Settled;
use crate::bedrock::call::{Call, Hop, KEYS};
use crate::policy::evaluate::{Decision, Judgement, Matched};
use crate::policy::{Levels, Request};

/// What AWS's pages leave open about a call, as an assumption. The default is what they, or reports of live tests, say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct World {
    /// A1: `bedrock:InferenceProfileArn` is present on the profile's own hop as well. By the newest copies of AWS's pages it is absent there.
    pub key_on_profile: bool,
    /// A2: through an application inference profile the key holds the ARN of its origin. By two public reports it holds the application profile's own.
    pub origin_in_key: bool,
}

impl World {
    /// The likeliest world: the default, but for what is settled.
    pub fn likeliest(settled: &Settled) -> Self {
        Self {
            key_on_profile: settled.key_on_profile.unwrap_or_default(),
            origin_in_key: settled.origin_in_key.unwrap_or_default(),
        }
    }

    /// The worlds in which a call looks different, as far as they are not settled, the likeliest first.
    pub fn of(call: &Call, settled: &Settled) -> Vec<Self> {
        let choices = |matters: bool, answer: Option<bool>| match answer {
            Some(answer) => vec![answer],
            None if matters => vec![false, true],
            None => vec![false],
        };
        let origins = choices(call.origin_arn().is_some(), settled.origin_in_key);
        let keys = choices(call.profile_arn().is_some(), settled.key_on_profile);
        let with_origin = |origin_in_key: bool| {
            keys.iter().map(move |key_on_profile| Self {
                key_on_profile: *key_on_profile,
                origin_in_key,
            })
        };
        origins.into_iter().flat_map(with_origin).collect()
    }

    /// What is assumed, in words.
    pub fn describe(self) -> &'static str {
        match (self.key_on_profile, self.origin_in_key) {
            (false, false) => {
                "`bedrock:InferenceProfileArn` is absent on the profile's own hop, and holds the ARN of an application profile itself"
            }
            (true, false) => {
                "`bedrock:InferenceProfileArn` is present on the profile's own hop, too"
            }
            (false, true) => {
                "`bedrock:InferenceProfileArn` holds the ARN of the application profile's origin"
            }
            (true, true) => {
                "`bedrock:InferenceProfileArn` holds the ARN of the application profile's origin, and is present on the profile's own hop, too"
            }
        }
    }

    fn hops(self, call: &Call) -> impl Iterator<Item = Hop> {
        // Only an application inference profile has an origin; the key of any other call is the profile's own.
        let origin = call.origin_arn().filter(|_| self.origin_in_key);
        let key = origin.or_else(|| call.profile_arn());
        call.each_hop().enumerate().map(move |(number, mut hop)| {
            if hop.profile_arn.is_some() || (self.key_on_profile && number == 0) {
                hop.profile_arn.clone_from(&key);
            }
            hop
        })
    }
}

/// A hop with its judgement.
#[derive(Debug, Clone)]
pub struct HopJudgement {
    /// The hop.
    pub hop: Hop,
    /// What becomes of it.
    pub judgement: Judgement,
}

impl HopJudgement {
    /// Is it denied, by a statement or for want of an Allow?
    pub fn is_denied(&self) -> bool {
        self.judgement.decision() != Decision::NotDenied
    }
}

/// A call, judged hop by hop.
#[derive(Debug, Clone)]
pub struct CallJudgement {
    /// The hops in the likeliest world.
    pub hops: Vec<HopJudgement>,
    /// The worlds in which the call ends otherwise than in that one.
    pub otherwise: Vec<World>,
}

impl CallJudgement {
    /// Is a hop denied, and so the call?
    pub fn is_denied(&self) -> bool {
        self.hops.iter().any(HopJudgement::is_denied)
    }

    /// The keys whose absence decided: of a call that is denied, only if each denied hop rests on one. Of a call it is known where the keys of profile and
    /// router are, so these are not named.
    pub fn absent(&self) -> Vec<&str> {
        let denied = self.is_denied();
        let mut keys: Vec<&str> = Vec::new();
        for hop in self.hops.iter().filter(|hop| hop.is_denied() == denied) {
            let absent = hop.judgement.absent().iter().map(|key| &**key);
            let known = |key: &&str| KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
            let own: Vec<&str> = absent.filter(|key| !known(key)).collect();
            if denied && own.is_empty() {
                return Vec::new();
            }
            for key in own {
                if !keys.iter().any(|known| known.eq_ignore_ascii_case(key)) {
                    keys.push(key);
                }
            }
        }
        keys
    }
}

/// Judges the hops of a call in one world; `fill` adds what is known of the caller.
pub(super) fn judge_hops(
    levels: &Levels,
    call: &Call,
    action: &str,
    world: World,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> Vec<HopJudgement> {
    let judge = |hop: Hop| HopJudgement {
        judgement: levels.judge(&fill(hop.request(action))),
        hop,
    };
    world.hops(call).map(judge).collect()
}

/// Judges a call of an action by the levels of a path, in the likeliest world and in every other that concerns it and is not settled.
pub fn judge_call(
    levels: &Levels,
    call: &Call,
    action: &str,
    settled: &Settled,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> CallJudgement {
    let hops = judge_hops(levels, call, action, World::likeliest(settled), &fill);
    let denied = hops.iter().any(HopJudgement::is_denied);
    // A hop that looks the same in both worlds ends the same.
    let is_denied = |(hop, likeliest): (Hop, &HopJudgement)| {
        if hop == likeliest.hop {
            return likeliest.is_denied();
        }
        let judgement = levels.judge(&fill(hop.request(action)));
        HopJudgement { hop, judgement }.is_denied()
    };
    let otherwise = World::of(call, settled)
        .into_iter()
        .skip(1)
        .filter(|world| world.hops(call).zip(&hops).any(is_denied) != denied)
        .collect();
    CallJudgement { hops, otherwise }
}

/// What becomes of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// A hop is denied, in the likeliest world.
    pub is_denied: bool,
    /// So it is in every world that concerns the call and is not settled.
    pub is_certain: bool,
    /// The statements that deny its first hop that is denied; none if a level lacks an Allow.
    pub by: Vec<Matched>,
}

/// Is the last hop of a call denied, in the likeliest world?
pub(super) fn denies_last(
    levels: &Levels,
    call: &Call,
    action: &str,
    settled: &Settled,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> bool {
    let last = World::likeliest(settled).hops(call).last();
    last.is_some_and(|hop| {
        levels.judge(&fill(hop.request(action))).decision() != Decision::NotDenied
    })
}

/// How a call of an action ends. Judges no more hops than it has to.
pub(super) fn end(
    levels: &Levels,
    call: &Call,
    action: &str,
    settled: &Settled,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> Ending {
    let denial = |hop: &Hop| {
        let judgement = levels.judge(&fill(hop.request(action)));
        (judgement.decision() != Decision::NotDenied).then(|| judgement.denying().to_vec())
    };
    let mut open = Vec::new();
    let mut by = None;
    for hop in World::likeliest(settled).hops(call) {
        by = denial(&hop);
        if by.is_some() {
            break;
        }
        open.push(hop);
    }
    // Where no hop of the likeliest world is denied, only one that looks different can be.
    let ends_so = |world: World| {
        let mut hops = world.hops(call).enumerate();
        let is_denied = hops.any(|(at, hop)| {
            let is_known = by.is_none() && open.get(at) == Some(&hop);
            !is_known && denial(&hop).is_some()
        });
        is_denied == by.is_some()
    };
    let is_certain = World::of(call, settled).into_iter().skip(1).all(ends_so);
    Ending {
        is_denied: by.is_some(),
        is_certain,
        by: by.unwrap_or_default(),
    }
}
