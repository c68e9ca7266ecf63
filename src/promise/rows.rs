use std::collections::BTreeSet;

use super::action::{is_bedrock, is_creation, is_inference};
use super::allowed::{is_allowed, is_geographic};
use super::arn::Named;
use super::{Promise, Row};
use crate::policy::Request;
use crate::spec::{ApplicationProfiles, Decision, Destinations, Geographies, Strategy};

/// Where a Global call is said to be served: the value of `aws:RequestedRegion` on its last hop (Amazon Bedrock User Guide, "Global
/// cross-Region inference").
const UNSPECIFIED: &str = "unspecified";

/// A request in the words of the table.
pub(super) struct View<'a> {
    request: &'a Request<'a>,
    /// The action is in I.
    inference: bool,
    resource: Named<'a>,
    /// `bedrock:InferenceProfileArn`, by what it names.
    key: Option<Named<'a>>,
    /// r. A request without one is in no list of Regions, as a negated operator has it.
    region: Option<&'a str>,
}

impl<'a> View<'a> {
    pub(super) fn of(request: &'a Request<'a>) -> Self {
        Self {
            request,
            inference: is_inference(&request.action),
            resource: Named::by(&request.resource),
            key: request.key("bedrock:InferenceProfileArn").map(Named::by),
            region: request.key("aws:RequestedRegion"),
        }
    }

    fn in_one_of(&self, regions: &BTreeSet<String>) -> bool {
        self.region.is_some_and(|region| regions.contains(region))
    }

    fn at_unspecified(&self) -> bool {
        self.region == Some(UNSPECIFIED)
    }
}

impl Promise {
    /// Whether one row denies a request.
    pub(super) fn says(&self, row: Row, view: &View<'_>) -> bool {
        if row.is_limit() {
            return self.strategy != Strategy::Additive
                && view.inference
                && self.is_beyond_limit(row, view)
                && !self.is_exempt(view.request);
        }
        match row {
            Row::D0 => self.is_denied_by_reference(view),
            Row::D5b => {
                self.mode.application_profiles == ApplicationProfiles::Deny
                    && view.inference
                    && view.key == Some(Named::Application)
            }
            Row::D6 => {
                view.inference
                    && match view.key {
                        None | Some(Named::Application) => false,
                        Some(Named::System(id)) => !is_allowed(&self.mode, id),
                        Some(_) => true,
                    }
            }
            Row::D7 => self.mode.global == Decision::Deny && uses_global(view),
            Row::D8 => is_creation(&view.request.action) && self.is_hidden_copy(view.resource),
            Row::D9 => {
                self.mode.prompt_routers == Decision::Deny
                    && view.inference
                    && (view.resource == Named::Router
                        || view.request.key("bedrock:PromptRouterArn").is_some())
            }
            Row::Dx => {
                self.strategy == Strategy::Extend
                    && view.in_one_of(&self.inference_only)
                    && !view.inference
                    && self.reference.covers(&view.request.action)
                    && !self.is_exempt(view.request)
            }
            // Limits, answered before.
            Row::D1 | Row::D2 | Row::D3 | Row::D4 | Row::D5 => false,
        }
    }

    /// The limit rows, for an inference action and a principal that is bound.
    fn is_beyond_limit(&self, row: Row, view: &View<'_>) -> bool {
        if view.in_one_of(&self.working) {
            return false;
        }
        let global = self.mode.global == Decision::Allow;
        match row {
            Row::D1 => view.resource.is_profile(),
            Row::D2 => view.key.is_none(),
            Row::D3 => {
                self.mode.destinations != Destinations::ByProfile
                    && matches!(view.key, Some(Named::System(id)) if is_geographic(&self.mode, id))
                    && !self.is_destination(view)
            }
            Row::D4 => global && view.key.is_some_and(Named::is_global) && !view.at_unspecified(),
            Row::D5 => {
                view.key == Some(Named::Application)
                    && !self.is_destination(view)
                    && !(global && view.at_unspecified())
            }
            _ => false,
        }
    }

    /// r ∈ D. There are none under `governed`, and none without a geography.
    fn is_destination(&self, view: &View<'_>) -> bool {
        self.mode.destinations != Destinations::Governed
            && self.mode.geographies != Geographies::None
            && view.in_one_of(&self.destinations)
    }

    fn is_denied_by_reference(&self, view: &View<'_>) -> bool {
        let request = view.request;
        let managed_stays_on = matches!(self.strategy, Strategy::Additive | Strategy::Extend);
        // What the managed deny denies, no exemption of ours can lift.
        let lifted = !managed_stays_on
            && (view.inference
                || self.declared.action(request)
                || self.declared.principal(request));
        !lifted && self.reference.denies(request)
    }

    /// Whether a new profile, router or job on this resource could carry what is not allowed.
    fn is_hidden_copy(&self, resource: Named<'_>) -> bool {
        if self.mode.geographies == Geographies::Any && self.mode.profiles.is_empty() {
            return self.mode.global == Decision::Deny && resource.is_global();
        }
        match resource {
            Named::System(id) => !is_allowed(&self.mode, id),
            Named::Application | Named::Router | Named::FoundationModel => false,
            Named::Other => true,
        }
    }

    fn is_exempt(&self, request: &Request) -> bool {
        self.reference.exempts(request) || self.declared.principal(request)
    }
}

/// A denied Global, seen from the request alone: its Region, its resource or its key.
fn uses_global(view: &View<'_>) -> bool {
    let action = &view.request.action;
    (is_bedrock(action) && view.at_unspecified())
        || ((view.inference || is_creation(action)) && view.resource.is_global())
        || (view.inference && view.key.is_some_and(Named::is_global))
}
