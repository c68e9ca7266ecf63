// Nothing is said by colour alone: in a table, the same words have the same colours, and what is coloured has words.
() => {
  const complaints = [];
  const colours = (element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return `${color} on ${backgroundColor}`;
  };
  const words = (element) => (element.textContent + (element.getAttribute("aria-label") ?? "")).trim().replace(/\s+/g, " ");
  for (const table of document.querySelectorAll("table")) {
    const seen = new Map();
    for (const element of table.querySelectorAll("td, td *")) {
      if (!isVisible(element)) continue;
      const text = words(element);
      const key = `${element.localName} ${text}`;
      if (!text) {
        const own = getComputedStyle(element).backgroundColor;
        const isPainted = !["rgba(0, 0, 0, 0)", "transparent", getComputedStyle(element.parentElement).backgroundColor].includes(own);
        const cell = element.closest("td");
        if (isPainted && !words(cell)) complaints.push(`colour: ${own} and no word in ${name(cell)}`);
      } else if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
        // The words are those of an element within, which has its own turn.
        continue;
      } else if (!seen.has(key)) {
        seen.set(key, colours(element));
      } else if (seen.get(key) !== colours(element)) {
        complaints.push(`colour: ${name(element)} is ${seen.get(key)} and ${colours(element)}`);
      }
    }
  }
  // Shapes of one picture that differ in nothing but their colour need words of their own.
  for (const svg of document.querySelectorAll("svg")) {
    const fills = new Map();
    for (const shape of svg.querySelectorAll("rect, circle, ellipse, polygon, path")) {
      if (!isVisible(shape)) continue;
      const { fill, stroke, strokeDasharray } = getComputedStyle(shape);
      const group = shape.closest("g") ?? shape;
      const text = words(group === shape ? shape : group);
      const { width, height } = shape.getBBox();
      const key = `${shape.localName} ${width} ${height} ${strokeDasharray} ${text}`;
      const paint = `${fill}, ${stroke}`;
      if (!fills.has(key)) fills.set(key, paint);
      else if (fills.get(key) !== paint) complaints.push(`colour: ${name(shape)} in ${name(svg)} is ${fills.get(key)} and ${paint}`);
    }
  }
  return once(complaints);
}
