use super::frame::{Frame, Point};
use super::mark::{Mark, Sizes};

/// How far a mark may be pushed away from its city, in pixels.
const REACH: i32 = 24;

/// Gives each mark a place of its own: its city, or the nearest place where it touches none of those before it. What stays without one, or outside the frame, is left out.
pub(super) fn spread(marks: Vec<Mark>, frame: Frame, sizes: &Sizes) -> Vec<Mark> {
    let pixel = frame.units(10).max(1);
    let mut offsets: Vec<(i32, i32, i32)> = (-REACH..=REACH)
        .flat_map(|dy| (-REACH..=REACH).map(move |dx| (dx * dx + dy * dy, dx, dy)))
        .filter(|&(square, ..)| square <= REACH * REACH)
        .collect();
    // The nearest first; of those as near as each other always the same one.
    offsets.sort_unstable();
    let mut placed: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        let radius = sizes.radius(mark.kind);
        let free = offsets.iter().map(|&(_, dx, dy)| Point {
            x: mark.at.x + dx * pixel,
            y: mark.at.y + dy * pixel,
        });
        let free = free
            .filter(|at| frame.holds(at.x - radius, at.y - radius, at.x + radius, at.y + radius))
            .find(|at| {
                let is_apart =
                    |other: &Mark| are_apart(*at, other.at, radius + sizes.radius(other.kind));
                placed.iter().all(is_apart)
            });
        if let Some(at) = free {
            placed.push(Mark { at, ..mark });
        }
    }
    placed
}

/// Are two points at least so far from each other?
pub(super) fn are_apart(one: Point, other: Point, distance: i32) -> bool {
    let square = |of: i32| i64::from(of) * i64::from(of);
    square(one.x - other.x) + square(one.y - other.y) >= square(distance)
}
