//! Sets of atoms, verdicts and numbers as people read them.

use crate::policy::compare::{
    Axis, Change, Described, Difference, Dimension, Term, Verdict, Word, WordKind,
};
use crate::render::visible::visible;

/// Patterns of one list that are written out; JSON has all.
pub(in crate::render) const SHOWN: usize = 20;

/// One line of a change: what it is about, and which values.
pub(in crate::render) struct Line {
    pub(in crate::render) axis: String,
    pub(in crate::render) values: String,
    /// The same, of lists not more than a few.
    pub(in crate::render) few: String,
}

/// Patterns of one list that are written out where there is little room.
const FEW: usize = 3;

/// What a change is about, without the keys that may be anything.
pub(in crate::render) fn lines(difference: &Difference, change: &Change, most: usize) -> Vec<Line> {
    let dimensions = difference.space.dimensions();
    let mut lines = Vec::new();
    for (dimension, atoms) in dimensions.iter().zip(&change.rectangle.atoms) {
        let described = dimension.describe(atoms);
        let axis = match &dimension.axis {
            Axis::Action => "action".to_owned(),
            Axis::Resource => "resource".to_owned(),
            Axis::Key(_) | Axis::Opaque(_) if described.any => continue,
            Axis::Key(key) => visible(key),
            Axis::Opaque(part) => format!("`{}`", visible(part)),
        };
        lines.push(Line {
            axis,
            values: values(dimension, &described, atoms, most),
            few: values(dimension, &described, atoms, FEW),
        });
    }
    lines
}

fn values(
    dimension: &Dimension,
    described: &Described<'_>,
    atoms: &fixedbitset::FixedBitSet,
    most: usize,
) -> String {
    if described.any {
        return "any".to_owned();
    }
    if matches!(dimension.axis, Axis::Opaque(_)) {
        let yes = atoms.contains(0);
        return if yes {
            "if it holds"
        } else {
            "if it does not hold"
        }
        .to_owned();
    }
    let is_key = matches!(dimension.axis, Axis::Key(_));
    let mut said: Vec<String> = described
        .terms
        .iter()
        .map(|term| self::term(term, is_key, most))
        .collect();
    if described.absent {
        said.push("absent".to_owned());
    }
    said.join("; or ")
}

fn term(term: &Term<'_>, is_key: bool, most: usize) -> String {
    let mut parts = Vec::new();
    if !term.like.is_empty() {
        parts.push(list(&term.like, is_key, " or ", most));
    }
    if !term.also.is_empty() {
        parts.push(list(&term.also, is_key, " and ", most));
    }
    if !term.unlike.is_empty() {
        let unlike = list(&term.unlike, is_key, " or ", most);
        parts.push(if parts.is_empty() {
            format!("any but {unlike}")
        } else {
            format!("not {unlike}")
        });
    }
    if parts.is_empty() {
        "present".to_owned()
    } else {
        parts.join(", ")
    }
}

fn list(words: &[&Word], is_key: bool, joint: &str, most: usize) -> String {
    let mut said: Vec<String> = words
        .iter()
        .take(most)
        .map(|own| word(own, is_key))
        .collect();
    let more = words.len().saturating_sub(most);
    if more > 0 {
        said.push(format!("{more} more"));
    }
    joined(&said, joint)
}

/// `a, b or c`, as lists of values are written.
pub(in crate::render) fn or<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(str::to_owned).collect();
    joined(&words, " or ")
}

fn joined(words: &[String], joint: &str) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}{joint}{last}", rest.join(", ")),
        _ => words.concat(),
    }
}

fn word(word: &Word, is_key: bool) -> String {
    let text = visible(&word.text);
    match &word.kind {
        WordKind::Equal => text,
        WordKind::EqualIgnoringCase => format!("{text} in any case"),
        WordKind::Like | WordKind::ArnLike if is_key && word.text.contains(['*', '?']) => {
            format!("like {text}")
        }
        WordKind::Like | WordKind::ArnLike => text,
        WordKind::Operator(operator) => format!("{operator} {text}"),
    }
}

/// The verdict in words.
pub(in crate::render) fn verdict(verdict: Verdict, exact: bool) -> &'static str {
    match (verdict, exact) {
        (Verdict::Equal, true) => "equal",
        (Verdict::Equal, false) => "equal, whatever the opaque tests answer",
        (Verdict::Tighter, true) => "only tighter",
        (Verdict::Tighter, false) => "may be tighter, is not wider",
        (Verdict::Wider, true) => "only wider",
        (Verdict::Wider, false) => "may be wider, is not tighter",
        (Verdict::Both, true) => "both tighter and wider",
        (Verdict::Both, false) => "may be both tighter and wider",
    }
}

/// How much was compared: `7,040 classes`.
pub(in crate::render) fn compared(difference: &Difference) -> String {
    match difference.space.classes()[1] {
        Some(1) => "1 class of requests".to_owned(),
        Some(count) => format!("{} classes of requests", grouped(count)),
        None => "more than 18 quintillion classes of requests".to_owned(),
    }
}

/// `7,040`.
pub(in crate::render) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What happens to a change's requests.
pub(super) fn direction(opens: bool, exact: bool) -> &'static str {
    match (opens, exact) {
        (true, true) => "denied before, not denied after",
        (true, false) => "may be denied before and not after",
        (false, true) => "not denied before, denied after",
        (false, false) => "may be denied after and not before",
    }
}

/// What no comparison of service control policies covers.
pub(super) const NOT_COVERED: [&str; 7] = [
    "policies that are attached besides these; a level of which none allows anything is taken to have `FullAWSAccess` as well",
    "what stays attached although nothing names it any more: CfCT detaches no policy",
    "the management account and service-linked roles, which service control policies do not bind",
    "identity policies, resource control policies and permissions boundaries",
    "empty values, and values of another type than the operators on their key compare",
    "ARNs on which the two readings of a Resource pattern differ (whether `*` crosses a colon)",
    "that these policies are the ones attached: compare their hashes with the live ones",
];

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(7_040), "7,040");
        assert_eq!(grouped(123_456_789), "123,456,789");
    }
}
