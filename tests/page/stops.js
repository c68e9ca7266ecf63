// What can be reached by the keyboard, in the order of the document, kept with how it looks unfocused.
() => {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const looks = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, color, borderColor, textDecorationLine } = getComputedStyle(element);
    const outline = outlineStyle === "none" || outlineWidth === "0px" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    return [outline, boxShadow, backgroundColor, color, borderColor, textDecorationLine].join("; ");
  };
  const stops = [...document.querySelectorAll(wanted)].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.disabled &&
      element.tabIndex >= 0 &&
      // The arrow keys lead to the others of a group.
      (element.type !== "radio" || element.checked),
  );
  const before = stops.map(looks);
  window.stops = {
    names: stops.map(name),
    // Which one has the focus (-1: another element, -2: none), and what is wrong with how it shows.
    now: () => {
      const element = document.activeElement;
      const at = stops.indexOf(element);
      if (at < 0) return [element === document.body || element === document.documentElement ? -2 : -1, ""];
      if (looks(element) === before[at]) return [at, `focus: not seen on ${name(element)}`];
      const box = element.getBoundingClientRect();
      const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      if (!isInside || box.width < 2) return [at, `focus: ${name(element)} is outside of the window`];
      return [at, ""];
    },
  };
  const jumps = stops.filter((element) => element.tabIndex > 0).map((element) => `keyboard: ${name(element)} jumps the queue`);
  return jumps;
}
