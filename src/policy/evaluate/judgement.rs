use std::sync::Arc;

use super::open::Open;

/// What becomes of a request, as far as service control policies go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// No statement denies it, and every level allows it.
    NotDenied,
    /// A Deny statement matches.
    ExplicitDeny,
    /// No Deny matches, and a level has no matching Allow.
    ImplicitDeny,
}

/// A statement, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matched {
    /// The level's position, from the root.
    pub level: usize,
    /// The policy's position in its level.
    pub policy: usize,
    /// The statement's position in its policy.
    pub statement: usize,
}

/// A choice on which a judgement rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The statement that it is about.
    pub at: Matched,
    /// The choice.
    pub open: Open,
}

/// The judgement of a request, and the room it is made in: used again, it costs no allocation.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    pub(super) denying: Vec<Matched>,
    pub(super) lacking: Option<usize>,
    pub(super) absent: Vec<Arc<str>>,
    pub(super) notes: Vec<Note>,
    /// The action in lower case.
    pub(super) action: String,
}

impl Judgement {
    /// What becomes of the request.
    pub fn decision(&self) -> Decision {
        match (self.denying.is_empty(), self.lacking) {
            (false, _) => Decision::ExplicitDeny,
            (true, Some(_)) => Decision::ImplicitDeny,
            (true, None) => Decision::NotDenied,
        }
    }

    /// Every Deny statement that matches, from the root down.
    pub fn denying(&self) -> &[Matched] {
        &self.denying
    }

    /// The first level, from the root, that has no matching Allow.
    pub fn lacking_allow(&self) -> Option<usize> {
        self.lacking
    }

    /// The keys, as the statements write them, that are absent and decided: with one of them given, the decision could be another.
    pub fn absent(&self) -> &[Arc<str>] {
        &self.absent
    }

    /// The choices, where AWS's text leaves the answer open, on which the match of a statement rests, or its failing to match.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    pub(super) fn clear(&mut self) {
        self.denying.clear();
        self.lacking = None;
        self.absent.clear();
        self.notes.clear();
        self.action.clear();
    }

    pub(super) fn add_absent(&mut self, key: &Arc<str>) {
        if !self.absent.iter().any(|own| own.eq_ignore_ascii_case(key)) {
            self.absent.push(Arc::clone(key));
        }
    }
}
