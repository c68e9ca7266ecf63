use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::UNSPECIFIED;

/// Source Regions whose calls are held to the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Held<'s> {
    pub(super) sources: Vec<&'s str>,
    /// The Regions; `None`: the source Region itself.
    pub(super) regions: Option<&'s BTreeSet<String>>,
}

/// What calls of an OU are held to: those from Regions that none may start in are outside wherever they were served.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bounds<'s> {
    /// The Regions that a call may start in.
    pub(super) sources: Vec<&'s str>,
    /// Of those from which no call may be processed anywhere.
    pub(super) held: Vec<Held<'s>>,
}

impl<'s> Bounds<'s> {
    /// Of where calls may be processed, by the Region that they start in.
    pub(super) fn of(from: &'s BTreeMap<String, BTreeSet<String>>) -> Self {
        let mut held: Vec<Held<'s>> = Vec::new();
        for (source, regions) in from {
            if regions.contains(UNSPECIFIED) {
                continue;
            }
            let is_home = regions.len() == 1 && regions.contains(source);
            let regions = Some(regions).filter(|_| !is_home);
            match held.iter_mut().find(|own| own.regions == regions) {
                Some(own) => own.sources.push(source),
                None => held.push(Held {
                    sources: vec![source],
                    regions,
                }),
            }
        }
        Self {
            sources: from.keys().map(String::as_str).collect(),
            held,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Held};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn sources_that_are_held_to_the_same_stand_together() {
        let set = |list: &[&str]| -> BTreeSet<String> {
            list.iter().map(|own| (*own).to_owned()).collect()
        };
        let from: BTreeMap<String, BTreeSet<String>> = [
            ("a", set(&["a", "b"])),
            ("b", set(&["a", "b"])),
            ("c", set(&["c"])),
            ("d", set(&["d"])),
            ("e", set(&["a"])),
            ("f", set(&["f", "unspecified"])),
        ]
        .into_iter()
        .map(|(source, regions)| (source.to_owned(), regions))
        .collect();
        let bounds = Bounds::of(&from);
        assert_eq!(bounds.sources, ["a", "b", "c", "d", "e", "f"]);
        let own = set(&["a", "b"]);
        let other = set(&["a"]);
        assert_eq!(
            bounds.held,
            [
                Held {
                    sources: vec!["a", "b"],
                    regions: Some(&own)
                },
                Held {
                    sources: vec!["c", "d"],
                    regions: None
                },
                Held {
                    sources: vec!["e"],
                    regions: Some(&other)
                },
            ]
        );
    }
}
