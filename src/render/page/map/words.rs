use std::collections::BTreeSet;

use super::Marks;
use crate::bedrock::Region;

/// What a map shows, for those who do not see it.
pub(super) fn description(marks: &Marks<'_>, regions: &[Region], not_drawn: &[String]) -> String {
    let mut text = match list(marks.starts, regions) {
        Some(list) => format!("A call may start in {list}."),
        None => "No call may start.".to_owned(),
    };
    let processed = list(marks.processed, regions);
    text += &match processed {
        Some(_) if marks.processed == marks.starts => {
            " Prompts may be processed in the same Regions.".to_owned()
        }
        Some(list) => format!(" Prompts may be processed in {list}."),
        None if marks.anywhere => String::new(),
        None => " Prompts may be processed in no Region.".to_owned(),
    };
    if marks.anywhere {
        text +=
            " A Global call may be processed in any commercial Region; AWS does not say in which.";
    }
    if !not_drawn.is_empty() {
        let codes = not_drawn.join(", ");
        text += &format!(" Not on the map, since it is not known where they are: {codes}.");
    }
    text
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
