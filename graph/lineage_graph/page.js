"use strict";

const graph = JSON.parse(document.getElementById("data").textContent);
const canvas = document.getElementById("canvas");
const picture = canvas.querySelector("svg");
const search = document.getElementById("search");
const results = document.getElementById("results");
const details = document.getElementById("details");

// Everything that can be chosen: a vertex or an edge, with its element in the picture.

const vertices = graph.vertices.map((vertex, number) => ({
  ...vertex,
  title: vertex.name,
  element: document.getElementById(`vertex-${number}`),
  incoming: [],
  outgoing: [],
}));
const byId = new Map(vertices.map((vertex) => [vertex.id, vertex]));
const edges = graph.edges.map((edge, number) => {
  const [from, to] = [byId.get(edge.source), byId.get(edge.destination)];
  const item = {
    ...edge,
    from,
    to,
    title: `${from.name} → ${to.name}`,
    element: document.getElementById(`edge-${number}`),
  };
  from.outgoing.push(item);
  to.incoming.push(item);
  return item;
});
const items = [...vertices, ...edges];
const byElement = new Map(items.map((item) => [item.element, item]));

let selected = null;

function itemAt(target) {
  return byElement.get(target.closest(".node, .edge"));
}

// Details

function make(tag, text, children = []) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.append(...children);
  return element;
}

function fields(rows) {
  const list = make("dl", "");
  for (const [name, value] of rows) {
    if (value) list.append(make("dt", name), make("dd", value));
  }
  return list;
}

function link(item, text, note) {
  const button = make("button", text, note ? [" ", make("small", note)] : []);
  button.type = "button";
  button.className = "link";
  button.addEventListener("click", () => {
    select(item);
    reveal(item);
  });
  return button;
}

function links(heading, found) {
  return found.length ? [make("h3", heading), ...found] : [];
}

function facts(item) {
  return [
    ["Type", item.type],
    ["Status", graph.meanings[item.status]],
    ["Declared by", (item.declared_by ?? []).map((by) => `${by.stack}/${by.logical_id}`).join(", ")],
  ];
}

function vertexDetails(vertex) {
  const properties = Object.entries(vertex.properties ?? {});
  return [
    make("h2", vertex.name),
    fields([
      ["Kind", vertex.kind],
      ...facts(vertex),
      ["Source", vertex.source_uri],
      [vertex.id.startsWith("arn:") ? "ARN" : "Construct", vertex.id],
    ]),
    ...(properties.length ? [make("h3", "Properties"), fields(properties)] : []),
    ...links(
      "From",
      vertex.incoming.map((edge) => link(edge.from, edge.from.name, edge.type)),
    ),
    ...links(
      "To",
      vertex.outgoing.map((edge) => link(edge.to, edge.to.name, edge.type)),
    ),
  ];
}

function edgeDetails(edge) {
  return [
    make("h2", edge.title),
    fields([["Kind", "association"], ...facts(edge)]),
    ...links("From", [link(edge.from, edge.from.name, edge.from.type)]),
    ...links("To", [link(edge.to, edge.to.name, edge.to.type)]),
  ];
}

function show(item) {
  if (item) {
    details.replaceChildren(...(item.from ? edgeDetails(item) : vertexDetails(item)));
  } else {
    details.replaceChildren(
      make("p", "Point at an entity or an arrow to see its details; click to keep them."),
    );
  }
}

// Selection and search: what does not belong to them fades.

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

// Zoom: the part of the picture that is seen.

const READABLE = 0.9;

const whole = picture.viewBox.baseVal;
const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
let view = { ...all };

function look(next) {
  view = next;
  picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}

function scale() {
  const { width, height } = picture.getBoundingClientRect();
  return Math.min(width / view.width, height / view.height);
}

function toPicture(x, y) {
  return new DOMPoint(x, y).matrixTransform(picture.getScreenCTM().inverse());
}

function zoom(factor, x, y) {
  const box = picture.getBoundingClientRect();
  const fixed = toPicture(x ?? box.x + box.width / 2, y ?? box.y + box.height / 2);
  look({
    x: fixed.x - (fixed.x - view.x) / factor,
    y: fixed.y - (fixed.y - view.y) / factor,
    width: view.width / factor,
    height: view.height / factor,
  });
}

function move(x, y) {
  const ratio = scale();
  look({ ...view, x: view.x + x / ratio, y: view.y + y / ratio });
}

function fit() {
  look({ ...all });
  // A small graph is not blown up.
  if (scale() > 1.6) zoom(1.6 / scale());
}

function begin() {
  fit();
  const box = picture.getBoundingClientRect();
  if (scale() >= READABLE) return;
  // A large one begins at its top left, as wide as can be read.
  const ratio = Math.min(Math.max(box.width / all.width, READABLE), 1);
  look({ x: all.x, y: all.y, width: box.width / ratio, height: box.height / ratio });
}

function reveal(item) {
  const box = picture.getBoundingClientRect();
  const readable = Math.max(scale(), 1);
  const [width, height] = [box.width / readable, box.height / readable];
  look({ ...view, width, height });
  const { x, y, width: w, height: h } = item.element.getBoundingClientRect();
  const centre = toPicture(x + w / 2, y + h / 2);
  look({ x: centre.x - width / 2, y: centre.y - height / 2, width, height });
}

// What the user does

let drag = null;

picture.addEventListener("pointerdown", (event) => {
  drag = { x: event.clientX, y: event.clientY, moved: false };
});
picture.addEventListener("pointermove", (event) => {
  if (!drag || !event.buttons) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(dx, dy) < 4) return;
  picture.setPointerCapture(event.pointerId);
  move(-dx, -dy);
  drag = { x: event.clientX, y: event.clientY, moved: true };
});
picture.addEventListener("click", (event) => {
  if (!drag?.moved) select(itemAt(event.target) ?? null);
  drag = null;
});
picture.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    // A pinch comes as a wheel with the control key.
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
    } else {
      move(event.deltaX, event.deltaY);
    }
  },
  { passive: false },
);
picture.addEventListener("pointerover", (event) => show(itemAt(event.target) ?? selected));
picture.addEventListener("pointerleave", () => show(selected));
picture.addEventListener("focusin", (event) => show(itemAt(event.target) ?? selected));
picture.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    select(itemAt(event.target) ?? null);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    find();
  }
  if (event.target === search) return;
  if (event.key === "+") zoom(1.25);
  if (event.key === "-") zoom(0.8);
  if (event.key === "0") fit();
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
});
search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") results.querySelector("button")?.click();
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.25));
document.getElementById("zoom-out").addEventListener("click", () => zoom(0.8));
document.getElementById("fit").addEventListener("click", fit);
window.addEventListener("resize", begin);

// Beginning

for (const item of items) {
  const { element, from } = item;
  item.text = [item.title, item.kind, item.type, item.id, item.source_uri]
    .concat(graph.meanings[item.status], ...Object.entries(item.properties ?? {}))
    .concat((item.declared_by ?? []).map((by) => `${by.stack}/${by.logical_id}`))
    .join("\n")
    .toLowerCase();
  // Graphviz's tooltip is the id; the panel tells more.
  element.querySelector("title").remove();
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", [item.title, item.kind, item.type].filter(Boolean).join(", "));
  if (from) {
    // A line is too thin to be hit.
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
