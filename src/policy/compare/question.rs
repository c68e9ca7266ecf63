//! What is asked of every class, in terms of groups of statements: two groups per side and level, or two versions of each policy.

/// Both sides decide the same.
pub const SAME: u8 = 0;
/// Denied before, not after.
pub const WIDER: u8 = 1;
/// Denied after, not before.
pub const TIGHTER: u8 = 2;

/// What is known of a class when some statements are known to speak of it, and others may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The answer, whatever the others do.
    Leaf(u8),
    /// It depends. Only the groups of `keep` still matter, and `yes` is all that needs to be remembered of those that are known.
    Open {
        /// Groups that still matter.
        keep: u128,
        /// Groups of which a statement is known to speak of the class.
        yes: u128,
    },
}

/// A question that is decided by which groups have a statement that speaks of a class.
pub trait Question {
    /// What is known. `maybe` are the groups of the statements that may still speak of it; `lopsided` says whether one of these is in a group of one side and not
    /// in its counterpart of the other.
    fn settle(&self, yes: u128, maybe: u128, lopsided: bool) -> Settled;
}

/// The groups of the second side.
pub(super) const OTHER_SIDE: u32 = 64;

/// Are two sets of levels decided the same? A side's group 0 are its Denies, group `n` the Allows of its level `n`.
#[derive(Debug, Clone, Copy)]
pub struct Both {
    /// The groups of the levels that have an Allow of their own, per side. A level without one has `FullAWSAccess`.
    pub levels: [u64; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Denied,
    Allowed,
    Unknown,
}

impl Both {
    fn side(levels: u64, yes: u64, maybe: u64) -> Side {
        if yes & 1 == 1 || (yes | maybe) & levels != levels {
            Side::Denied
        } else if (yes | maybe) & 1 == 0 && yes & levels == levels {
            Side::Allowed
        } else {
            Side::Unknown
        }
    }
}

fn low(groups: u128) -> u64 {
    u64::try_from(groups & u128::from(u64::MAX)).unwrap_or(0)
}

fn high(groups: u128) -> u64 {
    low(groups >> OTHER_SIDE)
}

impl Question for Both {
    fn settle(&self, yes: u128, maybe: u128, lopsided: bool) -> Settled {
        let [before, after] = self.levels;
        let sides = [
            Self::side(before, low(yes), low(maybe)),
            Self::side(after, high(yes), high(maybe)),
        ];
        match sides {
            [Side::Denied, Side::Allowed] => return Settled::Leaf(WIDER),
            [Side::Allowed, Side::Denied] => return Settled::Leaf(TIGHTER),
            [Side::Denied, Side::Denied] | [Side::Allowed, Side::Allowed] => {
                return Settled::Leaf(SAME);
            }
            // Whatever the rest does, it does it to both.
            [Side::Unknown, Side::Unknown] if !lopsided && low(yes) == high(yes) => {
                return Settled::Leaf(SAME);
            }
            _ => {}
        }
        let of = |side: Side, levels: u64, yes: u64| match side {
            Side::Denied => (0, 1),
            Side::Allowed => (0, levels),
            // A level that is satisfied needs no further Allow.
            Side::Unknown => ((levels | 1) & !yes, yes),
        };
        let (keep_before, yes_before) = of(sides[0], before, low(yes));
        let (keep_after, yes_after) = of(sides[1], after, high(yes));
        let join = |low: u64, high: u64| u128::from(low) | (u128::from(high) << OTHER_SIDE);
        Settled::Open {
            keep: join(keep_before, keep_after),
            yes: join(yes_before, yes_after),
        }
    }
}
