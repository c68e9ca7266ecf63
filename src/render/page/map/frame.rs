use crate::bedrock::Coordinates;

/// A place on the map, in its units: a degree of latitude is 100 of them, one of longitude 80 (`tests/python/coastline.py` says why).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::page) struct Point {
    pub(in crate::render::page) x: i32,
    pub(in crate::render::page) y: i32,
}

impl Point {
    pub(super) fn of(at: Coordinates) -> Self {
        Self {
            x: (i32::from(at.lon) - WEST).rem_euclid(3600) * 8,
            y: (900 - i32::from(at.lat)) * 10,
        }
    }
}

/// The left edge of the map in tenths of a degree of longitude: the Bering Strait.
const WEST: i32 = -1700;

/// How wide and high a frame is in pixels where one pixel is what the sizes of marks and letters are meant in.
const WIDE: i32 = 630;
const HIGH: i32 = 300;

/// The frame of the whole world, from Greenland to Tierra del Fuego.
const WORLD: Frame = Frame {
    x: 0,
    y: 950,
    width: 28_800,
    height: 13_714,
};

/// How far beyond the right edge a frame may go: there is only the Pacific, as far north as a frame goes that is centred so far south.
const PACIFIC: i32 = 2_400;

/// Not less than about 56 degrees of longitude, so that Europe is seen as Europe.
const LEAST: i32 = 4_480;

/// What is left free around the outermost marks, in pixels: for labels beside them, and for some coast to know them by.
const BESIDE: i32 = 60;
const ABOVE: i32 = 24;

/// What of the map is shown; always of the same shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::page) struct Frame {
    pub(in crate::render::page) x: i32,
    pub(in crate::render::page) y: i32,
    pub(in crate::render::page) width: i32,
    pub(in crate::render::page) height: i32,
}

impl Frame {
    /// The smallest frame around all points with room for their labels; the world, if it would be nearly that.
    pub(super) fn around(points: &[Point]) -> Self {
        let xs = || points.iter().map(|point| point.x);
        let ys = || points.iter().map(|point| point.y);
        let (Some(left), Some(right)) = (xs().min(), xs().max()) else {
            return WORLD;
        };
        let (Some(top), Some(bottom)) = (ys().min(), ys().max()) else {
            return WORLD;
        };
        let by_width = (right - left) * WIDE / (WIDE - 2 * BESIDE);
        let by_height = (bottom - top) * WIDE / (HIGH - 2 * ABOVE);
        let width = LEAST.max(by_width).max(by_height);
        if width > WORLD.width * 3 / 4 {
            return WORLD;
        }
        let height = width * HIGH / WIDE;
        Self {
            x: (i32::midpoint(left, right) - width / 2).clamp(0, WORLD.width + PACIFIC - width),
            y: (i32::midpoint(top, bottom) - height / 2)
                .clamp(WORLD.y, WORLD.y + WORLD.height - height),
            width,
            height,
        }
    }

    pub(super) fn world() -> Self {
        WORLD
    }

    /// Tenths of a pixel in units.
    pub(super) fn units(self, tenths: i32) -> i32 {
        self.width * tenths / (WIDE * 10)
    }

    /// Is a rectangle, or the square around a circle, wholly inside?
    pub(super) fn holds(self, left: i32, top: i32, right: i32, bottom: i32) -> bool {
        left >= self.x
            && top >= self.y
            && right <= self.x + self.width
            && bottom <= self.y + self.height
    }
}
