//! Calls as the authorizations that AWS asks for, as `bedrock::call` has them.

use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::Profile;

use super::expression::quoted;
use super::part::Part;
use super::routes::{Routes, profiles};
use super::short::packed;
use super::source::CREATE;
use super::{Dialect, Question};

/// Kinds of ARNs that are one hop on themselves: nothing behind them is known.
const ALONE: [&str; 6] = [
    "custom-model",
    "custom-model-deployment",
    "default-prompt-router",
    "imported-model",
    "prompt-router",
    "provisioned-model",
];

/// The characters of ids, as `bedrock::call` has them.
///
/// Not `$`: where Java's rules hold that is also before a line break at the end, and a `modelId` is the caller's text.
const ID: &str = r"'^[A-Za-z0-9.:_-]+\z'";

/// The resource of an ARN of Bedrock, from its kind on; empty if it is none.
pub(super) fn tail(column: &str) -> String {
    format!(
        "coalesce(regexp_extract({column}, '(?s)^arn:[^:]*:bedrock:[^:]*:[^:]*:(.*/.*)\\z', 1), '')"
    )
}

/// The partition of the source Region; null where that is not known.
pub(super) fn partition(question: &Question<'_>) -> String {
    let mut regions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for region in &question.catalogue.regions {
        let own = regions.entry(&region.partition).or_default();
        own.push(region.code.clone());
    }
    let regions = regions.into_iter().map(|(partition, codes)| {
        format!(
            "WHEN {} THEN {}",
            is_one_of("source", &codes),
            quoted(partition)
        )
    });
    let regions: Vec<String> = regions.collect();
    format!("CASE {} END", regions.join(" "))
}

/// Is a column one of some words without a blank? Shorter than `IN`.
fn is_one_of<'w>(column: &str, words: impl IntoIterator<Item = &'w String>) -> String {
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    format!(
        "contains(split({}, ' '), {column})",
        quoted(&words.join(" "))
    )
}

/// What a call goes through, as `bedrock::call` reads it.
pub(super) fn ways(dialect: Dialect, question: &Question<'_>, part: &Part) -> [String; 3] {
    let catalogue = question.catalogue;
    let families: BTreeSet<String> = catalogue
        .families()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let vendors = catalogue.profiles.iter().map(Profile::model);
    let vendors = vendors.map(|model| model.split('.').next().unwrap_or(model).to_owned());
    let vendors: BTreeSet<String> = vendors.collect();
    let is_family = is_one_of("split_part(id, '.', 1)", &families);
    let vendors: Vec<&str> = vendors.iter().map(String::as_str).collect();
    let vendors = quoted(&vendors.join(" "));
    let targets = match part.targets.condition("coalesce(id, '')") {
        Some(range) => format!("\nWHERE {range}"),
        None => String::new(),
    };
    // A creation is one hop on what it copies.
    let creates = match dialect {
        Dialect::Lake => String::new(),
        _ => format!(
            "\n  WHEN action = '{CREATE}' THEN CASE WHEN is_alone OR is_copy OR kind IN ('foundation-model', 'inference-profile') AND own_id <> '' THEN 'itself' END"
        ),
    };
    let alone = is_one_of("kind", &ALONE.map(str::to_owned));
    [
        format!(
            "kinds AS (\nSELECT *, own_id <> '' AND {alone} AS is_alone, own_id <> '' AND kind = 'application-inference-profile' AS is_copy\n\
             FROM (SELECT *, split_part(tail, '/', 1) AS kind, substr(tail, strpos(tail, '/') + 1) AS own_id FROM placed) AS p)"
        ),
        format!(
            "ids AS (\nSELECT *, split_part(via_tail, '/', 1) AS via_kind,\n  \
             CASE via_tail WHEN '' THEN via ELSE substr(via_tail, strpos(via_tail, '/') + 1) END AS id, split({vendors}, ' ') AS vendors\n\
             FROM (SELECT *, {} AS via_tail\n  FROM (SELECT *, CASE WHEN is_copy THEN origin ELSE target END AS via FROM kinds) AS k) AS v)",
            tail("via")
        ),
        format!(
            "ways AS (\nSELECT *, CASE{creates}\n  \
             WHEN is_alone THEN 'itself'\n  \
             WHEN is_copy AND NOT regexp_like(own_id, {ID}) THEN NULL\n  \
             WHEN via IS NULL THEN 'unknown'\n  \
             WHEN regexp_like(id, {ID}) THEN CASE via_kind\n    \
             WHEN 'application-inference-profile' THEN 'unknown'\n    \
             WHEN 'inference-profile' THEN 'profile'\n    \
             WHEN 'foundation-model' THEN 'model'\n    \
             WHEN '' THEN CASE WHEN via LIKE 'arn:%' THEN NULL\n    \
             WHEN id LIKE '%.%' AND ({is_family} OR\n      \
             regexp_like(id, '^[a-z]([a-z0-9-]{{0,18}}[a-z0-9])?[.]') AND contains(vendors, split_part(id, '.', 2)) AND\n      \
             NOT contains(vendors, split_part(id, '.', 1))) THEN 'profile'\n    \
             WHEN regexp_like(id, '^[^.]+[.].') THEN 'model' END END END AS way\nFROM ids{targets})"
        ),
    ]
}

