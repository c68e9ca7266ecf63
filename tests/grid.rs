//! The grid of requests that other tests judge policies by.

mod common;

use std::collections::BTreeSet;

use common::grid::requests;

const REGIONS: [&str; 3] = ["eu-central-1", "us-east-1", "us-west-2"];

#[test]
fn the_grid_is_neither_thin_nor_unwieldy() {
    let three = requests(&REGIONS).len();
    assert!((2_500..=6_000).contains(&three), "{three}");
}

#[test]
fn the_grid_is_the_same_every_time_and_repeats_nothing() {
    let all = requests(&REGIONS);
    assert_eq!(all, requests(&REGIONS));
    let distinct: BTreeSet<String> = all.iter().map(|request| format!("{request:?}")).collect();
    assert_eq!(distinct.len(), all.len());
}

#[test]
fn the_first_hop_is_there_with_and_without_the_key() {
    let all = requests(&REGIONS);
    let first = |with_key: bool| {
        all.iter().any(|request| {
            request.resource.contains(":inference-profile/eu.")
                && request.key("bedrock:InferenceProfileArn").is_some() == with_key
        })
    };
    assert!(first(true) && first(false));
}
