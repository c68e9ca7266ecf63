// Everything on the page is there without this; it hides what is not looked for.
for (const tool of document.querySelectorAll(".tools")) tool.hidden = false;
const filter = document.getElementById("filter");
const groups = [...document.querySelectorAll("[data-ous]")];
filter.addEventListener("input", () => {
  const sought = filter.value.trim().toLowerCase();
  let left = 0;
  for (const group of groups) {
    group.hidden = !group.dataset.ous.includes(sought);
    if (!group.hidden && group.tagName === "LI") left += 1;
  }
  document.getElementById("found").textContent = sought ? `${left} of ${groups.length / 2} shown` : "";
});
for (const view of document.querySelectorAll("input[name=view]")) {
  view.addEventListener("change", () => { document.body.dataset.view = view.value; });
}
