// Selection and search: everything else fades.

function reached(start, side, end) {
  const found = new Set([start]);
  const waiting = [start];
  while (waiting.length) {
    for (const edge of waiting.pop()[side]) {
      found.add(edge);
      if (!found.has(edge[end])) {
        found.add(edge[end]);
        waiting.push(edge[end]);
      }
    }
  }
  return found;
}

function lineageOf(item) {
  return new Set([
    item,
    ...reached(item.from ?? item, "incoming", "from"),
    ...reached(item.to ?? item, "outgoing", "to"),
  ]);
}

function fade() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = new Set(items.filter((item) => words.every((word) => item.text.includes(word))));
  const lineage = selected && lineageOf(selected);
  for (const item of items) {
    const belongs = lineage ? lineage.has(item) : matches.has(item);
    item.element.classList.toggle("faded", !belongs);
    item.element.classList.toggle("selected", item === selected);
  }
  return words.length ? [...matches] : null;
}

function select(item) {
  selected = item;
  fade();
  show(item);
}

function find() {
  selected = null;
  const matches = fade();
  const found = matches ?? [];
  results.replaceChildren(
    ...found.map((item) => make("li", "", [link(item, item.title, item.type ?? item.kind)])),
  );
  document.getElementById("found").textContent = matches ? `${found.length} found` : "";
  show(null);
}
