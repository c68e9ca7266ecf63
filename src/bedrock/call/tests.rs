//! The hops of each kind of call, by the two pages of the user guide, and what cannot be expanded.

use super::*;
use crate::bedrock::Catalogue;

const MODEL: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";

fn call(model_id: &str, source: &str) -> Result<Call, CallError> {
    Call::new(
        Asked {
            model_id,
            source: Some(source),
            ..Asked::default()
        },
        Catalogue::builtin(),
    )
}

fn shown(call: &Call) -> Vec<String> {
    call.hops()
        .iter()
        .map(|hop| {
            let key = if hop.profile_arn.is_some() {
                "key"
            } else {
                "-"
            };
            format!(
                "{} {} {} {key}",
                hop.kind.as_str(),
                hop.region,
                hop.resource
            )
        })
        .collect()
}

#[test]
fn a_geographic_call_asks_for_the_profile_the_model_and_every_destination() {
    let call = call(&format!("us.{MODEL}"), "us-east-1").unwrap();
    assert_eq!(
        shown(&call),
        [
            format!(
                "profile us-east-1 arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.{MODEL} -"
            ),
            format!("source us-east-1 arn:aws:bedrock:us-east-1::foundation-model/{MODEL} key"),
            format!(
                "destination us-east-2 arn:aws:bedrock:us-east-2::foundation-model/{MODEL} key"
            ),
            format!(
                "destination us-west-2 arn:aws:bedrock:us-west-2::foundation-model/{MODEL} key"
            ),
        ]
    );
}

#[test]
fn a_global_call_ends_without_a_region() {
    let call = call(&format!("global.{MODEL}"), "eu-central-1").unwrap();
    assert_eq!(
        shown(&call).last().unwrap(),
        &format!("global unspecified arn:aws:bedrock:::foundation-model/{MODEL} key")
    );
    assert_eq!(call.hops().len(), 3);
}

#[test]
fn given_destinations_never_hide_a_hop() {
    let given = ["eu-west-1".to_owned()];
    let with = |model_id: &str, destinations: &[String]| {
        let asked = Asked {
            model_id,
            source: Some("eu-central-1"),
            destinations,
            ..Asked::default()
        };
        Call::new(asked, Catalogue::builtin())
    };
    // Global ends without a Region, known to the catalogue or not.
    for id in [format!("global.{MODEL}"), "global.anthropic.new".to_owned()] {
        let call = with(&id, &given).unwrap();
        assert_eq!(call.hops()[2].kind, HopKind::Global, "{id}");
    }
    // A known route is added to, not replaced.
    let known = with(&format!("eu.{MODEL}"), &[]).unwrap();
    assert_eq!(
        with(&format!("eu.{MODEL}"), &given).unwrap().hops().len(),
        known.hops().len()
    );
    let odd = ["mars-1".to_owned()];
    assert!(matches!(
        with("eu.anthropic.new", &odd),
        Err(CallError::UnknownRegion(_))
    ));
}

#[test]
fn a_direct_call_is_one_hop() {
    let call = call(MODEL, "eu-central-1").unwrap();
    assert_eq!(
        shown(&call),
        [format!(
            "direct eu-central-1 arn:aws:bedrock:eu-central-1::foundation-model/{MODEL} -"
        )]
    );
}

#[test]
fn an_application_profile_takes_the_route_of_its_origin_under_its_own_name() {
    let arn = "arn:aws:bedrock:eu-central-1:444455556666:application-inference-profile/a1b2c3";
    let asked = |origin| {
        Call::new(
            Asked {
                model_id: arn,
                origin,
                ..Asked::default()
            },
            Catalogue::builtin(),
        )
    };
    let global = format!("global.{MODEL}");
    let call = asked(Some(&global)).unwrap();
    assert_eq!(call.hops().len(), 3);
    assert!(
        call.hops()[1..]
            .iter()
            .all(|hop| hop.profile_arn.as_deref() == Some(arn))
    );
    assert_eq!(
        call.origin_arn().unwrap(),
        format!("arn:aws:bedrock:eu-central-1:444455556666:inference-profile/{global}")
    );
    // Made from a model, it stays in its Region.
    let call = asked(Some(MODEL)).unwrap();
    assert_eq!(call.hops().len(), 2);
    assert_eq!(call.origin_arn(), None);
    assert_eq!(
        asked(None).unwrap_err(),
        CallError::NoOrigin(arn.to_owned())
    );
}

#[test]
fn a_caller_that_is_no_destination_is_asked_all_the_same() {
    // `us.openai.gpt-5.4` from us-west-1 is served elsewhere only.
    let call = call("us.openai.gpt-5.4", "us-west-1").unwrap();
    assert!(!call.destinations.contains(&"us-west-1".to_owned()));
    assert_eq!(call.hops()[1].kind, HopKind::Source);
}

#[test]
fn what_cannot_be_called_is_told_apart() {
    let error = |id: &str, source: &str| call(id, source).unwrap_err();
    assert!(matches!(
        error(&format!("us.{MODEL}"), "eu-central-1"),
        CallError::NotOffered { sources, .. } if sources.contains(&"us-east-1".to_owned())
    ));
    assert!(matches!(
        error("eu.anthropic.claude-none", "eu-central-1"),
        CallError::UnknownProfile(_)
    ));
    assert!(matches!(
        error("zz.anthropic.claude-none", "eu-central-1"),
        CallError::UnknownProfile(_)
    ));
    assert!(matches!(
        error("claude", "eu-central-1"),
        CallError::NotCallable(_)
    ));
    assert!(matches!(
        error("arn:aws:s3:::x", "eu-central-1"),
        CallError::NotCallable(_)
    ));
    assert!(matches!(
        error(MODEL, "eu-nowhere-1"),
        CallError::UnknownRegion(_)
    ));
    let arn = format!("arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.{MODEL}");
    assert!(matches!(
        error(&arn, "us-west-2"),
        CallError::TwoSources { .. }
    ));
    // A model whose name has a dot is no profile.
    assert!(matches!(
        call("openai.gpt-5.4", "us-east-1").unwrap().through,
        Through::Model { .. }
    ));
}

#[test]
fn destinations_may_be_given_for_a_profile_that_is_too_new() {
    let given = ["eu-west-1".to_owned()];
    let call = Call::new(
        Asked {
            model_id: "eu.anthropic.claude-new",
            source: Some("eu-central-1"),
            destinations: &given,
            ..Asked::default()
        },
        Catalogue::builtin(),
    )
    .unwrap();
    assert_eq!(call.hops().len(), 3);
}
