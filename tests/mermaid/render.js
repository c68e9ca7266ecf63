// Asks Mermaid for every chart of `CHARTS` ({name: text}), and leaves what it answers in the page: as pictures, and as JSON in `#answers`.
"use strict";

async function renderAll() {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const answers = {};
  for (const [name, text] of Object.entries(CHARTS)) {
    const place = document.createElement("section");
    place.dataset.name = name;
    document.body.append(place);
    try {
      const { diagramType } = await mermaid.parse(text);
      const { svg } = await mermaid.render("chart" + Object.keys(answers).length, text);
      place.innerHTML = svg;
      const drawn = place.querySelector("svg");
      const box = drawn.getBoundingClientRect();
      // A label that is wider or higher than its place is cut off.
      const cut = [...drawn.querySelectorAll("foreignObject")]
        .filter((label) => label.firstElementChild)
        .filter((label) => {
          const text = label.firstElementChild.getBoundingClientRect();
          const room = label.getBoundingClientRect();
          return text.width > room.width + 1 || text.height > room.height + 1;
        })
        .map((label) => label.textContent.trim());
      answers[name] = {
        type: diagramType,
        title: drawn.querySelector("title")?.textContent ?? "",
        nodes: drawn.querySelectorAll(".node").length,
        labels: [...drawn.querySelectorAll(".nodeLabel, .edgeLabel")].map((label) => label.textContent.trim()),
        width: Math.round(box.width),
        height: Math.round(box.height),
        cut,
      };
    } catch (error) {
      answers[name] = { error: String(error.message ?? error) };
    }
  }
  const said = document.createElement("pre");
  said.id = "answers";
  // No character that HTML would write otherwise.
  said.textContent = JSON.stringify(answers).replace(/[&<>\u00a0]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  document.body.append(said);
}

renderAll();
