//! IAM's wildcards: `*` is any run of characters, also none; `?` is exactly one; everything else is itself.
//!
//! Source: IAM User Guide, "IAM JSON policy elements: Resource", read 2026-11-23.

use super::Version;
use super::compare::{Glyph, Product, glyphs, walk};

/// Does the pattern match the whole text? Counts characters, not bytes, and minds case.
///
/// Linear but for stars: only the last star that was passed can still have to give way.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut star = None;
    loop {
        let left = text.clone();
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((pattern.clone(), left.clone()));
                text = left;
            }
            (Some(own), Some(c)) if own == '?' || own == c => {}
            _ => {
                // The star takes one character more, and all behind it is tried again.
                let Some((behind, mut rest)) = star.take() else {
                    return false;
                };
                if rest.next().is_none() {
                    return false;
                }
                pattern = behind.clone();
                text = rest.clone();
                star = Some((behind, rest));
            }
        }
    }
}

/// Is there a text that both patterns match?
pub fn meet(one: &str, other: &str) -> bool {
    let other: Vec<char> = other.chars().collect();
    // From the end: does what is left of the one meet what is left of the other, by how much of the other is left.
    let mut below: Vec<bool> = vec![true];
    for own in other.iter().rev() {
        below.push(*own == '*' && below.last() == Some(&true));
    }
    for own in one.chars().rev() {
        let mut row = vec![own == '*' && below.first() == Some(&true)];
        for (at, theirs) in other.iter().rev().enumerate() {
            let (shorter, same) = (below.get(at) == Some(&true), row.get(at) == Some(&true));
            let skipped = below.get(at + 1) == Some(&true);
            row.push(match (own, *theirs) {
                ('*', '*') => skipped || same,
                ('*', _) => skipped || same || shorter,
                (_, '*') => same || skipped || shorter,
                (own, theirs) => shorter && (own == '?' || theirs == '?' || own == theirs),
            });
        }
        below = row;
    }
    below.last() == Some(&true)
}

/// States of the product that are looked at; a `?` behind a `*` doubles them.
const MOST_STATES: usize = 5_000;

/// The patterns have too many wildcards to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyStates;

/// Is every text that `pattern` matches also matched by one of `cover`? Exact; `None` means that it is so, `Some` is a text that shows
/// that it isn't.
///
/// Walks the product of all the patterns' automata over the characters that occur and one that doesn't.
///
/// # Errors
/// The product is too large to be walked.
pub fn uncovered(pattern: &str, cover: &[String]) -> Result<Option<String>, TooManyStates> {
    // What most patterns are: the same, below a prefix, or below everything.
    let is_above = |other: &String| match other.strip_suffix('*') {
        Some(prefix) if !prefix.contains(['*', '?']) => pattern.starts_with(prefix),
        _ => other == pattern,
    };
    if cover.iter().any(is_above) {
        return Ok(None);
    }
    let glyphs = |text: &str| glyphs(text, Version::V2008).unwrap_or_default();
    let all: Vec<Vec<Glyph>> = cover
        .iter()
        .map(String::as_str)
        .chain([pattern])
        .map(glyphs)
        .collect();
    let found = walk(&Product::new(&all), cover.len(), OTHERS, MOST_STATES);
    let found = found.map_err(|_| TooManyStates)?;
    let bare = found.into_iter().find(|found| found.matched.is_empty());
    Ok(bare.map(|found| found.witness))
}

/// Characters that stand for all that no pattern names.
const OTHERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TooManyStates, matches, meet, uncovered};

    #[test]
    fn a_star_may_be_empty_and_a_question_mark_may_not() {
        assert!(matches("us.*", "us."));
        assert!(matches("*.anthropic.*", "eu.anthropic.claude"));
        assert!(!matches("us.*", "usa.model"));
        assert!(matches("a?c", "aéc"));
        assert!(!matches("a?c", "ac"));
        assert!(matches("**", ""));
    }

    #[test]
    fn a_cover_may_be_made_of_several_patterns() {
        let cover = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(uncovered("us.anthropic.*", &cover(&["us.*"])), Ok(None));
        assert_eq!(
            uncovered("us.*", &cover(&["us.a*", "us.?*", "us."])),
            Ok(None)
        );
        let witness = uncovered("us.*", &cover(&["us.anthropic.*"]))
            .unwrap()
            .unwrap();
        assert!(matches("us.*", &witness) && !matches("us.anthropic.*", &witness));
        assert_eq!(uncovered("*", &cover(&["*"])), Ok(None));
        assert!(
            uncovered("*.nova*", &cover(&["us.*", "eu.*"]))
                .unwrap()
                .is_some()
        );
        assert!(uncovered("us.*", &[]).unwrap().is_some());
        let many = |c: char| format!("*{c}{}", "?".repeat(60));
        assert_eq!(uncovered(&many('a'), &[many('b')]), Err(TooManyStates));
    }

    proptest! {
        #[test]
        fn matching_agrees_with_the_automaton(pattern in "[ab*?é]{0,8}", text in "[abcé*?]{0,8}") {
            let covered = uncovered(&text.replace(['*', '?'], "c"), std::slice::from_ref(&pattern)).unwrap().is_none();
            prop_assert_eq!(matches(&pattern, &text.replace(['*', '?'], "c")), covered);
        }

        #[test]
        fn meeting_agrees_with_trying_all_short_texts(one in "[ab*?]{0,4}", other in "[ab*?]{0,4}") {
            let mut texts = (0..=8).flat_map(|length| (0..2_usize.pow(length)).map(move |n| {
                (0..length).map(|at| if n >> at & 1 == 0 { 'a' } else { 'b' }).collect::<String>()
            }));
            let brute = texts.any(|text| matches(&one, &text) && matches(&other, &text));
            prop_assert_eq!(meet(&one, &other), brute);
            prop_assert_eq!(meet(&other, &one), brute);
        }

        #[test]
        fn covering_agrees_with_trying_all_short_texts(
            pattern in "[ab*?]{0,4}",
            cover in prop::collection::vec("[ab*?]{0,4}", 0..3),
        ) {
            let texts = (0..=5).flat_map(|length| (0..3_usize.pow(length)).map(move |mut n| {
                (0..length).map(|_| { let c = ['a', 'b', 'c'][n % 3]; n /= 3; c }).collect::<String>()
            }));
            let brute = texts
                .filter(|text| matches(&pattern, text))
                .all(|text| cover.iter().any(|glob| matches(glob, &text)));
            match uncovered(&pattern, &cover).unwrap() {
                None => prop_assert!(brute),
                Some(text) => {
                    prop_assert!(matches(&pattern, &text));
                    prop_assert!(!cover.iter().any(|glob| matches(glob, &text)));
                }
            }
        }
    }
}
