use std::sync::Arc;

use crate::bedrock::call::{ANY_ACCOUNT, Asked, Call};
use crate::bedrock::{Catalogue, GLOBAL, INFERENCE_ACTIONS, Settled};
use crate::diagnostic::Source;
use crate::policy::compare::{Probes, Verdict, difference};
use crate::policy::{Attached, Document, Level, Policy, Scope};
use crate::simulate::judge_call;

use super::{
    Bearer, Grants, Identity, MANAGED_POLICY, Wrong, check, counted, policy, with_identity,
};

const AWS: Identity<'static> = Identity {
    partition: "aws",
    account: ANY_ACCOUNT,
};

const SONNET: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";

fn call(id: &str, source: &str) -> Call {
    let asked = Asked {
        model_id: id,
        source: Some(source),
        ..Asked::default()
    };
    Call::new(asked, Catalogue::builtin()).unwrap()
}

fn identity(call: &Call) -> Identity<'_> {
    Identity {
        partition: call.partition(),
        account: call.account(),
    }
}

/// Every call of the catalogue through a profile that AWS offers today.
fn every_call() -> Vec<Call> {
    let catalogue = Catalogue::builtin();
    let profiles = catalogue.profiles.iter().filter(|own| own.is_routable());
    profiles
        .flat_map(|own| own.routes.keys().map(|source| call(&own.id, source)))
        .collect()
}

fn is_allowed(policies: &[Policy], call: &Call, action: &str) -> bool {
    let levels = with_identity(&[], policies.iter().cloned()).unwrap();
    let judged = judge_call(&levels, call, action, &Settled::default(), |own| own);
    !judged.is_denied() && judged.otherwise.is_empty()
}

/// A policy of AWS's article for its inputs: Claude Sonnet 4.5 from `us-east-1`. Its placeholder is filled in, and the streaming action added.
fn of_article(statements: &str) -> Policy {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
        .replace("<ACCOUNT_ID>", ANY_ACCOUNT)
        .replace("MODEL", SONNET)
        .replace(
            r#""Action": "bedrock:InvokeModel""#,
            r#""Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]"#,
        );
    let document = Document::read(&Source::new("article.json", &text)).unwrap();
    Policy::clone(&document.policy)
}

fn verdict(one: Policy, other: Policy) -> Verdict {
    let side = |policy| {
        vec![Level {
            name: "identity".to_owned(),
            attached: vec![Attached::from_policy("policy", Arc::new(policy))],
        }]
    };
    let found = difference(&side(one), &side(other), &Probes::default(), false, 10).unwrap();
    found.verdict()
}

#[test]
fn the_article_on_geographic_calls_means_the_same_for_its_inputs() {
    let article = of_article(
        r#"{"Effect": "Allow", "Action": "bedrock:InvokeModel",
            "Resource": ["arn:aws:bedrock:us-east-1:<ACCOUNT_ID>:inference-profile/us.MODEL"]},
           {"Effect": "Allow", "Action": "bedrock:InvokeModel",
            "Resource": ["arn:aws:bedrock:us-east-1::foundation-model/MODEL", "arn:aws:bedrock:us-east-2::foundation-model/MODEL",
                         "arn:aws:bedrock:us-west-2::foundation-model/MODEL"],
            "Condition": {"StringEquals": {"bedrock:InferenceProfileArn": "arn:aws:bedrock:us-east-1:<ACCOUNT_ID>:inference-profile/us.MODEL"}}}"#,
    );
    let calls = [call(&format!("us.{SONNET}"), "us-east-1")];
    let own = policy(&calls, &AWS, Bearer::Auto);
    assert_eq!(verdict(article.clone(), own.clone()), Verdict::Equal);
    assert!(!is_allowed(
        &[article],
        &calls[0].instead(calls[0].through.clone(), "us-east-2"),
        INFERENCE_ACTIONS[0]
    ));
    let sids: Vec<_> = own
        .statements
        .iter()
        .filter_map(|own| own.sid.as_deref())
        .collect();
    assert_eq!(
        sids,
        [
            "GrantGeoCrisInferenceProfileAccess",
            "GrantGeoCrisModelAccess"
        ]
    );
}

