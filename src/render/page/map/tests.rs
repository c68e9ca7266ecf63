use std::collections::BTreeSet;
use std::fs;

use askama::Template;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::frame::Frame;
use super::segment::Segment;
use super::spread::are_apart;
use super::{Map, Marks, land};
use crate::bedrock::{Catalogue, Partition, Region};

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

proptest! {
    #[test]
    fn nothing_lies_over_anything_and_all_is_in_the_frame(
        starts in subsequence(commercial(), 0..=34),
        processed in subsequence(commercial(), 0..=34),
        anywhere: bool,
    ) {
        let map = map_of("any", &starts.join(" "), &processed.join(" "), anywhere);
        let sizes = &map.sizes;
        for (number, mark) in map.marks.iter().enumerate() {
            let radius = sizes.radius(mark.kind);
            prop_assert!(map.frame.holds(mark.at.x - radius, mark.at.y - radius, mark.at.x + radius, mark.at.y + radius));
            for other in &map.marks[..number] {
                prop_assert!(are_apart(mark.at, other.at, radius + sizes.radius(other.kind)), "{} {}", mark.code, other.code);
            }
            for label in &map.labels {
                prop_assert!(label.space.is_clear_of(mark.at, radius), "{} {}", mark.code, label.text);
                let is_crossed = label.line.is_some_and(|line| !line.is_clear_of(mark.at, radius));
                prop_assert!(!is_crossed || label.text == mark.code, "{} {}", mark.code, label.text);
            }
        }
        for (number, label) in map.labels.iter().enumerate() {
            let space = label.space;
            prop_assert!(map.frame.holds(space.left, space.top, space.right, space.bottom));
            for other in &map.labels[..number] {
                prop_assert!(!space.touches(other.space), "{} {}", label.text, other.text);
                prop_assert!(!label.line.is_some_and(|line| line.meets(other.space)));
                prop_assert!(!other.line.is_some_and(|line| line.meets(space)));
            }
        }
        // No Region that is named is ever missing.
        for code in starts.iter().chain(&processed) {
            prop_assert!(map.marks.iter().any(|mark| mark.code == *code), "{code}");
        }
        prop_assert!(map.not_drawn.is_empty());
    }
}

fn commercial() -> Vec<&'static str> {
    let all = regions().iter().filter(|region| region.partition == "aws");
    all.map(|region| region.code.as_str()).collect()
}

fn kinds(map: &Map) -> String {
    let kind = |code: &str| {
        map.marks
            .iter()
            .find(|mark| mark.code == code)
            .map(|mark| mark.kind)
    };
    format!("{:?}", ["eu-central-1", "us-east-1", "sa-east-1"].map(kind))
}

#[test]
fn each_kind_is_drawn_by_a_shape_of_its_own() {
    let map = map_of(
        "kinds",
        "eu-central-1 ca-central-1",
        "eu-central-1 us-east-1",
        true,
    );
    assert_eq!(kinds(&map), "[Some(Both), Some(Processed), Some(Anywhere)]");
    let page = gallery(vec![map]);
    let drawn = page.split("</ul>").nth(1).unwrap();
    let of = |code: &str| {
        let behind = drawn.split(&format!("<title>{code}")).nth(1).unwrap();
        behind.split("</g>").next().unwrap()
    };
    let has = |code: &str, class: &str| of(code).contains(&format!("class=\"{class}\""));
    assert!(has("eu-central-1", "mark-start") && has("eu-central-1", "mark-processed"));
    assert!(has("us-east-1", "mark-processed") && !has("us-east-1", "mark-start"));
    assert!(has("ca-central-1", "mark-start") && !has("ca-central-1", "mark-processed"));
    assert!(has("sa-east-1", "mark-anywhere") && of("sa-east-1").contains("<path"));
    // Where a Global call is not open, the same Region is a speck.
    let map = map_of(
        "kinds",
        "eu-central-1 us-east-1",
        "sa-east-1 eu-central-1",
        false,
    );
    assert_eq!(kinds(&map), "[Some(Both), Some(Start), Some(Processed)]");
    assert!(
        !gallery(vec![map])
            .split("</ul>")
            .nth(1)
            .unwrap()
            .contains("mark-anywhere")
    );
}

#[test]
fn a_frame_is_europe_or_the_world_or_what_is_between() {
    let of = |starts: &str, anywhere| map_of("frame", starts, "", anywhere).frame;
    let europe = of(EU, false);
    // About 56 degrees, wherever in them.
    assert_eq!(europe.width, 4480);
    assert!(europe.width * 300 / 630 == europe.height);
    assert_eq!(of("eu-central-1", false).width, europe.width);
    assert_eq!(of(EU, true), Frame::world());
    assert_eq!(of("us-west-2 ap-southeast-6", false), Frame::world());
    let atlantic = of("eu-central-1 us-east-1", false);
    assert!(europe.width < atlantic.width && atlantic.width < Frame::world().width);
    assert_eq!(of("", false), Frame::world());
}

