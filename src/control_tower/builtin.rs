use std::sync::LazyLock;

use serde_json::Value;

/// A Region deny text that AWS published or deployed, embedded as it is in `cfct-templates/baselines`, with an empty Region list.
#[derive(Debug)]
pub struct Builtin {
    /// What stands behind `builtin:`.
    pub label: &'static str,
    /// When it was published or seen.
    pub date: &'static str,
    /// Where it was read.
    pub source: &'static str,
    /// The policy as JSON.
    pub text: &'static str,
}

/// `builtin:current` is this one.
const CURRENT: &str = "deployed-lz4";

static TEXTS: [Builtin; 7] = [
    Builtin {
        label: "docs-2021-12",
        date: "2021-12-06",
        source: "AWS Control Tower guide, archived repository, commit bb719de",
        text: include_str!("../../cfct-templates/baselines/docs-2021-12.json"),
    },
    Builtin {
        label: "docs-2022-02",
        date: "2022-02-14",
        source: "AWS Control Tower guide, archived repository, commit 8f4c211",
        text: include_str!("../../cfct-templates/baselines/docs-2022-02.json"),
    },
    Builtin {
        label: "docs-2022-09",
        date: "2022-09-01",
        source: "AWS Control Tower guide, archived repository, commit 89fbe64",
        text: include_str!("../../cfct-templates/baselines/docs-2022-09.json"),
    },
    Builtin {
        label: "docs-2023-03",
        date: "2023-03-03",
        source: "AWS Control Tower guide, archived repository, commit bd8616b",
        text: include_str!("../../cfct-templates/baselines/docs-2023-03.json"),
    },
    Builtin {
        label: "docs-current",
        date: "2026",
        source: "AWS Control Tower control reference, Region deny control applied to the landing zone",
        text: include_str!("../../cfct-templates/baselines/docs-current.json"),
    },
    Builtin {
        label: CURRENT,
        date: "2026",
        source: "a Region deny policy read back from a landing zone 4.0, published in 2026",
        text: include_str!("../../cfct-templates/baselines/deployed-lz4.json"),
    },
    Builtin {
        label: "ct-multiservice-pv1",
        date: "2025-12",
        source: "AWS Control Tower control reference, Region deny control applied to the OU",
        text: include_str!("../../cfct-templates/baselines/ct-multiservice-pv1.json"),
    },
];

/// The built-in text of a label; `current` is the newest landing-zone control.
pub fn builtin(label: &str) -> Option<&'static Builtin> {
    let label = if label == "current" { CURRENT } else { label };
    TEXTS.iter().find(|text| text.label == label)
}

/// Every label that [`builtin`] knows.
pub fn labels() -> Vec<&'static str> {
    std::iter::once("current")
        .chain(TEXTS.iter().map(|text| text.label))
        .collect()
}

/// A dated `NotAction` list of the Region deny.
pub(super) struct DatedList {
    pub(super) label: &'static str,
    pub(super) date: &'static str,
    pub(super) not_action: Vec<String>,
}

/// The dated lists, oldest first; texts that carry the same list as an earlier one are left out.
pub(super) static LISTS: LazyLock<Vec<DatedList>> = LazyLock::new(|| {
    TEXTS
        .iter()
        .filter(|text| !matches!(text.label, CURRENT | "ct-multiservice-pv1"))
        .map(|text| DatedList {
            label: text.label,
            date: text.date,
            not_action: not_action(text.text),
        })
        .collect()
});

fn not_action(text: &str) -> Vec<String> {
    serde_json::from_str::<Value>(text)
        .ok()
        .and_then(|policy| {
            let list = policy.pointer("/Statement/0/NotAction")?.as_array()?;
            Some(
                list.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            )
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{LISTS, TEXTS, not_action};

    #[test]
    fn the_embedded_lists_have_the_published_number_of_entries() {
        let sizes: Vec<_> = TEXTS.iter().map(|t| not_action(t.text).len()).collect();
        assert_eq!(sizes, [38, 41, 55, 77, 86, 86, 86]);
    }

    #[test]
    fn the_three_newest_texts_carry_one_list() {
        let lists: Vec<_> = TEXTS[4..].iter().map(|t| not_action(t.text)).collect();
        assert_eq!(lists[0], lists[1]);
        assert_eq!(lists[0], lists[2]);
        assert_eq!(LISTS.len(), 5);
    }

    #[test]
    fn no_published_list_exempts_bedrock_and_no_text_carries_regions() {
        for text in &TEXTS {
            assert!(!text.text.contains("bedrock"), "{}", text.label);
            let policy: serde_json::Value = serde_json::from_str(text.text).unwrap();
            let regions =
                policy.pointer("/Statement/0/Condition/StringNotEquals/aws:RequestedRegion");
            assert_eq!(regions, Some(&serde_json::json!([])), "{}", text.label);
        }
    }
}
