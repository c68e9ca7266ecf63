// What those need who do not see the page: a language, a title, headings in steps, tables with captions and headers, pictures with names, links that lead somewhere.
() => {
  const complaints = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  if (!document.documentElement.lang) complaints.push("language: none");
  if (!document.title.trim()) complaints.push("title: none");
  if (document.compatMode !== "CSS1Compat") complaints.push("mode: quirks");
  if (all("main").length !== 1) complaints.push(`main: ${all("main").length} of it`);

  const ids = all("[id]").map((element) => element.id);
  for (const [at, id] of ids.entries()) {
    if (ids.indexOf(id) !== at) complaints.push(`id: ${id} twice`);
  }
  const known = new Set(ids);
  for (const element of all("[href], [*|href]")) {
    const href = element.getAttribute("href") ?? element.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (href.startsWith("#") && !known.has(decodeURIComponent(href.slice(1)))) complaints.push(`link: ${href} leads nowhere`);
  }
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"]) {
    for (const element of all(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(/\s+/)) {
        if (!known.has(id)) complaints.push(`link: ${attribute} of ${name(element)} names ${id}, which is not there`);
      }
    }
  }

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) complaints.push(`heading: ${name(heading)} after level ${level}`);
    if (next === 1 && level > 0) complaints.push(`heading: ${name(heading)} is a second one`);
    if (!heading.textContent.trim()) complaints.push(`heading: ${name(heading)} is empty`);
    level = next;
  }
  if (level === 0) complaints.push("heading: none");

  for (const table of all("table")) {
    const caption = table.caption?.textContent.trim() || table.getAttribute("aria-label") || table.getAttribute("aria-labelledby");
    if (!caption) complaints.push(`table: no caption for ${name(table)}`);
    if (!table.querySelector("th")) complaints.push(`table: no headers in ${name(table)}`);
    for (const header of table.querySelectorAll("th:not([scope])")) complaints.push(`table: no scope of ${name(header)}`);
  }
  for (const svg of all("svg")) {
    if (svg.closest("[aria-hidden=true]") || svg.parentElement.closest("svg")) continue;
    const labels = (svg.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent.trim());
    const title = svg.querySelector(":scope > title")?.textContent.trim();
    const named = svg.getAttribute("aria-label")?.trim() || labels.some(Boolean) || title;
    if (!named || svg.getAttribute("role") !== "img") complaints.push(`picture: no name and role of ${name(svg)}`);
  }
  for (const image of all("img:not([alt])")) complaints.push(`picture: no alternative of ${name(image)}`);
  for (const element of all("a[href], button, summary")) {
    const spoken = element.textContent.trim() || element.getAttribute("aria-label");
    if (!spoken) complaints.push(`name: none of ${name(element)}`);
  }
  return once(complaints);
}