#[test]
fn the_article_on_global_calls_means_the_same_for_its_inputs() {
    let article = of_article(
        r#"{"Effect": "Allow", "Action": "bedrock:InvokeModel",
            "Resource": ["arn:aws:bedrock:us-east-1:<ACCOUNT_ID>:inference-profile/global.MODEL"]},
           {"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": ["arn:aws:bedrock:us-east-1::foundation-model/MODEL"],
            "Condition": {"StringEquals": {"bedrock:InferenceProfileArn": "arn:aws:bedrock:us-east-1:<ACCOUNT_ID>:inference-profile/global.MODEL"}}},
           {"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": ["arn:aws:bedrock:::foundation-model/MODEL"],
            "Condition": {"StringEquals": {"aws:RequestedRegion": "unspecified",
                "bedrock:InferenceProfileArn": "arn:aws:bedrock:us-east-1:<ACCOUNT_ID>:inference-profile/global.MODEL"}}}"#,
    );
    let calls = [call(&format!("global.{SONNET}"), "us-east-1")];
    let own = policy(&calls, &AWS, Bearer::Auto);
    assert_eq!(verdict(article, own.clone()), Verdict::Equal);
    let geographic = policy(
        &[call(&format!("us.{SONNET}"), "us-east-1")],
        &AWS,
        Bearer::Auto,
    );
    assert_ne!(verdict(own, geographic), Verdict::Equal);
}

/// Policy and hops are written down apart: one from AWS's article, the other from its pages on what is authorized.
#[test]
fn of_every_profile_and_source_the_policy_allows_the_hops_and_one_hop_less_fails() {
    let calls = every_call();
    let mut profiles: Vec<&str> = Vec::new();
    for call in &calls {
        let own = policy([call], &identity(call), Bearer::Auto);
        assert!(counted(&own) <= MANAGED_POLICY);
        for action in INFERENCE_ACTIONS {
            assert!(
                is_allowed(std::slice::from_ref(&own), call, action),
                "{call:?}"
            );
        }
        // What is granted is what is authorized: each hop once, besides what OpenAI's own APIs ask for.
        let hops: Vec<String> = call.hops().into_iter().map(|hop| hop.resource).collect();
        for (at, statement) in own.statements.iter().enumerate() {
            let resources = statement.resource.patterns();
            for resource in resources
                .iter()
                .filter(|own| own.starts_with("arn:") && !own.ends_with(":project/default"))
            {
                assert_eq!(
                    hops.iter().filter(|hop| *hop == resource).count(),
                    1,
                    "{resource}"
                );
                let mut less = own.clone();
                let left = resources
                    .iter()
                    .filter(|own| *own != resource)
                    .cloned()
                    .collect();
                less.statements[at].resource = Scope::Only(left);
                if less.statements[at].resource.patterns().is_empty() {
                    less.statements.remove(at);
                }
                assert!(
                    !is_allowed(&[less], call, INFERENCE_ACTIONS[0]),
                    "{resource}"
                );
            }
        }
        if let crate::bedrock::call::Through::Profile { id } = &call.through {
            profiles.push(id);
        }
    }
    profiles.dedup();
    let known = Catalogue::builtin().profiles.iter();
    assert_eq!(
        profiles.len(),
        known.filter(|own| own.is_routable()).count()
    );
    assert!(
        profiles.len() >= 152 && calls.len() > 1_000,
        "{} {}",
        profiles.len(),
        calls.len()
    );
}

#[test]
fn no_other_call_of_the_catalogue_is_allowed() {
    let catalogue = Catalogue::builtin();
    let calls: Vec<Call> = ["eu-central-1", "eu-west-1"]
        .iter()
        .flat_map(|source| {
            ["eu", "global"].map(|family| call(&format!("{family}.{SONNET}"), source))
        })
        .collect();
    let own = policy(&calls, &AWS, Bearer::Auto);
    let checked = check(std::slice::from_ref(&own), &calls, catalogue).unwrap();
    assert_eq!(checked.allowed, 4);
    assert!(checked.others > 1_500, "{checked:?}");
    // One that was not asked for is found, and so is one that is missing.
    let found = check(std::slice::from_ref(&own), &calls[1..], catalogue);
    assert!(matches!(found, Err(Wrong::NotAsked(what)) if what.contains("`eu.")));
    let more: Vec<Call> = calls
        .iter()
        .cloned()
        .chain([call(&format!("us.{SONNET}"), "us-east-1")])
        .collect();
    assert!(
        matches!(check(&[own], &more, catalogue), Err(Wrong::Refused(what)) if what.contains("`us."))
    );
}

#[test]
fn calls_that_are_not_through_a_profile_and_copies_stay_closed() {
    let calls = [call(&format!("eu.{SONNET}"), "eu-central-1")];
    let mut wide = policy(&calls, &AWS, Bearer::Auto);
    for statement in &mut wide.statements {
        statement.conditions.clear();
    }
    let found = check(&[wide], &calls, Catalogue::builtin());
    assert!(matches!(found, Err(Wrong::NotAsked(_))), "{found:?}");
}

