use super::frame::Point;
use super::label::Space;

/// The line from a mark to a label that has no room beside it.
#[derive(Debug, Clone, Copy)]
pub(in crate::render::page) struct Segment {
    pub(in crate::render::page) from: Point,
    pub(in crate::render::page) to: Point,
}

impl Segment {
    /// Does it stay so far from a point?
    pub(super) fn is_clear_of(self, middle: Point, radius: i32) -> bool {
        let (along, to_middle) = (vector(self.from, self.to), vector(self.from, middle));
        let length = dot(along, along);
        let foot = dot(along, to_middle);
        let square = if foot <= 0 {
            dot(to_middle, to_middle)
        } else if foot >= length {
            let from_end = vector(self.to, middle);
            dot(from_end, from_end)
        } else {
            let area = cross(along, to_middle);
            area * area / length
        };
        square >= i64::from(radius) * i64::from(radius)
    }

    /// Does it meet a rectangle? Two shapes without a dent are apart iff some line keeps them apart, here an edge of the rectangle or this line itself.
    pub(super) fn meets(self, space: Space) -> bool {
        let (from, to) = (self.from, self.to);
        if from.x.max(to.x) < space.left
            || from.x.min(to.x) > space.right
            || from.y.max(to.y) < space.top
            || from.y.min(to.y) > space.bottom
        {
            return false;
        }
        let sides = space
            .corners()
            .map(|corner| cross(vector(from, to), vector(from, corner)).signum());
        sides.iter().min() != sides.iter().max() || sides.contains(&0)
    }

    /// Does it cross another?
    pub(super) fn crosses(self, other: Self) -> bool {
        let parted = |line: Self, by: Self| {
            let side = |point| cross(vector(by.from, by.to), vector(by.from, point)).signum();
            side(line.from) * side(line.to) <= 0
        };
        parted(self, other) && parted(other, self)
    }
}

fn vector(from: Point, to: Point) -> (i64, i64) {
    (i64::from(to.x - from.x), i64::from(to.y - from.y))
}

fn dot(one: (i64, i64), other: (i64, i64)) -> i64 {
    one.0 * other.0 + one.1 * other.1
}

fn cross(one: (i64, i64), other: (i64, i64)) -> i64 {
    one.0 * other.1 - one.1 * other.0
}
