// Every text that is seen has a contrast of 4.5 to what is painted behind it (WCAG 2.2, success criterion 1.4.3, without its leave for large text).
(on_paper) => {
  const least = 4.5;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  // Red, green, blue from 0 to 255 and alpha from 0 to 1, whatever notation.
  const colour = (text) => {
    if (!colours.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      colours.set(text, [r, g, b, a / 255]);
    }
    return colours.get(text);
  };
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
  const faded = (front, back, opacity) => over([front[0], front[1], front[2], opacity], back);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const complaints = [];
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) {
      const { backgroundColor, backgroundImage, opacity, printColorAdjust } = getComputedStyle(element);
      styles.set(element, { backgroundColor, backgroundImage, opacity: Number(opacity), printColorAdjust });
    }
    return styles.get(element);
  };
  // Paper is white, and a browser prints backgrounds only where it is told to.
  const paint = (element, backdrop) => {
    const { backgroundColor, backgroundImage, printColorAdjust } = style(element);
    if (on_paper && printColorAdjust !== "exact") return backdrop;
    if (backgroundImage !== "none") complaints.push(`contrast: a picture behind the text of ${name(element)}`);
    return over(colour(backgroundColor), backdrop);
  };
  const probe = document.createElement("i");
  probe.style.background = "Canvas";
  probe.style.colorScheme = getComputedStyle(document.documentElement).colorScheme;
  document.body.append(probe);
  const sheet = on_paper ? [255, 255, 255, 1] : colour(getComputedStyle(probe).backgroundColor);
  probe.remove();
  // Of a text in an element: what is behind it and the text itself, as they meet the eye; groups that are faded fade both.
  const seen = (chain, ink, backdrop, shapes) => {
    if (chain.length === 0) {
      const behind = shapes.reduce((below, shape) => over(shape, below), backdrop);
      return [behind, over(ink, behind)];
    }
    const [element, ...rest] = chain;
    const parts = seen(rest, ink, paint(element, backdrop), shapes);
    const { opacity } = style(element);
    return opacity < 1 ? parts.map((part) => faded(part, backdrop, opacity)) : parts;
  };
  // What an SVG has painted behind a text: the shapes under its middle.
  const shapesBehind = (text) => {
    text.scrollIntoView({ block: "center" });
    const box = text.getBoundingClientRect();
    const stack = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const svg = text.ownerSVGElement;
    const shapes = stack.filter((element) => element.ownerSVGElement === svg && element instanceof SVGGeometryElement);
    return shapes.reverse().map((shape) => {
      const { fill, fillOpacity, opacity } = getComputedStyle(shape);
      const [r, g, b, a] = colour(fill === "none" ? "transparent" : fill);
      return [r, g, b, a * Number(fillOpacity) * Number(opacity)];
    });
  };
  const judge = (element, ink, what) => {
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.unshift(at);
    const shapes = element.ownerSVGElement ? shapesBehind(element) : [];
    const [behind, text] = seen(chain, ink, sheet, shapes);
    const found = contrast(text, behind);
    if (found < least) {
      const list = (rgb) => rgb.slice(0, 3).map(Math.round).join(" ");
      complaints.push(`contrast: ${found.toFixed(2)} of ${what}, ${list(text)} on ${list(behind)}`);
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !isVisible(element) || element.closest("script, style, title, desc")) continue;
    const own = getComputedStyle(element);
    const ink = colour(element.ownerSVGElement ? own.fill : own.color);
    judge(element, ink, `the text “${node.data.trim().slice(0, 40)}” of ${name(element)}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    for (const pseudo of ["::before", "::after", "::marker"]) {
      const own = getComputedStyle(element, pseudo);
      if (/^"\s*\S/.test(own.content) && isVisible(element)) {
        judge(element, colour(own.color), `${pseudo} ${own.content} of ${name(element)}`);
      }
    }
  }
  return once(complaints);
}
