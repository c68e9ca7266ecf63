use super::frame::{Frame, Point};
use super::mark::{Mark, Sizes};
use super::spread::are_apart;

/// A Region's code beside its mark.
#[derive(Debug, Clone)]
pub(in crate::render::page) struct Label {
    pub(in crate::render::page) text: String,
    /// Where its base line starts, has its middle or ends.
    pub(in crate::render::page) at: Point,
    /// `start`, `middle` or `end`, as `text-anchor` has it.
    pub(in crate::render::page) anchor: &'static str,
    /// The room it takes.
    pub(super) space: Space,
}

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Space {
    fn touches(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Is a circle wholly outside?
    pub(super) fn is_clear_of(self, middle: Point, radius: i32) -> bool {
        let nearest = Point {
            x: middle.x.clamp(self.left, self.right),
            y: middle.y.clamp(self.top, self.bottom),
        };
        are_apart(nearest, middle, radius)
    }
}

/// Where a label may be, the best first: how far its mark is towards the right and down (-1, 0, 1) from it.
const SIDES: [(i32, i32); 8] = [
    (1, 0),
    (-1, 0),
    (0, -1),
    (0, 1),
    (1, -1),
    (1, 1),
    (-1, -1),
    (-1, 1),
];

/// Labels for all marks that are named and have room for one. Those with the least choice choose first; nothing is ever covered.
pub(super) fn labels(marks: &[Mark], frame: Frame, sizes: &Sizes) -> Vec<Label> {
    let is_free = |label: &Label| {
        let space = label.space;
        let is_clear = |mark: &Mark| space.is_clear_of(mark.at, sizes.radius(mark.kind));
        frame.holds(space.left, space.top, space.right, space.bottom) && marks.iter().all(is_clear)
    };
    let named = marks.iter().filter(|mark| mark.kind.is_named());
    let mut choices: Vec<Vec<Label>> = named
        .map(|mark| {
            let all = SIDES.iter().map(|&side| beside(mark, side, sizes));
            all.filter(is_free).collect()
        })
        .collect();
    choices.sort_by_key(Vec::len);
    let mut placed: Vec<Label> = Vec::new();
    for choice in choices {
        let is_free = |label: &Label| !placed.iter().any(|one| one.space.touches(label.space));
        if let Some(label) = choice.into_iter().find(is_free) {
            placed.push(label);
        }
    }
    placed
}

/// A label on one side of its mark.
fn beside(mark: &Mark, (right, down): (i32, i32), sizes: &Sizes) -> Label {
    let letters = i32::try_from(mark.code.chars().count()).unwrap_or(100);
    // As wide as in the widest of the usual fonts.
    let width = letters * sizes.letters * 56 / 100;
    let height = sizes.letters;
    let radius = sizes.radius(mark.kind);
    // At the corners the circle leaves some room.
    let away = if right != 0 && down != 0 {
        radius * 3 / 4
    } else {
        radius + sizes.gap
    };
    let (left, anchor) = match right {
        1 => (mark.at.x + away, "start"),
        -1 => (mark.at.x - away - width, "end"),
        _ => (mark.at.x - width / 2, "middle"),
    };
    let top = match down {
        1 => mark.at.y + away,
        -1 => mark.at.y - away - height,
        _ => mark.at.y - height / 2,
    };
    Label {
        text: mark.code.clone(),
        at: Point {
            x: match right {
                1 => left,
                -1 => left + width,
                _ => mark.at.x,
            },
            // The base line is at four fifths of the height.
            y: top + height * 4 / 5,
        },
        anchor,
        space: Space {
            left,
            top,
            right: left + width,
            bottom: top + height,
        },
    }
}
