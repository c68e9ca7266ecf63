use crate::bedrock::call::{Call, Hop, KEYS};
use crate::policy::evaluate::{Decision, Judgement};
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
    /// The worlds in which a call looks different from the default, that one first.
    pub fn of(call: &Call) -> Vec<Self> {
        let mut worlds = vec![Self::default()];
        if call.profile_arn().is_some() {
            worlds.push(Self {
                key_on_profile: true,
                ..Self::default()
            });
        }
        if call.origin_arn().is_some() {
            for key_on_profile in [false, true] {
                worlds.push(Self {
                    key_on_profile,
                    origin_in_key: true,
                });
            }
        }
        worlds
    }

    /// The assumption in words; empty for the default.
    pub fn describe(self) -> &'static str {
        match (self.key_on_profile, self.origin_in_key) {
            (false, false) => "",
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

    fn hops(self, call: &Call) -> Vec<Hop> {
        let mut hops = call.hops();
        let key = if self.origin_in_key {
            call.origin_arn()
        } else {
            call.profile_arn()
        };
        for (number, hop) in hops.iter_mut().enumerate() {
            if hop.profile_arn.is_some() || (self.key_on_profile && number == 0) {
                hop.profile_arn.clone_from(&key);
            }
        }
        hops
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
    /// The hops in the default world.
    pub hops: Vec<HopJudgement>,
    /// The worlds in which the call ends otherwise than in the default one.
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
    world.hops(call).into_iter().map(judge).collect()
}

/// Judges a call of an action by the levels of a path, in the default world and in every other that concerns it.
pub fn judge_call(
    levels: &Levels,
    call: &Call,
    action: &str,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> CallJudgement {
    let judge = |world: World| judge_hops(levels, call, action, world, &fill);
    let is_denied = |hops: &[HopJudgement]| hops.iter().any(HopJudgement::is_denied);
    let hops = judge(World::default());
    let denied = is_denied(&hops);
    let otherwise = World::of(call)
        .into_iter()
        .skip(1)
        .filter(|world| is_denied(&judge(*world)) != denied)
        .collect();
    CallJudgement { hops, otherwise }
}
