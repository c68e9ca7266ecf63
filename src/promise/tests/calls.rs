//! Whole calls, hop by hop: Amazon Bedrock User Guide, "Geographic cross-Region inference" and "Global cross-Region inference".

use super::*;

const EU_ID: &str = "eu.acme.model-v1:0";
const US_ID: &str = "us.acme.model-v1:0";
const GLOBAL_ID: &str = "global.acme.model-v1:0";

#[test]
fn sealed_leaves_direct_calls_and_nothing_else() {
    expect(
        &replace(sealed()),
        [
            (direct(EU), ""),
            (direct("eu-west-1"), "D2"),
            (first(EU, EU_ID), ""),
            (of(EU_ID, EU), "D6"),
            (of(EU_ID, "eu-west-1"), "D6"),
            (first(EU, GLOBAL_ID), "D7"),
            (of(GLOBAL_ID, EU), "D6 D7"),
            (of(GLOBAL_ID, "unspecified"), "D6 D7"),
            (served(EU, &application()), "D5b"),
            (served("eu-west-1", &application()), "D5 D5b"),
        ],
    );
}

#[test]
fn one_geography_is_open_wherever_it_routes() {
    expect(
        &replace(eu_only()),
        [
            (first(EU, EU_ID), ""),
            (of(EU_ID, EU), ""),
            (of(EU_ID, "eu-west-1"), ""),
            (of(EU_ID, "eu-never-1"), ""),
            (first(US, US_ID), ""),
            (of(US_ID, US), "D6"),
            (first(EU, GLOBAL_ID), "D7"),
            (of(GLOBAL_ID, "unspecified"), "D6 D7"),
        ],
    );
}

#[test]
fn a_pinned_geography_and_global_are_open_where_known() {
    expect(
        &replace(us_open()),
        [
            (first(US, US_ID), ""),
            (of(US_ID, US), ""),
            (of(US_ID, "us-west-2"), ""),
            (of(US_ID, "us-west-1"), "D3"),
            (first(EU, GLOBAL_ID), ""),
            (of(GLOBAL_ID, EU), ""),
            (of(GLOBAL_ID, "unspecified"), ""),
            (of(GLOBAL_ID, "us-west-2"), "D4"),
            (of(EU_ID, EU), "D6"),
            (of(EU_ID, "eu-west-1"), "D6"),
        ],
    );
}

#[test]
fn any_geography_is_open_within_the_working_regions() {
    expect(
        &replace(any()),
        [
            (of(EU_ID, EU), ""),
            (of("new.acme.model-v1:0", US), ""),
            (of(EU_ID, "eu-west-1"), "D3"),
            (of("new.acme.model-v1:0", "us-west-2"), "D3"),
            (of(GLOBAL_ID, EU), "D6 D7"),
            (of(GLOBAL_ID, "unspecified"), "D6 D7"),
            (served(EU, &application()), ""),
            (served("eu-west-1", &application()), "D5"),
        ],
    );
    let open = replace(Mode {
        global: Decision::Allow,
        ..any()
    });
    expect(
        &open,
        [
            (first(EU, GLOBAL_ID), ""),
            (of(GLOBAL_ID, EU), ""),
            (of(GLOBAL_ID, "unspecified"), ""),
            (of(GLOBAL_ID, "eu-west-1"), "D4"),
            (of(EU_ID, "unspecified"), "D3"),
        ],
    );
}

#[test]
fn calls_start_in_a_working_region() {
    // Also when the profile could be served there.
    expect(
        &replace(eu_only()),
        [
            (first("eu-west-1", EU_ID), "D1 D2"),
            (
                first("eu-west-1", EU_ID).with("bedrock:InferenceProfileArn", profile(EU_ID)),
                "D1",
            ),
            (
                invoke(
                    "eu-west-1",
                    arn("eu-west-1", "application-inference-profile/a1b2c3"),
                ),
                "D1 D2",
            ),
            (first("eu-west-1", GLOBAL_ID), "D1 D2 D7"),
        ],
    );
}

#[test]
fn the_answer_does_not_rest_on_the_key_being_absent_on_the_first_hop() {
    for (mode, id) in [(eu_only(), EU_ID), (us_open(), GLOBAL_ID)] {
        let hop = first(EU, id);
        let promise = replace(mode);
        assert_eq!(rows(&promise, &hop), "");
        let with_key = hop.with("bedrock:InferenceProfileArn", profile(id));
        assert_eq!(rows(&promise, &with_key), "");
    }
}

