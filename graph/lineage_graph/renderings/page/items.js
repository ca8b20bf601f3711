"use strict";

// What is drawn: vertices (entities) and edges (associations), as the page is loaded.

const graph = JSON.parse(document.getElementById("data").textContent);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function searchable(item) {
  return [item.title, item.kind, item.category, item.type, item.id, item.source_uri]
    .concat(graph.statuses[item.status].meaning, ...Object.entries(item.properties ?? {}))
    .concat((item.declared_by ?? []).map((by) => `${by.stack}/${by.logical_id}`))
    .concat((item.differences ?? []).flatMap((each) => [each.member, each.before, each.after]))
    .concat(item.notes ?? [])
    .join("\n")
    .toLowerCase();
}

const vertices = graph.vertices.map((vertex, number) => ({
  ...vertex,
  number,
  key: `vertex ${vertex.id}`,
  title: vertex.name,
  stacks: [...new Set((vertex.declared_by ?? []).map((by) => by.stack))],
  incoming: [],
  outgoing: [],
}));
const byId = new Map(vertices.map((vertex) => [vertex.id, vertex]));
const edges = graph.edges.map((edge, number) => {
  const [from, to] = [byId.get(edge.source), byId.get(edge.destination)];
  // Its arrow reads along its word: of DerivedFrom the destination is the subject.
  const [subject, object] = edge.backwards ? [to, from] : [from, to];
  const item = {
    ...edge,
    number,
    from,
    to,
    key: `edge ${edge.source} ${edge.destination} ${edge.type ?? ""} ${edge.status}`,
    title: `${subject.name} → ${object.name}`,
    sentence: [subject.name, edge.type ?? "→", object.name].join(" "),
  };
  from.outgoing.push(item);
  to.incoming.push(item);
  return item;
});
const items = [...vertices, ...edges];
for (const item of items) item.text = searchable(item);
const byKey = new Map(items.map((item) => [item.key, item]));

function differs(item) {
  return !["declared", "undeclared"].includes(item.status);
}
