"use strict";

// The page as it is loaded.

const graph = JSON.parse(document.getElementById("data").textContent);
const canvas = document.getElementById("canvas");
const picture = canvas.querySelector("svg");
const search = document.getElementById("search");
const results = document.getElementById("results");
const details = document.getElementById("details");

// Everything that can be selected: a vertex or an edge, with its element in the picture.

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