#[test]
fn application_profiles_do_not_get_past_a_denied_global() {
    // Copied from a global profile, the key still holds the application profile's own ARN.
    let hop = served("unspecified", &application());
    expect(&replace(eu_only()), [(hop.clone(), "D5 D7")]);
    expect(&replace(any()), [(hop.clone(), "D5 D7")]);
    expect(&replace(us_open()), [(hop.clone(), "")]);
    expect(&promise(Strategy::Additive, eu_only()), [(hop, "D0 D7")]);
}

#[test]
fn application_profiles_are_held_to_regions() {
    // `eu` routes to eu-west-1 by the catalogue, so a copy may be served there; nothing says that it is one of `eu`.
    expect(
        &replace(eu_only()),
        [
            (invoke(EU, application()), ""),
            (served(EU, &application()), ""),
            (served("eu-west-1", &application()), ""),
            (served("us-west-2", &application()), "D5"),
        ],
    );
    // Without a geography there is no destination, whatever the caller knows of the catalogue.
    let mut none = replace(Mode {
        geographies: Geographies::None,
        ..eu_only()
    });
    none.destinations = regions(&["eu-west-1"]);
    expect(&none, [(served("eu-west-1", &application()), "D5")]);
}

#[test]
fn both_inference_actions_are_meant_in_any_case() {
    for action in [
        "bedrock:InvokeModelWithResponseStream",
        "BEDROCK:invokemodel",
    ] {
        let mut request = of(US_ID, EU);
        request.action = action.into();
        expect(&replace(eu_only()), [(request, "D6")]);
    }
    let mut request = of(US_ID, EU);
    request.action = "bedrock:Converse".into();
    expect(&replace(eu_only()), [(request, "")]);
}

#[test]
fn families_that_only_begin_alike_are_not_allowed() {
    for id in [
        "usa.acme.model-v1:0",
        "us-gov.acme.model-v1:0",
        "us",
        "us-acme.model-v1:0",
        "US.acme.model-v1:0",
        "xglobal.acme.model-v1:0",
        "x.us.acme.model-v1:0",
    ] {
        assert_eq!(rows(&replace(us_open()), &of(id, US)), "D6", "{id}");
    }
    // Not Global either, where Global is denied.
    for id in ["xglobal.acme.model-v1:0", "globals.acme.model", "global"] {
        assert_eq!(rows(&replace(any()), &of(id, EU)), "", "{id}");
        assert_eq!(rows(&replace(any()), &first(EU, id)), "", "{id}");
    }
}

#[test]
fn partition_region_and_account_of_a_profile_do_not_matter() {
    let key = "arn:aws-us-gov:bedrock:us-gov-west-1:444455556666:inference-profile/eu.acme.m";
    expect(
        &replace(eu_only()),
        [
            (served(EU, key), ""),
            (served(EU, &key.replace("eu.acme", "us-gov.acme")), "D6"),
        ],
    );
}

#[test]
fn a_key_that_is_no_profile_is_not_allowed() {
    for key in [
        arn(EU, "prompt-router/a1b2c3"),
        arn(EU, "imported-model/a1b2c3"),
        "arn:aws:other:eu-central-1:111122223333:inference-profile/eu.acme.m".to_owned(),
        "eu.acme.model-v1:0".to_owned(),
    ] {
        assert_eq!(rows(&replace(any()), &served(EU, &key)), "D6", "{key}");
    }
}

#[test]
fn prompt_routers_are_denied_by_resource_and_by_key() {
    let through = |id: &str| invoke(EU, arn(EU, id));
    let model = of(EU_ID, EU).with("bedrock:PromptRouterArn", arn(EU, "prompt-router/a1b2c3"));
    expect(
        &replace(eu_only()),
        [
            (through("prompt-router/a1b2c3"), "D9"),
            (through("default-prompt-router/acme.default:1"), "D9"),
            (through("custom-model/acme.model/a1b2c3"), ""),
            (model.clone(), "D9"),
            (
                at(
                    EU,
                    "bedrock:GetPromptRouter",
                    arn(EU, "prompt-router/a1b2c3"),
                ),
                "",
            ),
        ],
    );
    expect(
        &replace(any()),
        [(through("prompt-router/a1b2c3"), ""), (model, "")],
    );
}
