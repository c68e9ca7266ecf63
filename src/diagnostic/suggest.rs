//! "Did you mean …?": the nearest of several words.

/// The candidate that was probably meant: the nearest one, if it is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let candidates: Vec<&str> = candidates.into_iter().collect();
    // Half of a long name was most likely meant to be the whole of it.
    let begins = |own: &&&str| word.len() >= HALF && own.starts_with(word);
    if let Some(whole) = candidates.iter().filter(begins).min_by_key(|own| own.len()) {
        return Some(whole);
    }
    let word = fold(word);
    // Beyond a few slips it is another word.
    let mut limit = (word.len() / 3).clamp(1, MOST_SLIPS);
    let mut best = None;
    for candidate in candidates {
        // In bytes first, since hundreds of candidates are far longer or shorter.
        if candidate.len() + 4 * limit < word.len() || candidate.len() > 4 * (word.len() + limit) {
            continue;
        }
        let found = distance(&word, &fold(candidate), limit);
        if let Some(found) = found
            && best.is_none_or(|(least, _)| found < least)
        {
            best = Some((found, candidate));
            limit = found;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The same for the first of many words: of a list of nothing but mistakes nobody reads what each was meant to be.
///
/// `before` is how many were looked for already.
pub fn nearest_of_few<'a>(
    before: usize,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    const MOST: usize = 50;
    (before < MOST).then(|| nearest(word, candidates)).flatten()
}

/// Characters from which on a word that others begin with is taken for half of one.
const HALF: usize = 12;

/// How many slips a word may have to be recognized.
const MOST_SLIPS: usize = 6;

/// `did you mean …?`, or what there is to choose from.
pub fn help(word: &str, candidates: &[&str], kind: &str) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if candidates.is_empty() => format!("there are no {kind}"),
        None => format!(
            "the {kind} are {}",
            candidates
                .iter()
                .map(|c| format!("`{c}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

/// Edit distance in characters, a swap of neighbours counted as one; `None` if it is more than a limit.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let far = limit + 1;
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).map(|j| j.min(far)).collect();
    let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(far);
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![far; b.len() + 1];
        let (low, high) = (i.saturating_sub(limit), (i + limit + 1).min(b.len()));
        if let (Some(start), 0) = (row.first_mut(), low) {
            *start = (i + 1).min(far);
        }
        let mut nearest = if low == 0 { (i + 1).min(far) } else { far };
        for (j, cb) in b.iter().enumerate().take(high).skip(low) {
            let mut cost = (at(&previous, j) + usize::from(ca != cb))
                .min(at(&previous, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(cb) && b.get(j - 1) == Some(ca);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            nearest = nearest.min(cost);
            if let Some(place) = row.get_mut(j + 1) {
                *place = cost.min(far);
            }
        }
        // A swap looks two rows back, so one row beyond the limit is not the end.
        let back = previous.iter().copied().min().unwrap_or(far);
        if nearest > limit && back > limit {
            return None;
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().filter(|found| *found <= limit)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_is_recognized_and_another_word_is_not() {
        assert_eq!(nearest("gobal", ["global", "geographies"]), Some("global"));
        assert_eq!(
            nearest("eu-cnetral-1", ["eu-central-1", "eu-central-2"]),
            Some("eu-central-1")
        );
        assert_eq!(nearest("snapshot", ["targets", "modes"]), None);
        // The half of a long name comes before a near miss.
        assert_eq!(
            nearest(
                "eu.acme.model-4-5",
                ["eu.acme.model-4-6", "eu.acme.model-4-5-20250929-v1:0"]
            ),
            Some("eu.acme.model-4-5-20250929-v1:0")
        );
        assert_eq!(nearest("ab", ["ba"]), Some("ba"));
        assert_eq!(nearest("", ["a", ""]), Some(""));
    }

    #[test]
    fn the_bounded_distance_is_the_distance() {
        let words = [
            "", "a", "ab", "ba", "abc", "acb", "bac", "cab", "abcd", "abdc", "badc", "xyz",
            "axbyc", "aabb",
        ];
        for a in words {
            for b in words {
                let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
                let whole = distance(&a, &b, 20).unwrap();
                for limit in 1..6 {
                    let expected = (whole <= limit).then_some(whole);
                    assert_eq!(distance(&a, &b, limit), expected, "{a:?} {b:?} {limit}");
                }
            }
        }
    }
}
