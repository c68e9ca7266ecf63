//! Regions: working ones, destinations, `unspecified`, and none at all.

use super::*;

#[test]
fn direct_calls_stay_home_whatever_the_model() {
    expect(
        &replace(us_open()),
        [
            (direct(US), ""),
            // A destination of `us.` is no place for a direct call.
            (direct("us-west-2"), "D2"),
            (direct("unspecified"), "D2"),
            (
                invoke(
                    "us-west-2",
                    arn("us-west-2", "custom-model/acme.model/a1b2c3"),
                ),
                "D2",
            ),
            (invoke(US, arn(US, "provisioned-model/a1b2c3")), ""),
        ],
    );
}

#[test]
fn a_request_without_a_region_is_in_no_list_and_not_at_unspecified() {
    let nowhere = |key: Option<String>| {
        let request = Request::new(
            "bedrock:InvokeModel",
            "arn:aws:bedrock:::foundation-model/acme.model-v1:0",
        );
        match key {
            Some(key) => request.with("bedrock:InferenceProfileArn", key),
            None => request,
        }
    };
    expect(
        &replace(us_open()),
        [
            (nowhere(None), "D2"),
            (nowhere(Some(profile("us.acme.model-v1:0"))), "D3"),
            (nowhere(Some(profile("global.acme.model-v1:0"))), "D4"),
            (nowhere(Some(application())), "D5"),
        ],
    );
    expect(
        &replace(eu_only()),
        [
            (nowhere(None), "D2"),
            (nowhere(Some(profile("eu.acme.model-v1:0"))), ""),
            (Request::new("bedrock:ListInferenceProfiles", "*"), "D0"),
        ],
    );
}

#[test]
fn governed_destinations_are_the_working_regions() {
    let mut governed = replace(Mode {
        destinations: Destinations::Governed,
        ..eu_only()
    });
    // The catalogue may know more; a governed mode does not look.
    governed.destinations = regions(&["eu-west-1"]);
    expect(
        &governed,
        [
            (of("eu.acme.model-v1:0", EU), ""),
            (of("eu.acme.model-v1:0", "eu-west-1"), "D3"),
            (served("eu-west-1", &application()), "D5"),
        ],
    );
}

#[test]
fn a_geographic_profile_is_not_served_at_unspecified() {
    let eu = of("eu.acme.model-v1:0", "unspecified");
    // By its family's rule, since Global is open; then by Global's, since it is not.
    let pinned_eu = Mode {
        geographies: Geographies::List(owned(&["eu"])),
        ..us_open()
    };
    expect(&replace(pinned_eu), [(eu.clone(), "D3")]);
    expect(&replace(eu_only()), [(eu, "D7")]);
}

#[test]
fn limits_are_the_rows_that_speak_of_regions_only() {
    let limits: Vec<&str> = Row::ALL
        .into_iter()
        .filter(|row| row.is_limit())
        .map(Row::as_str)
        .collect();
    assert_eq!(limits, ["D1", "D2", "D3", "D4", "D5", "D10"]);
}