#[test]
fn every_region_of_a_family_has_its_label() {
    for (family, count) in [(EU, 8), (US, 4), (AP, 8), (GOV, 2)] {
        let map = map_of("labels", family, family, false);
        assert_eq!(map.labels.len(), count, "{family}");
        assert!(family != EU || map.labels.iter().all(|label| label.line.is_none()));
    }
    assert_eq!(map_of("labels", EU, EU, true).labels.len(), 8);
}

#[test]
fn a_region_that_is_not_known_to_be_anywhere_is_said_and_not_drawn() {
    let mut regions = regions().to_vec();
    regions
        .iter_mut()
        .find(|region| region.code == "eu-west-1")
        .unwrap()
        .at = None;
    let marks = Marks {
        title: "unknown".to_owned(),
        id: 1,
        partition: Partition::Aws,
        starts: &set("eu-central-1 eu-west-1"),
        processed: &set("xx-new-1"),
        anywhere: false,
    };
    let map = Map::new(&marks, &regions);
    assert_eq!(map.not_drawn, ["eu-west-1", "xx-new-1"]);
    assert!(map.marks.iter().all(|mark| mark.code != "eu-west-1"));
    assert_eq!(
        map.description,
        "A call may start in eu-central-1, Europe (Frankfurt); eu-west-1, Europe (Ireland). Prompts may be processed in xx-new-1. \
         Not on the map, since it is not known where they are: eu-west-1, xx-new-1."
    );
}

#[test]
fn other_regions_are_of_the_same_partition() {
    let codes =
        |map: Map| -> BTreeSet<String> { map.marks.into_iter().map(|mark| mark.code).collect() };
    assert_eq!(
        codes(map_of("gov", "us-gov-west-1 us-gov-east-1", "", false)),
        set(GOV)
    );
    let world = codes(map_of("world", "", "", false));
    assert_eq!(world, commercial().into_iter().map(str::to_owned).collect());
}

#[test]
fn what_is_seen_is_said() {
    let said =
        |starts, processed, anywhere| map_of("said", starts, processed, anywhere).description;
    assert_eq!(
        said("", "", false),
        "No call may start. Prompts may be processed in no Region."
    );
    assert_eq!(
        said("us-east-1", "us-east-1", true),
        "A call may start in us-east-1, US East (N. Virginia). Prompts may be processed in the same Regions. \
         A Global call may be processed in any commercial Region; AWS does not say in which."
    );
}

#[test]
fn a_title_stays_text() {
    let page = gallery(vec![map_of(
        "</title><script>alert(1)</script>\"><img onerror=x>",
        "eu-central-1",
        "",
        false,
    )]);
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(page.contains("&#60;script&#62;"));
}

#[test]
fn a_line_knows_what_it_meets() {
    let at = |x, y| super::frame::Point { x, y };
    let line = Segment {
        from: at(0, 0),
        to: at(100, 100),
    };
    let space = |left, top| super::label::Space {
        left,
        top,
        right: left + 20,
        bottom: top + 20,
    };
    assert!(line.meets(space(40, 40)) && line.meets(space(90, 90)));
    assert!(!line.meets(space(60, 20)) && !line.meets(space(101, 101)));
    assert!(line.is_clear_of(at(100, 0), 70) && !line.is_clear_of(at(100, 0), 71));
    assert!(line.is_clear_of(at(103, 104), 5) && !line.is_clear_of(at(103, 104), 6));
    assert!(line.crosses(Segment {
        from: at(100, 0),
        to: at(0, 100)
    }));
    assert!(!line.crosses(Segment {
        from: at(100, 0),
        to: at(60, 50)
    }));
}

#[test]
fn the_coastline_is_a_path_and_nothing_else() {
    assert!(land().starts_with('M') && land().ends_with('z'));
    assert!(land().chars().all(|c| "Mlz- 0123456789".contains(c)));
}

/// Relative luminance and contrast as in WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>, read 2026-11-26.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let channel = |at: usize| {
            let value =
                f64::from(u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn marks_and_labels_stand_out_in_both_schemes_and_on_paper() {
    let css = include_str!("../templates/map.css");
    let schemes: Vec<&str> = css
        .split(":root {")
        .skip(1)
        .map(|part| part.split('}').next().unwrap())
        .collect();
    assert_eq!(schemes.len(), 3);
    for scheme in schemes {
        let of = |name: &str| {
            let value = scheme.split(&format!("--map-{name}: ")).nth(1).unwrap();
            value.split(';').next().unwrap()
        };
        for ground in [of("sea"), of("land")] {
            assert!(contrast(of("ink"), ground) >= 4.5, "{scheme}");
            for mark in ["accent", "speck"] {
                assert!(
                    contrast(of(mark), ground) >= 3.0,
                    "{mark} on {ground}: {scheme}"
                );
            }
        }
    }
}

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
