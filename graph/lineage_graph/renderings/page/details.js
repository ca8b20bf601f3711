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
