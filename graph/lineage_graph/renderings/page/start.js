// The start, after everything above is defined

for (const item of items) {
  const { element, from } = item;
  item.text = [item.title, item.kind, item.type, item.id, item.source_uri]
    .concat(graph.meanings[item.status], ...Object.entries(item.properties ?? {}))
    .concat((item.declared_by ?? []).map((by) => `${by.stack}/${by.logical_id}`))
    .join("\n")
    .toLowerCase();
  // Graphviz's tooltip is the id; the panel shows more.
  element.querySelector("title").remove();
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", [item.title, item.kind, item.type].filter(Boolean).join(", "));
  if (from) {
    // A line is too thin to point at.
    const target = element.querySelector("path").cloneNode();
    target.setAttribute("class", "target");
    element.prepend(target);
  }
}
picture.removeAttribute("width");
picture.removeAttribute("height");
document.getElementById("count").textContent =
  `${vertices.length} entities, ${edges.length} associations`;
find();
begin();
