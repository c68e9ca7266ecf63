use std::collections::BTreeSet;

use super::Marks;
use crate::bedrock::Region;

/// What a map shows, for those who do not see it.
pub(super) fn description(marks: &Marks<'_>, regions: &[Region], not_drawn: &[String]) -> String {
    let starts = match list(marks.starts, regions) {
        Some(list) => format!("A call may start in {list}."),
        None => "No call may start.".to_owned(),
    };
    let processed = match list(marks.processed, regions) {
        Some(_) if marks.processed == marks.starts => {
            Some("Prompts may be processed in the same Regions.".to_owned())
        }
        Some(list) => Some(format!("Prompts may be processed in {list}.")),
        None if marks.anywhere => None,
        None => Some("Prompts may be processed in no Region.".to_owned()),
    };
    let anywhere = marks.anywhere.then(|| {
        "A Global call may be processed in any commercial Region; AWS does not say in which."
            .to_owned()
    });
    let missing = (!not_drawn.is_empty()).then(|| {
        let codes = not_drawn.join(", ");
        format!("Not on the map, since it is not known where they are: {codes}.")
    });
    let sentences = [Some(starts), processed, anywhere, missing];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Codes with their names.
fn list(codes: &BTreeSet<String>, regions: &[Region]) -> Option<String> {
    let with_name = |code: &String| {
        let region = regions.iter().find(|region| region.code == *code);
        region.map_or_else(|| code.clone(), |region| format!("{code}, {}", region.name))
    };
    let all: Vec<String> = codes.iter().map(with_name).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
