use super::arn::{in_family, is_global};
use crate::spec::{Decision, Geographies, Mode};

/// Whether a system profile's id is an allowed family's, `profiles` taken into account.
///
/// * Global ids are allowed when Global is, with a model that `profiles` allow.
/// * A list allows the ids `FAMILY.MODEL` of its families, with a model that `profiles` allow.
/// * `any` without `profiles` allows every other id, also one without a dot.
/// * `any` with `profiles` allows an id when *some* dot in it leaves a rest that a pattern matches: which dot ends the family is
///   not decided, so `x.y.acme.model` is allowed by `acme.*`, exactly as a policy's `*.acme.*` has it. The same goes for Global.
pub(super) fn is_allowed(mode: &Mode, id: &str) -> bool {
    if is_global(id) && mode.global == Decision::Deny {
        return false;
    }
    match &mode.geographies {
        Geographies::Any => {
            mode.profiles.is_empty()
                || id
                    .match_indices('.')
                    .filter_map(|(dot, _)| id.get(dot + 1..))
                    .any(|rest| names_model(mode, rest))
        }
        geographies => families(geographies)
            .chain(["global"])
            .filter_map(|family| in_family(id, family))
            .any(|model| names_model(mode, model)),
    }
}

/// Whether a system profile's id is in a family of G; `profiles` are not asked, for they narrow what is allowed of a family, not
/// what a family is.
pub(super) fn is_geographic(mode: &Mode, id: &str) -> bool {
    match &mode.geographies {
        Geographies::Any => !is_global(id),
        geographies => families(geographies).any(|family| in_family(id, family).is_some()),
    }
}

fn families(geographies: &Geographies) -> impl Iterator<Item = &str> {
    match geographies {
        Geographies::List(list) => list.as_slice(),
        Geographies::None | Geographies::Any => &[],
    }
    .iter()
    .map(String::as_str)
}

fn names_model(mode: &Mode, model: &str) -> bool {
    mode.profiles.is_empty() || mode.profiles.iter().any(|pattern| glob(pattern, model))
}

/// `*` any run of characters, `?` one; the whole text, case matters.
fn glob(pattern: &str, text: &str) -> bool {
    // A row of booleans, one per prefix of the text: whether what was read of the pattern matches that prefix.
    let characters: Vec<char> = text.chars().collect();
    let mut row = vec![false; characters.len() + 1];
    if let Some(empty) = row.first_mut() {
        *empty = true;
    }
    for token in pattern.chars() {
        let mut before = false;
        let mut any_before = false;
        for (end, reached) in row.iter_mut().enumerate() {
            let was = *reached;
            any_before |= was;
            *reached = match token {
                '*' => any_before,
                token => {
                    let last = end.checked_sub(1).and_then(|last| characters.get(last));
                    before && last.is_some_and(|last| token == '?' || token == *last)
                }
            };
            before = was;
        }
    }
    row.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn patterns_on_model_ids_cover_the_whole_id() {
        for (pattern, text, matches) in [
            ("", "", true),
            ("*", "", true),
            ("?", "", false),
            ("acme.*", "acme.model-v1:0", true),
            ("acme.*", "acme", false),
            ("acme.*", "Acme.model", false),
            ("*model?v1*", "acme.model-v1:0", true),
            ("a*b*c", "abbbcbc", true),
            ("a*b*c", "acb", false),
            ("a?c", "aéc", true),
            ("a?c", "ac", false),
        ] {
            assert_eq!(glob(pattern, text), matches, "{pattern} on {text}");
        }
    }
}
