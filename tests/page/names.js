// An element by its tag, id, classes and first words, for a reader of a complaint.
const name = (element) => {
  const classes = [...element.classList].map((word) => `.${word}`).join("");
  const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${element.localName}${element.id && `#${element.id}`}${classes}> “${text}”`;
};

// Put out of sight on purpose, for screen readers or until it has the focus.
const isForEars = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const { position, overflow } = getComputedStyle(at);
    if (position !== "absolute") continue;
    const box = at.getBoundingClientRect();
    if (box.right <= 0 || (overflow !== "visible" && box.width <= 1 && box.height <= 1)) return true;
  }
  return false;
};

const isVisible = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !isForEars(element);

// A complaint once, however many elements it is about.
const once = (complaints) => [...new Set(complaints)];
