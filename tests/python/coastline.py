"""The coastline of the page's map, as one SVG path.

    CRISPACK_E2E=1 cargo test --test coastline    # installs the package, and compares the bytes
    python3 tests/python/coastline.py target/node/world-atlas-2.0.2/node_modules/world-atlas \\
        src/bedrock/data/regions.json > src/render/page/data/land.svgpath

The package is npm's `world-atlas` (ISC), made from Natural Earth, whose data are in the public domain
(https://www.naturalearthdata.com/about/terms-of-use/).

A degree of latitude is 10 units and one of longitude 8: the equirectangular projection whose standard parallel has
the cosine 0.8 (36.9 degrees), so that nothing but products has to be computed where a Region is drawn. The left edge
is 170 degrees west, in the Bering Strait, so that no land is cut; the upper edge is the pole.

What is read is rounded once; all else is whole numbers, so the same package gives the same bytes everywhere.
"""

import heapq
import json
import sys
from pathlib import Path

VERSION = "2.0.2"
# The 1:50 million coastline, simplified: at the same size it shows more of Europe than the 1:110 million one, which has no Bahrain.
SOURCE = "land-50m.json"

# While simplifying a unit has this many parts.
FINE = 20
DEGREE = (8 * FINE, 10 * FINE)
TURN = 360 * DEGREE[0]
LEFT = -170

# Twice the areas, in square parts: corners of triangles below the one go, islands below the other.
LEAST_TRIANGLE = 7000
LEAST_ISLAND = 40000
# No Region is as far north or south as this; there the coast is coarser.
FAR = (62, -45)
COARSER = 8
# Antarctica: what is below this altogether.
SOUTH = -60
# How near to an island, in tenths of a degree, a Region is on it.
NEAR = 4


def rings(topology):
    """The rings of all polygons, in parts, each without its last point, which is its first."""
    (scale_x, scale_y), (left, top) = topology["transform"]["scale"], topology["transform"]["translate"]

    def ring(arcs):
        points = []
        for number in arcs:
            x = y = 0
            arc = []
            for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
                x += dx
                y += dy
                lon, lat = x * scale_x + left, y * scale_y + top
                arc.append((round((lon - LEFT) * DEGREE[0]), round((90 - lat) * DEGREE[1])))
            if number < 0:
                arc.reverse()
            points += arc[1:] if points else arc
        return whole(points[:-1])

    shapes = topology["objects"]["land"]["geometries"]
    return [ring(arcs) for shape in shapes for polygon in shape["arcs"] for arcs in polygon]


def whole(ring):
    """A ring that crosses the date line in one piece, and within the map."""
    turns = 0
    out = []
    for (before, _), (x, y) in zip([ring[0]] + ring, ring):
        if before - x > TURN // 2:
            turns += TURN
        elif x - before > TURN // 2:
            turns -= TURN
        out.append((x + turns, y))
    middle = sum(x for x, _ in out) // len(out)
    return [(x - middle // TURN * TURN, y) for x, y in out]


def double_area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])))


def is_far(y):
    return not (90 - FAR[0]) * DEGREE[1] <= y <= (90 - FAR[1]) * DEGREE[1]


def simplified(ring, least):
    """Visvalingam and Whyatt: the corner with the smallest triangle goes, as long as there is one below `least`."""
    count = len(ring)
    before = [(i - 1) % count for i in range(count)]
    after = [(i + 1) % count for i in range(count)]

    def weight(i):
        a, b, c = ring[before[i]], ring[i], ring[after[i]]
        twice = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
        return twice // COARSER if is_far(b[1]) else twice

    weights = [weight(i) for i in range(count)]
    heap = [(value, i) for i, value in enumerate(weights)]
    heapq.heapify(heap)
    gone = [False] * count
    left = count
    while heap and left > 3:
        value, i = heapq.heappop(heap)
        if gone[i] or value != weights[i]:
            continue
        if value >= least:
            break
        gone[i] = True
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            # Never less than what went before it, or a headland would go corner by corner.
            weights[j] = max(weight(j), value)
            heapq.heappush(heap, (weights[j], j))
    return [point for i, point in enumerate(ring) if not gone[i]]


def path(ring):
    """A ring in units and as short as SVG lets it be, or nothing if it is too small to see."""
    points = []
    for x, y in ring:
        point = ((x + FINE // 2) // FINE, (y + FINE // 2) // FINE)
        if not points or points[-1] != point:
            points.append(point)
    if len(points) < 3:
        return ""
    numbers = [b[axis] - a[axis] for a, b in zip(points, points[1:]) for axis in (0, 1)]
    steps = "".join(str(n) if n < 0 else f" {n}" for n in numbers)
    return f"M{points[0][0]} {points[0][1]}l{steps.removeprefix(' ')}z"


def main(package, regions):
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        sys.exit(f"world-atlas {version}, not {VERSION}")
    places = [region["at"] for region in json.loads(regions.read_text(encoding="utf-8"))["regions"] if "at" in region]
    # In parts.
    places = [((at["lon"] - LEFT * 10) % 3600 * DEGREE[0] // 10, (900 - at["lat"]) * DEGREE[1] // 10) for at in places]
    near = NEAR * DEGREE[1] // 10

    def holds_region(ring):
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return any(
            min(xs) - near <= x <= max(xs) + near and min(ys) - near <= y <= max(ys) + near for x, y in places
        )

    drawn = []
    for ring in rings(json.loads((package / SOURCE).read_text(encoding="utf-8"))):
        if min(y for _, y in ring) > (90 - SOUTH) * DEGREE[1]:
            continue
        coarser = COARSER if all(is_far(y) for _, y in ring) else 1
        if double_area(ring) >= LEAST_ISLAND * coarser:
            drawn.append(path(simplified(ring, LEAST_TRIANGLE)))
        elif holds_region(ring):
            drawn.append(path(simplified(ring, LEAST_TRIANGLE // COARSER)))
    sys.stdout.write(
        f"# Generated by tests/python/coastline.py from {SOURCE} of npm's world-atlas {VERSION} (ISC); "
        "the data are Natural Earth's (public domain). Not to be edited.\n"
        + "".join(drawn)
        + "\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
