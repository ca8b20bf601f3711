// What belongs to what is looked at: a lineage, what a search finds, what the legend has on.

function reached(starts, side, end, steps) {
  const found = new Set(starts);
  let waiting = [...starts];
  for (let step = 1; waiting.length && (!steps || step <= steps); step += 1) {
    const next = [];
    for (const edge of waiting.flatMap((vertex) => vertex[side])) {
      found.add(edge);
      if (found.has(edge[end])) continue;
      found.add(edge[end]);
      next.push(edge[end]);
    }
    waiting = next;
  }
  return found;
}

function upstream(starts, steps = 0) {
  return reached(starts, "incoming", "from", steps);
}

function downstream(starts, steps = 0) {
  return reached(starts, "outgoing", "to", steps);
}

function lineageOf(selected) {
  const found = new Set(selected);
  const side = (end) => selected.map((item) => item[end] ?? item);
  if (state.direction !== "down") upstream(side("from"), state.steps).forEach((each) => found.add(each));
  if (state.direction !== "up") downstream(side("to"), state.steps).forEach((each) => found.add(each));
  return found;
}

function impact() {
  const changed = items.filter(differs);
  const reach = downstream(changed.map((item) => item.to ?? item));
  return new Set([...changed, ...changed.flatMap((item) => (item.from ? [item.from] : [])), ...reach]);
}

const FACETS = {
  is: { title: "What it is", of: (item) => (item.from ? [] : [item.category]) },
  status: { title: "Status", of: (item) => [item.status] },
  kind: { title: "Kind", of: (item) => (item.from ? [] : [item.kind]) },
  type: { title: "Type", of: (item) => (item.from || !item.type ? [] : [item.type]) },
  stack: { title: "Stack", of: (item) => (item.from ? [] : item.stacks) },
};

function isOn(item) {
  return Object.entries(FACETS).every(([name, { of }]) => {
    const values = of(item);
    return !values.length || values.some((value) => !state.without.includes(`${name}:${value}`));
  });
}

function words() {
  return state.search.toLowerCase().split(/\s+/).filter(Boolean);
}

function matches() {
  return items.filter((item) => words().every((word) => item.text.includes(word)));
}

function belonging(selected) {
  let found = new Set(items);
  if (selected.length) found = lineageOf(selected);
  else if (words().length) found = new Set(matches());
  if (state.changes) {
    const affected = impact();
    found = new Set([...found].filter((item) => affected.has(item)));
  }
  const on = new Set([...found].filter(isOn));
  const isDrawn = (item) => !item.from || (isOn(item.from) && isOn(item.to));
  return new Set([...on].filter(isDrawn));
}