/// The authorizations of each call that is judged, and why the others are not.
pub(super) fn hops(dialect: Dialect, question: &Question<'_>, part: &Part) -> [String; 3] {
    let own = profiles(question.catalogue);
    let own = own.into_iter().filter(|own| part.targets.has(&own.id));
    let mut routes = Routes::of(own);
    for rows in [&mut routes.profiles, &mut routes.routes] {
        if rows.is_empty() {
            // No id has a blank.
            rows.push("(0, ' ', ' ')".to_owned());
        }
    }
    let models = (routes.profiles.join(",\n  "), ["models".to_owned()]);
    let places = (
        routes.routes.join(",\n  "),
        ["sources", "places"].map(str::to_owned),
    );
    let ((models, [model_list]), (places, [source_list, place_list])) = match dialect {
        Dialect::Lake => (
            packed(&models.0, ["models"]),
            packed(&places.0, ["sources", "places"]),
        ),
        _ => (models, places),
    };
    let managed = match question.management_account {
        Some(account) => format!(
            "\n  WHEN split_part(principal, ':', 5) = '{account}' THEN 'management-account'"
        ),
        None => String::new(),
    };
    let settled = question.settled;
    let origin_in_key = settled.origin_in_key.unwrap_or_default();
    let of_origin = if origin_in_key {
        "WHEN way = 'profile' THEN head || 'inference-profile/' || id "
    } else {
        ""
    };
    let bare = if settled.key_on_profile.unwrap_or_default() {
        "hop = '#'"
    } else {
        "hop IN ('@', '#')"
    };
    [
        format!(
            "routed AS (\nSELECT *, 'arn:' || part || ':bedrock:' || source || ':' || account || ':' AS head, CASE\n  \
             WHEN principal IS NULL THEN 'no-principal'\n  \
             WHEN regexp_like(principal, '^[^:]*:[^:]*:iam:[^:]*:[^:]*:role/aws-service-role/') THEN 'service-linked-role'{managed}\n  \
             WHEN scope IS NULL OR account IS NULL THEN 'no-ou'\n  \
             WHEN target IS NULL THEN 'no-model'\n  \
             WHEN way IS NULL THEN 'not-callable'\n  \
             WHEN way = 'unknown' THEN 'origin-unknown'\n  \
             WHEN kind <> '' AND split_part(target, ':', 4) NOT IN ('', source) THEN 'odd-arn'\n  \
             WHEN part IS NULL THEN 'unknown-region'\n  \
             WHEN kind <> '' AND split_part(target, ':', 2) <> part THEN 'odd-arn'\n  \
             WHEN way <> 'profile' OR places IS NOT NULL THEN NULL\n  \
             WHEN shape IS NULL THEN 'unknown-profile'\n  \
             WHEN shape = 0 THEN 'no-routes'\n  \
             ELSE 'not-offered' END AS reason\nFROM ways\n\
             LEFT JOIN (SELECT shape, family || '.' || model AS known FROM (VALUES {models}) AS f(shape, family, models)\n  \
             CROSS JOIN UNNEST(split({model_list}, ' ')) AS m(model)) AS k ON way = 'profile' AND known = id\n\
             LEFT JOIN (SELECT alike, one_source, {place_list} AS places FROM (VALUES {places}) AS r(alike, sources, places)\n  \
             CROSS JOIN UNNEST(split({source_list}, ' ')) AS o(one_source)) AS w ON alike = shape AND one_source = source)"
        ),
        // `@` is the hop of the profile, `#` that of an ARN that stands for itself. The source Region may come twice, which changes nothing. Where routes or an origin are not known, the hops that do not
        // depend on them are asked: one that is denied is enough.
        "listed AS (\nSELECT *, CASE WHEN is_copy THEN head || tail\n  \
             WHEN way = 'profile' THEN head || 'inference-profile/' || id END AS own,\n  \
             CASE WHEN reason IN ('unknown-profile', 'no-routes', 'not-offered') THEN '@ ' || source || CASE WHEN id LIKE 'global.%' THEN ' unspecified' ELSE '' END\n  \
             WHEN reason = 'origin-unknown' AND part = split_part(target, ':', 2) AND split_part(target, ':', 4) IN ('', source) THEN '@ ' || source\n  \
             WHEN reason IS NOT NULL THEN '' WHEN way = 'itself' THEN '#' WHEN way = 'profile' THEN '@ ' || source || ' ' || places\n  \
             WHEN is_copy THEN '@ ' || source ELSE source END AS stops,\n  \
             CASE way WHEN 'profile' THEN substr(id, strpos(id, '.') + 1) WHEN 'unknown' THEN 'unknown.unknown' ELSE id END AS model\nFROM routed)"
            .to_owned(),
        format!(
            "hops AS (\nSELECT *, CASE hop WHEN '@' THEN own WHEN '#' THEN target ELSE\n  \
             'arn:' || part || ':bedrock:' || CASE hop WHEN 'unspecified' THEN '' ELSE hop END || '::foundation-model/' || model END AS resource,\n  \
             CASE WHEN hop IN ('@', '#') THEN source ELSE hop END AS region,\n  \
             CASE WHEN {bare} THEN NULL {of_origin}ELSE own END AS profile\n\
             FROM listed CROSS JOIN UNNEST(split(stops, ' ')) AS h(hop))"
        ),
    ]
}
