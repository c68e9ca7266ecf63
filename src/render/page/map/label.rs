use super::frame::{Frame, Point};
use super::mark::{Kind, Mark, Sizes};
use super::segment::Segment;
use super::spread::are_apart;

/// A Region's code beside its mark.
#[derive(Debug, Clone)]
pub(in crate::render::page) struct Label {
    pub(in crate::render::page) text: String,
    /// Where its base line starts, has its middle or ends.
    pub(in crate::render::page) at: Point,
    /// `start`, `middle` or `end`, as `text-anchor` has it.
    pub(in crate::render::page) anchor: &'static str,
    /// Leads to the mark, if that is not right beside it.
    pub(in crate::render::page) line: Option<Segment>,
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
    pub(super) fn touches(self, other: Self) -> bool {
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

    /// With some room around it.
    pub(super) fn grown(self, by: i32) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub(super) fn corners(self) -> [Point; 4] {
        let corner = |x, y| Point { x, y };
        [
            corner(self.left, self.top),
            corner(self.right, self.top),
            corner(self.right, self.bottom),
            corner(self.left, self.bottom),
        ]
    }
}

/// Where a label may be right beside its mark, the best first: how far to the right and down.
const BESIDE: [(i32, i32); 8] = [
    (1, 0),
    (-1, 0),
    (0, -1),
    (0, 1),
    (1, -1),
    (1, 1),
    (-1, -1),
    (-1, 1),
];

/// How far away a label may be that has no room beside its mark, in pixels.
const AWAY: [i32; 9] = [10, 14, 18, 22, 28, 34, 42, 52, 64];

/// In which directions: steps of which the longer one is four. Slanting ones first, upright last.
const AROUND: [(i32, i32); 24] = [
    (4, -1),
    (-4, -1),
    (4, 1),
    (-4, 1),
    (4, -2),
    (-4, -2),
    (4, 2),
    (-4, 2),
    (4, -4),
    (-4, -4),
    (4, 4),
    (-4, 4),
    (2, -4),
    (-2, -4),
    (2, 4),
    (-2, 4),
    (1, -4),
    (-1, -4),
    (1, 4),
    (-1, 4),
    (4, 0),
    (-4, 0),
    (0, -4),
    (0, 4),
];

/// Labels for the marks that are named, as far as there is room; none lies over another or over a mark that says something, nor does its line. Of specks a label may cover some, if there is no better place.
///
/// Those with the least choice beside their mark choose first; what finds no room there looks farther away.
pub(super) fn labels(marks: &[Mark], frame: Frame, sizes: &Sizes) -> Vec<Label> {
    let is_free = |label: &Label, own: &Mark| {
        let space = label.space;
        let mut said = marks.iter().filter(|mark| mark.kind != Kind::Other);
        frame.holds(space.left, space.top, space.right, space.bottom)
            && said.all(|mark| {
                let radius = sizes.radius(mark.kind);
                let is_off =
                    |line: Segment| mark.code == own.code || line.is_clear_of(mark.at, radius);
                space.is_clear_of(mark.at, radius) && label.line.is_none_or(is_off)
            })
    };
    let covers = |label: &Label| {
        let specks = marks.iter().filter(|mark| mark.kind == Kind::Other);
        let covered =
            specks.filter(|mark| !label.space.is_clear_of(mark.at, sizes.radius(mark.kind)));
        covered.count()
    };
    let named = marks.iter().filter(|mark| mark.kind.is_named());
    let mut choices: Vec<(&Mark, Vec<Label>)> = named
        .map(|mark| {
            let all = BESIDE.iter().map(|&side| beside(mark, side, sizes));
            let mut free: Vec<Label> = all.filter(|label| is_free(label, mark)).collect();
            free.sort_by_key(covers);
            (mark, free)
        })
        .collect();
    choices.sort_by_key(|(_, choice)| choice.len());
    let mut placed: Vec<Label> = Vec::new();
    let mut left = Vec::new();
    for (mark, choice) in choices {
        match choice
            .into_iter()
            .find(|label| are_compatible(label, &placed, sizes.gap))
        {
            Some(label) => placed.push(label),
            None => left.push(mark),
        }
    }
    // Lines get into each other's way, so the first that looks may take too much from the next: of two orders the one that leaves fewer out.
    let one = with_led(placed.clone(), left.iter().copied(), &is_free, frame, sizes);
    let other = with_led(placed, left.iter().rev().copied(), &is_free, frame, sizes);
    if other.len() > one.len() { other } else { one }
}

/// The labels that are placed, and those that find room farther away.
fn with_led<'a>(
    mut placed: Vec<Label>,
    left: impl Iterator<Item = &'a Mark>,
    is_free: &impl Fn(&Label, &Mark) -> bool,
    frame: Frame,
    sizes: &Sizes,
) -> Vec<Label> {
    for mark in left {
        let at = |away: i32, direction| led(mark, direction, frame.units(away * 10), sizes);
        let all = AWAY
            .iter()
            .flat_map(|&away| AROUND.iter().map(move |&direction| at(away, direction)));
        let mut free = all.filter(|label| is_free(label, mark));
        if let Some(label) = free.find(|label| are_compatible(label, &placed, sizes.gap)) {
            placed.push(label);
        }
    }
    placed
}

