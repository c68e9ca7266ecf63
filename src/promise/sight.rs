use std::collections::BTreeSet;

use super::Promise;
use super::action::{is_bedrock, is_creation, is_inference, is_of};
use super::allowed::{is_allowed, is_geographic};
use super::arn::Named;
use crate::bedrock::Feature;
use crate::policy::Request;
use crate::spec::{Geographies, Strategy};

/// Where a Global call is said to be served: the value of `aws:RequestedRegion` on its last hop (Amazon Bedrock User Guide, "Global
/// cross-Region inference").
const UNSPECIFIED: &str = "unspecified";

/// All that a promise sees of a request, one part for each axis: what its rows say follows from these alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sight {
    /// What it sees of the action.
    pub action: ActionSight,
    /// What it sees of the resource.
    pub resource: ResourceSight,
    /// What it sees of `bedrock:InferenceProfileArn`.
    pub key: KeySight,
    /// What it sees of `aws:RequestedRegion`.
    pub region: RegionSight,
    /// What it sees of `aws:PrincipalArn`.
    pub principal: PrincipalSight,
    /// `bedrock:PromptRouterArn` is there.
    pub router: bool,
}

/// What a promise sees of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the table")]
pub struct ActionSight {
    /// In I.
    pub(super) inference: bool,
    /// One of the three that make copies.
    pub(super) creation: bool,
    /// `bedrock:*`.
    pub(super) bedrock: bool,
    /// Outside of the reference's `NotAction`.
    pub(super) referenced: bool,
    /// Declared exempt.
    pub(super) exempt: bool,
    /// Of a feature that the mode's `also` names.
    pub(super) named: bool,
    /// The same, of one that has profiles of its own by which it is served elsewhere: which one.
    pub(super) profiled: Option<Feature>,
    /// Of a feature that the Region deny in force leaves to the modes.
    pub(super) left_to_modes: bool,
}

/// What a promise sees of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the table")]
pub struct ResourceSight {
    /// An inference profile of either kind.
    pub(super) profile: bool,
    /// A system profile of the family `global`.
    pub(super) global: bool,
    /// A prompt router.
    pub(super) router: bool,
    /// Something new made of it could carry what is not allowed.
    pub(super) hidden_copy: bool,
    /// A profile of a feature that the mode's `also` names.
    pub(super) feature_profile: Option<Feature>,
    /// One that the reference speaks of.
    pub(super) referenced: bool,
}

/// What a promise sees of the profile that a call goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeySight {
    /// None.
    Absent,
    /// An application inference profile.
    Application,
    /// A system profile.
    System {
        /// An allowed family's, `profiles` taken into account.
        allowed: bool,
        /// Of a family of G.
        geographic: bool,
        /// Of the family `global`.
        global: bool,
    },
    /// Something else.
    Other,
}

/// What a promise sees of a Region. A request without one is in no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the table")]
pub struct RegionSight {
    /// In R.
    pub(super) working: bool,
    /// In D.
    pub(super) destination: bool,
    /// In X.
    pub(super) inference_only: bool,
    /// `unspecified`.
    pub(super) unspecified: bool,
    /// The reference's conditions on it hold.
    pub(super) referenced: bool,
}

/// What a promise sees of a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PrincipalSight {
    /// The reference binds it.
    pub(super) bound: bool,
    /// Declared exempt.
    pub(super) exempt: bool,
}

impl Promise {
    /// What it sees of a request.
    pub fn see(&self, request: &Request<'_>) -> Sight {
        let named = Named::by(&request.resource);
        let region = request.key("aws:RequestedRegion");
        let in_one_of = |list: &BTreeSet<String>| region.is_some_and(|code| list.contains(code));
        Sight {
            action: self.see_action(&request.action),
            resource: ResourceSight {
                profile: named.is_profile(),
                global: named.is_global(),
                router: named == Named::Router,
                hidden_copy: self.is_hidden_copy(named),
                feature_profile: self.named().find(|own| profile_of(*own) == Some(named)),
                referenced: self.reference.reaches(request),
            },
            key: match request.key("bedrock:InferenceProfileArn").map(Named::by) {
                None => KeySight::Absent,
                Some(Named::Application) => KeySight::Application,
                Some(Named::System(id)) => KeySight::System {
                    allowed: is_allowed(&self.mode, id),
                    geographic: is_geographic(&self.mode, id),
                    global: super::arn::is_global(id),
                },
                Some(_) => KeySight::Other,
            },
            region: RegionSight {
                working: in_one_of(&self.working),
                destination: in_one_of(&self.destinations),
                inference_only: in_one_of(&self.inference_only),
                unspecified: region == Some(UNSPECIFIED),
                referenced: self.reference.holds_at(request),
            },
            principal: PrincipalSight {
                bound: !self.reference.exempts(request),
                exempt: self.declared.principal(request),
            },
            router: request.found("bedrock:PromptRouterArn").is_some(),
        }
    }

    fn see_action(&self, action: &str) -> ActionSight {
        ActionSight {
            inference: is_inference(action),
            creation: is_creation(action),
            bedrock: is_bedrock(action),
            referenced: self.reference.covers(action),
            exempt: self.declared.action(action),
            named: self.named().any(|own| is_of(own, action)),
            profiled: self
                .named()
                .find(|own| profile_of(*own).is_some() && is_of(*own, action)),
            left_to_modes: self.left_to_modes().any(|own| is_of(own, action)),
        }
    }

    /// The features that the mode's `also` names.
    fn named(&self) -> impl Iterator<Item = Feature> {
        self.mode.also.iter().copied()
    }

    /// The features of which the mode, and not the Region deny in force, says where they may be served. Where the managed deny stays on, that of
    /// other modes takes nothing from it.
    pub(super) fn left_to_modes(&self) -> impl Iterator<Item = Feature> {
        let of_others = match self.strategy {
            Strategy::Additive | Strategy::Extend => &[][..],
            Strategy::Replace | Strategy::OuControl => &self.features,
        };
        self.mode.also.iter().chain(of_others).copied()
    }

    /// Whether a new profile, router or job on this resource could carry what is not allowed.
    fn is_hidden_copy(&self, resource: Named<'_>) -> bool {
        use crate::spec::Decision;
        if self.mode.geographies == Geographies::Any && self.mode.profiles.is_empty() {
            return self.mode.global == Decision::Deny && resource.is_global();
        }
        match resource {
            Named::System(id) => !is_allowed(&self.mode, id),
            Named::Application | Named::Router | Named::FoundationModel => false,
            Named::GuardrailProfile | Named::AutomationProfile | Named::Other => true,
        }
    }
}

/// What a feature is asked for through, when it may be served in another Region. A batch job names nothing of the kind.
fn profile_of(feature: Feature) -> Option<Named<'static>> {
    match feature {
        Feature::Batch => None,
        Feature::Guardrails => Some(Named::GuardrailProfile),
        Feature::DataAutomation => Some(Named::AutomationProfile),
    }
}
