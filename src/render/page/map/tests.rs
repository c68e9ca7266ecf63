use std::collections::BTreeSet;
use std::fs;

use askama::Template;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::frame::{Frame, Point};
use super::mark::Kind;
use super::spread::are_apart;
use super::{Map, Marks, land};
use crate::bedrock::{Catalogue, Coordinates, Partition, Region};

/// The templates as the page includes them.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Maps</title><style>body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #0c1117); color: light-dark(#1b2733, #e8edf2); color-scheme: light dark }
main { max-width: 47rem; margin: auto; padding: 1rem } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem } {% include "map.css" %}</style></head><body><main>{% include "map-land.svg" %}{% include "map-legend.html" %}
{% for map in maps %}<h2>{{ map.title }}</h2><figure class="map">{% include "map.svg" %}</figure>{% endfor %}</main></body></html>"#
)]
struct Gallery {
    land: &'static str,
    has_anywhere: bool,
    maps: Vec<Map>,
}

fn gallery(maps: Vec<Map>) -> String {
    let page = Gallery {
        land: land(),
        has_anywhere: true,
        maps,
    };
    page.render().unwrap()
}

fn set(codes: &str) -> BTreeSet<String> {
    codes.split_whitespace().map(str::to_owned).collect()
}

fn regions() -> &'static [Region] {
    &Catalogue::builtin().regions
}

fn map_of(title: &str, starts: &str, processed: &str, anywhere: bool) -> Map {
    let marks = Marks {
        title: title.to_owned(),
        id: title.len(),
        partition: if starts.contains("gov") {
            Partition::AwsUsGov
        } else {
            Partition::Aws
        },
        starts: &set(starts),
        processed: &set(processed),
        anywhere,
    };
    Map::new(&marks, regions())
}

const EU: &str =
    "eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3";
const US: &str = "us-east-1 us-east-2 us-west-1 us-west-2";
const AP: &str = "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-4";
const GOV: &str = "us-gov-east-1 us-gov-west-1";

#[test]
#[ignore = "writes target/maps.html, to be looked at"]
fn a_gallery() {
    let of = map_of;
    let maps = vec![
        of("Europe", EU, EU, false),
        of("Europe, two may start", "eu-central-1 eu-west-1", EU, false),
        of(
            "United States, opened from Frankfurt",
            "eu-central-1 us-east-1",
            US,
            false,
        ),
        of(
            "Global, opened from Europe and Virginia",
            &format!("{EU} us-east-1"),
            &format!("{EU} us-east-1"),
            true,
        ),
        of("Global, one Region", "eu-central-1", "eu-central-1", true),
        of(
            "Asia and Pacific",
            "ap-northeast-1 ap-southeast-2 ap-southeast-6",
            AP,
            false,
        ),
        of(
            "Everything",
            &format!("{EU} {US} {AP}"),
            &format!("{EU} {US} {AP} ca-central-1 sa-east-1"),
            false,
        ),
        of("GovCloud", "us-gov-west-1", GOV, false),
        of("Nothing", "", "", false),
    ];
    fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/target/maps.html"),
        gallery(maps),
    )
    .unwrap();
}
