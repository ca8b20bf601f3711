// The panel: everything that is known of what is selected, or pointed at.

const details = document.getElementById("details");

function icon(name) {
  return drawn("svg", { class: `icon ${name.replaceAll(" ", "-")}`, viewBox: "0 0 18 18", "aria-hidden": "true" },
    drawn("use", { href: `#icon-${name.replaceAll(" ", "-")}`, width: 18, height: 18 }));
}

function button(text, action, properties = {}) {
  const element = make("button", { type: "button", ...properties }, text);
  element.addEventListener("click", action);
  return element;
}

function copyButton(text, what) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  };
  return button("Copy", copy, { className: "small", ariaLabel: `Copy ${what}` });
}

function consoleLink(url, what) {
  const label = `Open ${what} in a new tab`;
  return make("a", { href: url, target: "_blank", rel: "noreferrer", className: "small", ariaLabel: label }, "Open ↗");
}

function fields(rows) {
  const list = make("dl");
  for (const [name, value, ...actions] of rows) {
    if (!value) continue;
    const given = actions.filter(Boolean);
    list.append(make("dt", {}, name), make("dd", {}, value, ...(given.length ? [make("span", { className: "actions" }, ...given)] : [])));
  }
  return list;
}

function link(item, note) {
  const element = button(item.title, () => lookUp(item), { className: "link" });
  if (note) element.append(" ", make("small", {}, note));
  return element;
}

function links(heading, found) {
  return found.length ? [make("h3", {}, heading), ...found] : [];
}

function facts(item) {
  return [
    ["Type", item.type],
    ["Status", graph.statuses[item.status].meaning],
    ["Declared by", (item.declared_by ?? []).map((by) => `${by.stack}/${by.logical_id}`).join(", ")],
  ];
}

function notes(item) {
  return (item.notes ?? []).map((text) => make("p", { className: "note" }, text));
}

function differenceTable(item) {
  if (!item.differences?.length) return [];
  const { before, after } = graph.comparison ?? { before: "before", after: "after" };
  const cell = (value) => make("td", {}, value ?? "—");
  const rows = item.differences.map((each) =>
    make("tr", {}, make("th", { scope: "row" }, each.member), cell(each.before), cell(each.after)),
  );
  const head = ["what differs", before, after].map((text) => make("th", { scope: "col" }, text));
  return [
    make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)),
  ];
}

function noteOf(item) {
  return [item.type, graph.statuses[item.status].word].filter(Boolean).join(" · ");
}

function neighbours(vertex) {
  const row = (edge, end) => [
    link(edge[end], noteOf(edge)),
    ...(edge.differences?.length || edge.notes?.length ? [link({ ...edge, title: `What differs in ${edge.type ?? "it"}`, key: edge.key })] : []),
  ];
  return [
    ...links("From", vertex.incoming.flatMap((edge) => row(edge, "from"))),
    ...links("To", vertex.outgoing.flatMap((edge) => row(edge, "to"))),
  ];
}

function vertexDetails(vertex) {
  const properties = Object.entries(vertex.properties ?? {});
  const urls = consoleLinks(vertex);
  const idName = vertex.id.startsWith("arn:") ? "ARN" : "Construct";
  const group = groupOf.get(vertex);
  return [
    make("h2", {}, icon(vertex.category), vertex.name),
    ...differenceTable(vertex),
    ...notes(vertex),
    fields([
      ["Kind", vertex.kind],
      ...facts(vertex),
      ["Source", vertex.source_uri, vertex.source_uri && copyButton(vertex.source_uri, "URI"),
        urls.source && consoleLink(urls.source, "the source")],
      [idName, vertex.id, copyButton(vertex.id, idName), urls.id && consoleLink(urls.id, "the job")],
    ]),
    ...(properties.length ? [make("h3", {}, "Properties"), fields(properties)] : []),
    ...neighbours(vertex),
    ...(group ? [button(`Fold ${group.title}`, () => fold(group), { className: "fold" })] : []),
  ];
}

function edgeDetails(edge) {
  const ends = edge.edges ? [] : [
    ...links("From", [link(edge.from, edge.from.type)]),
    ...links("To", [link(edge.to, edge.to.type)]),
  ];
  return [
    make("h2", {}, edge.title),
    make("p", {}, edge.sentence),
    ...differenceTable(edge),
    ...notes(edge),
    fields([["Kind", "association"], ...facts(edge)]),
    ...ends,
  ];
}

function groupDetails(group) {
  return [
    make("h2", {}, icon(group.stack ? "stack" : group.members[0].category), group.title),
    make("p", {}, group.stack ? "What the stack declares." : "Alike in type, status, stack and in what they are joined to."),
    button("Unfold", () => unfold(group), { className: "fold" }),
    ...links("Members", group.members.map((each) => link(each, graph.statuses[each.status].word))),
  ];
}

function show(item) {
  showWords(item);
  if (!item) {
    const hint = "Point at an entity or an arrow to see its details; click to keep them.";
    details.replaceChildren(make("p", {}, hint), ...differenceList());
  } else if (item.members) details.replaceChildren(...groupDetails(item));
  else details.replaceChildren(...(item.from ? edgeDetails(item) : vertexDetails(item)));
  document.body.classList.toggle("has-details", Boolean(item));
}
