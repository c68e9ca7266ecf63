use std::borrow::Cow;

use clap::Args;

use crate::bedrock::call::{ANY_ACCOUNT, Asked};
use crate::bedrock::{INFERENCE_ACTIONS, UNSPECIFIED};
use crate::policy::{Found, Request};
use crate::simulate::Principal;

/// What is asked.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Question")]
pub(super) struct QuestionArgs {
    /// The action, such as `bedrock:InvokeModel`; of a --call it is that by default.
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// The resource's ARN; default: with --profile the foundation model in --region, otherwise `*`.
    #[arg(long, value_name = "ARN", conflicts_with = "call")]
    resource: Option<String>,
    /// `aws:RequestedRegion`; `unspecified` for the last hop of a Global call.
    #[arg(long, value_name = "REGION", conflicts_with = "call")]
    region: Option<String>,
    /// The inference profile that a model is called through: an id or an ARN, for `bedrock:InferenceProfileArn`.
    #[arg(long, value_name = "PROFILE", conflicts_with = "call")]
    profile: Option<String>,
    /// The caller's ARN, for `aws:PrincipalArn`; the session of a role becomes its role.
    #[arg(long, value_name = "ARN")]
    principal: Option<String>,
    /// A context key with its value; the same key again makes it multivalued; repeatable.
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// A whole call: an inference profile's id or ARN, a model's, or an application inference profile's ARN.
    #[arg(long, value_name = "MODEL-ID")]
    pub(super) call: Option<String>,
    /// The Region of the caller.
    #[arg(long, value_name = "REGION")]
    source: Option<String>,
    /// What an application inference profile was made from: a profile's id or a model's.
    #[arg(long, value_name = "PROFILE", requires = "call")]
    origin: Option<String>,
    /// A destination Region of a profile that the catalogue does not know; repeatable.
    #[arg(long, value_name = "REGION", requires = "call")]
    destination: Vec<String>,
}

/// One request.
pub(super) struct Single {
    pub(super) request: Request<'static>,
}

impl QuestionArgs {
    /// The caller.
    pub(super) fn principal(&self) -> Option<Principal> {
        self.principal.as_deref().map(Principal::new)
    }

    /// The request that the flags spell.
    pub(super) fn single(&self, no_fill: bool) -> Result<Single, String> {
        let Some(action) = &self.action else {
            return Err("give what to judge: --action, --call, --matrix or --batch".to_owned());
        };
        if !action.contains(':') {
            return Err(format!(
                "`{action}` is no action: they are written `service:Action`"
            ));
        }
        self.pairs()?;
        if self.profile.is_some() && self.region.is_none() && self.resource.is_none() {
            return Err("--profile needs --region, the Region of the hop".to_owned());
        }
        let resource = self.resource.clone().or_else(|| self.model_arn());
        let mut request = Request::new(action.as_str(), resource.unwrap_or_else(|| "*".to_owned()));
        if let Some(region) = &self.region {
            request = request.with("aws:RequestedRegion", region.as_str());
        }
        if let Some(arn) = self.profile_arn() {
            request = request.with("bedrock:InferenceProfileArn", arn);
        }
        Ok(Single {
            request: self.fill(request, no_fill),
        })
    }

    /// The call that the flags ask about, and its action.
    pub(super) fn asked(&self) -> Result<(Asked<'_>, String), String> {
        let [invoke, _] = INFERENCE_ACTIONS;
        let action = self.action.clone().unwrap_or_else(|| invoke.to_owned());
        if !INFERENCE_ACTIONS
            .iter()
            .any(|own| own.eq_ignore_ascii_case(&action))
        {
            return Err(format!(
                "a call is one of {}, and `{action}` is not",
                INFERENCE_ACTIONS.join(" and ")
            ));
        }
        self.pairs()?;
        let asked = Asked {
            model_id: self.call.as_deref().unwrap_or_default(),
            source: self.source.as_deref(),
            origin: self.origin.as_deref(),
            destinations: &self.destination,
            account: None,
        };
        Ok((asked, action))
    }

    /// Adds the caller and the keys of `--context` to a request.
    pub(super) fn fill(&self, mut request: Request<'static>, no_fill: bool) -> Request<'static> {
        if let Some(principal) = self.principal().filter(|_| !no_fill) {
            request = request.with("aws:PrincipalArn", principal.arn);
        }
        // Several values under one key are one multivalued key.
        for (key, values) in self.pairs().unwrap_or_default() {
            let found = match values.as_slice() {
                [one] => Found::One(Cow::Owned(one.clone())),
                _ => Found::Many(values.into_iter().map(Cow::Owned).collect()),
            };
            request = request.with_found(key, found);
        }
        request
    }

    fn pairs(&self) -> Result<Vec<(String, Vec<String>)>, String> {
        let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
        for given in &self.context {
            let Some((key, value)) = given.split_once('=').filter(|(key, _)| !key.is_empty())
            else {
                return Err(format!(
                    "--context takes KEY=VALUE, and `{given}` is not that"
                ));
            };
            match pairs
                .iter_mut()
                .find(|(own, _)| own.eq_ignore_ascii_case(key))
            {
                Some((_, values)) => values.push(value.to_owned()),
                None => pairs.push((key.to_owned(), vec![value.to_owned()])),
            }
        }
        Ok(pairs)
    }

    fn account(&self) -> String {
        let principal = self.principal();
        let account = principal.as_ref().and_then(Principal::account);
        account.unwrap_or(ANY_ACCOUNT).to_owned()
    }

    fn profile_arn(&self) -> Option<String> {
        let profile = self.profile.as_deref()?;
        if profile.starts_with("arn:") {
            return Some(profile.to_owned());
        }
        let region = self
            .source
            .as_deref()
            .or(self.region.as_deref())
            .unwrap_or_default();
        let partition = partition(region);
        let account = self.account();
        Some(format!(
            "arn:{partition}:bedrock:{region}:{account}:inference-profile/{profile}"
        ))
    }

    /// The model behind a profile, in the Region that is asked about.
    fn model_arn(&self) -> Option<String> {
        let profile = self.profile.as_deref()?;
        let region = self.region.as_deref()?;
        let id = profile.rsplit_once('/').map_or(profile, |(_, id)| id);
        let (_, model) = id.split_once('.')?;
        let place = if region == UNSPECIFIED { "" } else { region };
        Some(format!(
            "arn:{}:bedrock:{place}::foundation-model/{model}",
            partition(region)
        ))
    }
}

/// The partition of a Region by its code; the catalogue is not read for one request.
fn partition(region: &str) -> &'static str {
    if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}
