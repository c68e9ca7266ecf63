// Nothing leads sideways: the document does not scroll, no element leaves the window, and what scrolls or is cut in itself is told.
(may_scroll, wanted) => {
  const complaints = [];
  const page = document.scrollingElement;
  const window_width = page.clientWidth;
  if (window_width > wanted) complaints.push(`width: the page is laid out for ${window_width}, not for ${wanted}`);
  if (page.scrollWidth > window_width) complaints.push(`width: the page is ${page.scrollWidth} wide, the window ${window_width}`);
  const inner = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    if (!isVisible(element) || element.closest("svg") !== null && element.localName !== "svg") continue;
    const style = getComputedStyle(element);
    if (inner.has(element.parentElement)) inner.add(element);
    if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) {
      inner.add(element);
      if (!may_scroll || !element.matches(may_scroll)) {
        complaints.push(`width: ${style.overflowX} within ${name(element)}, ${element.scrollWidth} in ${element.clientWidth}`);
      }
      continue;
    }
    const box = element.getBoundingClientRect();
    const leaves = box.right > window_width + 1 || box.left < -1;
    if (leaves && box.width > 0 && !inner.has(element)) {
      complaints.push(`width: ${name(element)} reaches from ${box.left} to ${box.right} of ${window_width}`);
    }
  }
  return once(complaints);
}
