//! A query in fewer characters, for a service that takes few: the same words, but names of our own of a letter or two, and no blank that says nothing.

/// Names that a query gives by itself, the most used first.
const NAMES: [&str; 64] = [
    "source",
    "principal",
    "target",
    "profile",
    "account",
    "reason",
    "action",
    "scope",
    "region",
    "resource",
    "way",
    "via",
    "kind",
    "id",
    "tail",
    "hop",
    "part",
    "own",
    "head",
    "is_copy",
    "is_alone",
    "via_tail",
    "via_kind",
    "places",
    "events",
    "caller",
    "succeeded",
    "refused",
    "first_seen",
    "last_seen",
    "sample",
    "origin",
    "calls",
    "asked",
    "placed",
    "number",
    "accounts",
    "one",
    "kinds",
    "own_id",
    "ids",
    "vendors",
    "ways",
    "routed",
    "shape",
    "family",
    "models",
    "model",
    "known",
    "alike",
    "sources",
    "one_source",
    "listed",
    "stops",
    "hops",
    "tests",
    "grounds",
    "judged",
    "is_router",
    "verdicts",
    "reason_why",
    "front",
    "pair",
    "pairs",
];

/// The short name: one letter, or two of which the first is a `z`, so that it is no word of SQL.
fn short(name: &str) -> Option<String> {
    let at = NAMES.iter().position(|own| *own == name)?;
    let letter = |at: usize| "abcdefghijklmnopqrstuvwxy".chars().nth(at % 25);
    let (tens, ones) = (at / 25, letter(at)?);
    Some(match tens {
        0 => ones.to_string(),
        1 => format!("z{ones}"),
        _ => format!("zz{ones}"),
    })
}

/// What is in quotes stays as it is.
pub(super) fn shortened(text: &str) -> String {
    let mut short_text = String::with_capacity(text.len());
    let mut rest = text;
    let mut blank = false;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(c) = rest.chars().next() {
        let length = match c {
            // A doubled quote is the end of one text and the beginning of the next.
            '\'' | '"' => rest
                .get(1..)
                .and_then(|text| text.find(c))
                .map_or(rest.len(), |at| at + 2),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let says = |c: char| is_word(c) || "'\"".contains(c);
        if blank && says(c) && short_text.ends_with(says) {
            short_text.push(' ');
        }
        blank = false;
        match short(token) {
            Some(name) => short_text.push_str(&name),
            None => short_text.push_str(token),
        }
    }
    short_text
}

/// What ids of models and codes of Regions often begin with, each with a character that is in neither.
const FRONTS: [(char, &str); 14] = [
    ('^', "anthropic.claude-"),
    ('&', "amazon.nova-"),
    ('+', "openai.gpt-"),
    ('$', "meta.llama"),
    ('!', "stability.stable-"),
    ('~', "twelvelabs."),
    ('N', "ap-northeast-"),
    ('S', "ap-southeast-"),
    ('P', "ap-south-"),
    ('C', "eu-central-"),
    ('W', "eu-west-"),
    ('O', "eu-south-"),
    ('E', "us-east-"),
    ('V', "us-west-"),
];

/// Lists in quotes with these fronts as characters where that is shorter, and the columns by which they are read again.
pub(super) fn packed<const N: usize>(lists: &str, columns: [&str; N]) -> (String, [String; N]) {
    let mut lists = lists.to_owned();
    let mut columns = columns.map(str::to_owned);
    for (mark, front) in FRONTS {
        let saved = lists.matches(front).count() * (front.len() - 1);
        let reading = (front.len() + 18) * N;
        // An id that has the mark as it is stays in the way.
        if saved > reading && !lists.contains(mark) {
            lists = lists.replace(front, &mark.to_string());
            for column in &mut columns {
                *column = format!("replace({column}, '{mark}', '{front}')");
            }
        }
    }
    (lists, columns)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, packed, short, shortened};

    #[test]
    fn what_is_quoted_stays() {
        assert_eq!(
            shortened(
                "SELECT 'it''s  a source' ,\n  source AS \"source\"  , x - 1 IN ('b', 'c') OR source_2"
            ),
            "SELECT 'it''s  a source',a AS \"source\",x-1 IN('b','c')OR source_2"
        );
        assert_eq!(shortened("'open"), "'open");
    }

    #[test]
    fn no_two_names_are_short_alike() {
        let all: std::collections::BTreeSet<_> = NAMES.iter().map(|name| short(name)).collect();
        assert_eq!(all.len(), NAMES.len());
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let lists = "'us-east-1 us-east-2 us-west-2', ".repeat(9);
        let (short, [column]) = packed(&lists, ["a"]);
        assert_eq!(short, "'E1 E2 V2', ".repeat(9));
        assert_eq!(
            column,
            "replace(replace(a, 'E', 'us-east-'), 'V', 'us-west-')"
        );
        assert_eq!(packed("us-east-1", ["a"]).0, "us-east-1");
    }
}
