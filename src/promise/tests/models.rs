//! `profiles`: allowed families narrowed to models.

use super::*;

fn acme(mode: Mode) -> Promise {
    replace(Mode {
        profiles: owned(&["acme.*", "other.model-?"]),
        ..mode
    })
}

fn copy(id: &str) -> Request<'static> {
    at(EU, "bedrock:CreateInferenceProfile", profile(id))
}

#[test]
fn a_list_allows_its_families_models_only() {
    expect(
        &acme(eu_only()),
        [
            (of("eu.acme.model-v1:0", EU), ""),
            (of("eu.other.model-1", EU), ""),
            (of("eu.other.model-12", EU), "D6"),
            (of("eu.rest.acme.model", EU), "D6"),
            (of("us.acme.model-v1:0", EU), "D6"),
            (copy("eu.acme.model-v1:0"), ""),
            (copy("eu.rest.model"), "D8"),
        ],
    );
}

#[test]
fn global_is_narrowed_as_well() {
    for geographies in [Geographies::None, Geographies::List(owned(&["us"]))] {
        let open = acme(Mode {
            geographies,
            ..us_open()
        });
        expect(
            &open,
            [
                (of("global.acme.model-v1:0", "unspecified"), ""),
                (of("global.rest.model", "unspecified"), "D6"),
                // The first hop passes, the second does not: the call is denied.
                (first(EU, "global.rest.model"), ""),
                (copy("global.acme.model-v1:0"), ""),
                (copy("global.rest.model"), "D8"),
            ],
        );
    }
}

#[test]
fn a_denied_global_is_denied_whatever_the_model() {
    for mode in [eu_only(), any()] {
        expect(
            &acme(mode),
            [
                (first(EU, "global.acme.model-v1:0"), "D7"),
                (first(EU, "global.rest.model"), "D7"),
                (of("global.acme.model-v1:0", EU), "D6 D7"),
                (copy("global.acme.model-v1:0"), "D7 D8"),
            ],
        );
    }
}

#[test]
fn any_with_models_asks_for_a_dot_before_the_model() {
    expect(
        &acme(any()),
        [
            (of("new.acme.model-v1:0", EU), ""),
            (of("x.y.acme.model-v1:0", EU), ""),
            (of(".acme.model-v1:0", EU), ""),
            (of("acme.model-v1:0", EU), "D6"),
            (of("new.rest.model", EU), "D6"),
            (of("new.acme.model-v1:0", "eu-west-1"), "D3"),
            (of("new.rest.model", "eu-west-1"), "D3 D6"),
            (served(EU, &application()), ""),
            (copy("new.acme.model-v1:0"), ""),
            (copy("new.rest.model"), "D8"),
            (
                at(
                    EU,
                    "bedrock:CreateInferenceProfile",
                    arn(EU, "custom-model/acme.model/a"),
                ),
                "D8",
            ),
        ],
    );
    let open = acme(Mode {
        global: Decision::Allow,
        ..any()
    });
    expect(
        &open,
        [
            (of("global.acme.model-v1:0", "unspecified"), ""),
            (of("global.rest.model", "unspecified"), "D6"),
        ],
    );
}
