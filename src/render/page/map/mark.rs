use super::frame::{Frame, Point};
use super::label::Label;

/// What a map says of a Region. Each kind has a shape of its own, since colour alone tells not everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::page) enum Kind {
    /// A call may start here, and prompts may be processed here: a dot in a ring.
    Both,
    /// A call may start here: a ring.
    Start,
    /// Prompts may be processed here: a dot.
    Processed,
    /// AWS may process a Global call here, and does not say where it does: an open diamond.
    Anywhere,
    /// Neither: a speck.
    Other,
}

impl Kind {
    pub(in crate::render::page) fn has_ring(self) -> bool {
        matches!(self, Self::Both | Self::Start)
    }

    pub(in crate::render::page) fn has_dot(self) -> bool {
        matches!(self, Self::Both | Self::Processed)
    }

    pub(in crate::render::page) fn is_anywhere(self) -> bool {
        self == Self::Anywhere
    }

    /// Is it what the mode says of this Region by name? Those are labelled, and the frame is around them.
    pub(super) fn is_named(self) -> bool {
        self.has_ring() || self.has_dot()
    }
}

/// A Region on a map.
#[derive(Debug, Clone)]
pub(in crate::render::page) struct Mark {
    pub(in crate::render::page) kind: Kind,
    pub(in crate::render::page) code: String,
    pub(in crate::render::page) name: String,
    pub(in crate::render::page) at: Point,
}

impl Mark {
    /// Does a label, or the line to one, lie over this speck? Then it is not drawn; no other mark is ever covered.
    pub(super) fn is_covered(&self, labels: &[Label], sizes: &Sizes) -> bool {
        let radius = sizes.radius(self.kind);
        self.kind == Kind::Other
            && labels.iter().any(|label| {
                let is_crossed = label
                    .line
                    .is_some_and(|line| !line.is_clear_of(self.at, radius));
                is_crossed || !label.space.is_clear_of(self.at, radius)
            })
    }
}

/// How large things are, in units of the map.
#[derive(Debug, Clone, Copy)]
pub(in crate::render::page) struct Sizes {
    /// Radius of the dot.
    pub(in crate::render::page) dot: i32,
    /// Radius of the ring's middle line.
    pub(in crate::render::page) ring: i32,
    /// Half of a diamond's diagonal.
    pub(in crate::render::page) diamond: i32,
    /// Radius of a speck.
    pub(in crate::render::page) speck: i32,
    /// Width of the lines of rings and diamonds.
    pub(in crate::render::page) line: i32,
    /// Height of letters.
    pub(in crate::render::page) letters: i32,
    /// What stays free around a mark.
    pub(in crate::render::page) gap: i32,
}

impl Sizes {
    /// The same on paper whatever the frame, but that marks are a little smaller where the whole world is shown: in Europe they would push each other away.
    pub(super) fn of(frame: Frame) -> Self {
        let is_world = frame == Frame::world();
        let mark = |tenths: i32| frame.units(if is_world { tenths * 7 / 10 } else { tenths });
        Self {
            dot: mark(36),
            ring: mark(66),
            diamond: mark(50),
            speck: mark(20),
            line: mark(17),
            letters: frame.units(110),
            gap: frame.units(10),
        }
    }

    /// The radius of the circle that a mark takes up, the free space around it included.
    pub(super) fn radius(&self, kind: Kind) -> i32 {
        let radius = match kind {
            Kind::Both | Kind::Start => self.ring + self.line / 2,
            Kind::Processed => self.dot,
            Kind::Anywhere => self.diamond + self.line / 2,
            Kind::Other => self.speck,
        };
        radius + self.gap
    }
}