/// May a label stand with those that are there?
fn are_compatible(label: &Label, placed: &[Label], gap: i32) -> bool {
    placed.iter().all(|other| {
        let meets =
            |line: Option<Segment>, space| line.is_some_and(|line: Segment| line.meets(space));
        !label.space.grown(gap).touches(other.space)
            && !meets(label.line, other.space)
            && !meets(other.line, label.space)
            && !label
                .line
                .zip(other.line)
                .is_some_and(|(one, two)| one.crosses(two))
    })
}

/// A label right beside its mark.
fn beside(mark: &Mark, (right, down): (i32, i32), sizes: &Sizes) -> Label {
    let radius = sizes.radius(mark.kind);
    // At the corners the circle leaves some room.
    let away = if right != 0 && down != 0 {
        radius * 3 / 4
    } else {
        radius + sizes.gap
    };
    let end = Point {
        x: mark.at.x + right * away,
        y: mark.at.y + down * away,
    };
    text_at(mark, end, (right, down), sizes)
}

/// A label farther away, and the line to it.
fn led(mark: &Mark, (right, down): (i32, i32), away: i32, sizes: &Sizes) -> Label {
    let on_ray = |distance: i32| Point {
        x: mark.at.x + right * distance / 4,
        y: mark.at.y + down * distance / 4,
    };
    let radius = sizes.radius(mark.kind) - sizes.gap;
    // The more a ray slants, the longer are its steps: a line begins at the rim.
    let rim = match right.abs().min(down.abs()) {
        0 => radius,
        1 => radius * 97 / 100,
        2 => radius * 89 / 100,
        _ => radius * 71 / 100,
    };
    let to = on_ray(away + radius);
    // Beside the end of a line that runs sideways, above or below that of another.
    let (aside, over) = if right.abs() == 4 {
        (right.signum(), 0)
    } else {
        (0, down.signum())
    };
    let end = Point {
        x: to.x + aside * sizes.gap * 2,
        y: to.y,
    };
    let mut label = text_at(mark, end, (aside, over), sizes);
    label.line = Some(Segment {
        from: on_ray(rim),
        to,
    });
    label
}

/// A label on a side of a point.
fn text_at(mark: &Mark, end: Point, (right, down): (i32, i32), sizes: &Sizes) -> Label {
    let letters = i32::try_from(mark.code.chars().count()).unwrap_or(100);
    // As wide as in the widest of the usual fonts.
    let width = letters * sizes.letters * 56 / 100;
    let height = sizes.letters;
    let (left, anchor) = match right {
        1 => (end.x, "start"),
        -1 => (end.x - width, "end"),
        _ => (end.x - width / 2, "middle"),
    };
    let top = match down {
        1 => end.y,
        -1 => end.y - height,
        _ => end.y - height / 2,
    };
    Label {
        text: mark.code.clone(),
        // The base line is at four fifths of the height.
        at: Point {
            x: end.x,
            y: top + height * 4 / 5,
        },
        anchor,
        line: None,
        space: Space {
            left,
            top,
            right: left + width,
            bottom: top + height,
        },
    }
}