#[test]
fn an_application_profile_is_allowed_whichever_arn_the_key_holds_and_its_origin_is_not() {
    let arn =
        format!("arn:aws:bedrock:eu-central-1:{ANY_ACCOUNT}:application-inference-profile/a1b2");
    for family in ["eu", GLOBAL] {
        let origin = format!("{family}.{SONNET}");
        let asked = Asked {
            model_id: &arn,
            origin: Some(&origin),
            ..Asked::default()
        };
        let calls = [Call::new(asked, Catalogue::builtin()).unwrap()];
        let own = policy(&calls, &AWS, Bearer::Auto);
        check(std::slice::from_ref(&own), &calls, Catalogue::builtin()).unwrap();
        assert!(!is_allowed(
            &[own],
            &call(&origin, "eu-central-1"),
            INFERENCE_ACTIONS[0]
        ));
    }
    let of_model = Asked {
        model_id: &arn,
        origin: Some(SONNET),
        ..Asked::default()
    };
    let calls = [Call::new(of_model, Catalogue::builtin()).unwrap()];
    let own = policy(&calls, &AWS, Bearer::Auto);
    check(&[own], &calls, Catalogue::builtin()).unwrap();
}

#[test]
fn what_openais_own_apis_need_comes_with_their_models_only() {
    let text =
        |id: &str, source, bearer| policy(&[call(id, source)], &AWS, bearer).to_compact_json();
    let terra = text("in.openai.gpt-5.6-terra", "ap-south-1", Bearer::Auto);
    assert!(
        terra.contains(":ap-south-1:111122223333:project/default")
            && terra.contains("bedrock:CallWithBearerToken")
    );
    let signed = text("in.openai.gpt-5.6-terra", "ap-south-1", Bearer::Never);
    assert!(signed.contains("project/default") && !signed.contains("BearerToken"));
    let sonnet = format!("eu.{SONNET}");
    let claude = text(&sonnet, "eu-central-1", Bearer::Auto);
    assert!(!claude.contains("project/") && !claude.contains("BearerToken"));
    assert!(text(&sonnet, "eu-central-1", Bearer::Always).contains("BearerToken"));
}

#[test]
fn many_calls_are_shared_out_and_none_is_torn_apart() {
    let aws = every_call()
        .into_iter()
        .filter(|call| call.partition() == "aws");
    let grants = Grants::few(aws.step_by(7).collect(), &AWS, Bearer::Auto).unwrap();
    assert!(grants.len() > 10);
    let policies = grants.named("app", &AWS);
    assert_eq!(
        (policies[0].0.as_str(), policies[1].0.as_str()),
        ("app", "app-2")
    );
    let mut calls = grants.calls();
    for (_, own) in &policies {
        assert!(counted(own) <= MANAGED_POLICY);
        // A policy allows the next calls whole, as many as there are before the first that it refuses.
        let allowed = calls
            .iter()
            .take_while(|call| is_allowed(std::slice::from_ref(own), call, INFERENCE_ACTIONS[0]));
        let (named, rest) = calls.split_at(allowed.count());
        check(std::slice::from_ref(own), named, Catalogue::builtin()).unwrap();
        // As few as their order allows: the next call would not have gone in.
        if let Some(next) = rest.first() {
            let more = policy(named.iter().chain([next]), &AWS, Bearer::Auto);
            assert!(counted(&more) > MANAGED_POLICY);
        }
        calls = rest;
        let mut sids: Vec<_> = own.statements.iter().map(|own| own.sid.clone()).collect();
        let all = sids.len();
        sids.sort_unstable();
        sids.dedup();
        assert_eq!(sids.len(), all, "a Sid is one statement's");
    }
    assert!(calls.is_empty());
}

#[test]
fn a_call_that_fits_no_policy_is_told() {
    let mut call = call(&format!("eu.{SONNET}"), "eu-central-1");
    call.destinations = (0..80).map(|number| format!("eu-north-{number}")).collect();
    let found = Grants::few(vec![call.clone()], &AWS, Bearer::Auto).unwrap_err();
    assert!(found.call == call && found.characters > MANAGED_POLICY);
    let finding = super::rules::iam_too_large::call(&found, None);
    assert_eq!(finding.rule.code, "CRP601");
}

#[test]
fn a_template_names_no_account_and_no_partition() {
    let own = policy(
        &[call(&format!("global.{SONNET}"), "eu-central-1")],
        &Identity::TEMPLATE,
        Bearer::Auto,
    );
    let text = own.to_compact_json();
    assert!(!text.contains(ANY_ACCOUNT) && !text.contains("arn:aws:"));
    assert!(text.contains(
        "arn:${AWS::Partition}:bedrock:eu-central-1:${AWS::AccountId}:inference-profile/global."
    ));
}
