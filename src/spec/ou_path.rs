use std::fmt;

/// The path of organizational unit names below the root, as CfCT's manifest takes it: joined by `:`, the root itself not part of it.
///
/// Invariant: no part is empty or has a blank at either end (CfCT strips those), and the path does not begin with the root, save that it may be the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OuPath {
    text: String,
}

/// Why a text is no OU path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OuPathProblem {
    /// Nothing but blanks and colons.
    Empty,
    /// A part is empty or has blanks at an end; the path without them.
    Blanks(String),
    /// Begins with `Root:`; the path without it.
    BelowRoot(String),
    /// `root` in another case.
    RootCase,
    /// `ou-…` or `r-…`.
    Id,
    /// A control character.
    Control,
    /// A name of more than 128 characters; the name.
    TooLong(String),
    /// More than five levels.
    TooDeep(usize),
}

/// OUs can be nested five deep under the root (AWS Organizations User Guide, "Quotas for AWS Organizations", read 2026-11-23).
const MAX_DEPTH: usize = 5;
/// Characters of an OU's name (AWS Organizations API Reference, `OrganizationalUnit`).
const MAX_NAME: usize = 128;
/// The manifest's word for the organization's root.
const ROOT: &str = "Root";

impl OuPath {
    /// Reads a path.
    ///
    /// # Errors
    /// What CfCT would not find, would not address, or would crash on.
    pub fn parse(text: &str) -> Result<Self, OuPathProblem> {
        let parts: Vec<&str> = text
            .split(':')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let clean = parts.join(":");
        let Some(first) = parts.first() else {
            return Err(OuPathProblem::Empty);
        };
        if text.chars().any(|c| c.is_ascii_control()) {
            return Err(OuPathProblem::Control);
        }
        if clean != text {
            return Err(OuPathProblem::Blanks(clean));
        }
        if first.eq_ignore_ascii_case(ROOT) {
            if let Some((_, rest)) = text.split_once(':') {
                return Err(OuPathProblem::BelowRoot(rest.to_owned()));
            }
            if text != ROOT {
                return Err(OuPathProblem::RootCase);
            }
        }
        if parts.iter().any(|part| is_id(part)) {
            return Err(OuPathProblem::Id);
        }
        if let Some(long) = parts.iter().find(|part| part.chars().count() > MAX_NAME) {
            return Err(OuPathProblem::TooLong((*long).to_owned()));
        }
        if parts.len() > MAX_DEPTH {
            return Err(OuPathProblem::TooDeep(parts.len()));
        }
        Ok(Self { text: clean })
    }

    /// As the manifest takes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The root itself.
    pub fn root() -> Self {
        Self {
            text: ROOT.to_owned(),
        }
    }

    /// Is it the root itself?
    pub fn is_root(&self) -> bool {
        self.text == ROOT
    }

    /// The OU directly below the root that this path goes through; the path itself if it is one, or the root.
    #[must_use]
    pub fn top(&self) -> Self {
        let first = self.text.split(':').next().unwrap_or_default();
        Self {
            text: first.to_owned(),
        }
    }

    /// Could it be the id of an OU or root after all? It has the shape of one, and no digit.
    pub fn may_be_an_id(&self) -> bool {
        has_shape_of_id(&self.text)
    }

    /// Is the other path below this one? A path is not below itself.
    pub fn is_ancestor_of(&self, other: &Self) -> bool {
        self != other
            && (self.text == ROOT
                || other
                    .text
                    .strip_prefix(&self.text)
                    .is_some_and(|rest| rest.starts_with(':')))
    }

    /// The paths above this one, nearest first, the root last.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + '_ {
        let above = self
            .text
            .rmatch_indices(':')
            .filter_map(|(index, _)| self.text.get(..index))
            .map(|text| Self {
                text: text.to_owned(),
            });
        let root = (self.text != ROOT).then(|| Self {
            text: ROOT.to_owned(),
        });
        above.chain(root)
    }
}

impl fmt::Display for OuPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// `ou-ab12-cdefgh34`, `r-ab12` (AWS Organizations API Reference, `ParentId`): the shape of an id, with a digit in it.
///
/// An id is random, so nearly all have a digit; `ou-shared-services` has the shape and is a name.
fn is_id(part: &str) -> bool {
    has_shape_of_id(part) && part.contains(|c: char| c.is_ascii_digit())
}

fn has_shape_of_id(part: &str) -> bool {
    let run = |text: &str, least: usize| {
        (least..=32).contains(&text.len())
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if let Some(rest) = part.strip_prefix("ou-") {
        return rest
            .split_once('-')
            .is_some_and(|(root, unit)| run(root, 4) && run(unit, 8));
    }
    part.strip_prefix("r-").is_some_and(|rest| run(rest, 4))
}

#[cfg(test)]
mod tests {
    use super::{OuPath, OuPathProblem};

    #[test]
    fn awkward_names_are_names() {
        for name in [
            "NO",
            "on",
            "1_000",
            "2021-03-15",
            "=",
            "<<",
            "~",
            "🚀",
            "a\"b'c",
            "#x",
            "a\u{85}b",
            "r-and-d",
            "r-team",
            "ou-shared-services",
            "ou-pilot",
            "a/b",
            "team_file:Prod",
        ] {
            assert_eq!(OuPath::parse(name).unwrap().as_str(), name);
        }
        assert!(OuPath::parse(&"é".repeat(128)).is_ok());
        assert_eq!(OuPath::parse("Root").unwrap().as_str(), "Root");
    }

    #[test]
    fn what_cfct_would_not_find_is_refused() {
        use OuPathProblem::*;
        let problem = |text: &str| OuPath::parse(text).unwrap_err();
        assert_eq!(problem(""), Empty);
        assert_eq!(problem(" : "), Empty);
        assert_eq!(problem("A: B"), Blanks("A:B".into()));
        assert_eq!(problem("A::B"), Blanks("A:B".into()));
        assert_eq!(problem("A\u{a0}"), Blanks("A".into()));
        assert_eq!(problem("Root:A"), BelowRoot("A".into()));
        assert_eq!(problem("root"), RootCase);
        assert_eq!(problem("ou-ab12-cdefgh34"), Id);
        assert_eq!(problem("r-ab12"), Id);
        assert_eq!(problem("A:B:C:D:E:F"), TooDeep(6));
        assert!(matches!(problem(&"x".repeat(129)), TooLong(_)));
        assert_eq!(problem("a\tb"), Control);
    }

    #[test]
    fn a_name_that_begins_alike_is_no_child() {
        let path = |text| OuPath::parse(text).unwrap();
        assert!(path("A").is_ancestor_of(&path("A:B")));
        assert!(!path("A").is_ancestor_of(&path("AB")));
        assert!(!path("A").is_ancestor_of(&path("A")));
        assert!(path("Root").is_ancestor_of(&path("A")));
        let above: Vec<_> = path("A:B:C").ancestors().map(|p| p.to_string()).collect();
        assert_eq!(above, ["A:B", "A", "Root"]);
    }
}
