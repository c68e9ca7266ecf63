use super::spelled::Sign;

/// Whether `a` and `A` are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Resources and values.
    Matters,
    /// Actions.
    Ignored,
}

/// `*` is any run of characters, also an empty one; `?` is one character, however many bytes it has; the whole text counts.
///
/// On a dead end only the last `*` is tried longer: an earlier one could gain nothing, so the work stays below length times length.
pub(super) fn glob(pattern: &[Sign], text: &[char], case: Case) -> bool {
    let (mut at, mut on) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    loop {
        let step = match (pattern.get(at), text.get(on)) {
            (None, None) => return true,
            (Some(Sign::Run), _) => {
                last_star = Some((at + 1, on));
                at += 1;
                continue;
            }
            (Some(Sign::One), Some(_)) => true,
            (Some(Sign::Exactly(wanted)), Some(found)) => match case {
                Case::Matters => wanted == found,
                Case::Ignored => wanted.eq_ignore_ascii_case(found),
            },
            (None, Some(_)) | (Some(_), None) => false,
        };
        if step {
            (at, on) = (at + 1, on + 1);
            continue;
        }
        let Some((after, tried)) = last_star else {
            return false;
        };
        if tried >= text.len() {
            return false;
        }
        last_star = Some((after, tried + 1));
        (at, on) = (after, tried + 1);
    }
}

/// Both sides split at their first five colons, each of the six parts a glob of its own; the sixth may hold colons.
///
/// What fewer parts mean is not documented. Here a text of fewer parts is matched by nothing, a pattern of fewer parts matches nothing, and a bare `*` matches every
/// text of six.
pub(super) fn arn_glob(pattern: &[Sign], arn: &str) -> bool {
    let arn: Vec<char> = arn.chars().collect();
    let parts: Vec<&[char]> = arn.splitn(6, |c| *c == ':').collect();
    let patterns: Vec<&[Sign]> = pattern
        .splitn(6, |sign| *sign == Sign::Exactly(':'))
        .collect();
    if parts.len() < 6 {
        return false;
    }
    if pattern == [Sign::Run] {
        return true;
    }
    patterns.len() == 6
        && patterns
            .iter()
            .zip(parts)
            .all(|(pattern, part)| glob(pattern, part, Case::Matters))
}
