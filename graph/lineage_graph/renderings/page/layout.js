// Where everything is: boxes and lines, laid out by dagre from upstream to downstream.

const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
const NAME_SIZE = 13;
const DETAIL_SIZE = 11;
const LINE_HEIGHT = 15;
const ICON = 34; // what the icon and the room around it take up
// Labels of many lines take up more room than the boxes: then an arrow says its word on hover.
const LABELLED = 150;

const pen = document.createElement("canvas").getContext("2d");

function widthOf(text, size, weight = "normal") {
  pen.font = `${weight} ${size}px ${FONT}`;
  return pen.measureText(text).width;
}

function groupLines(group) {
  const [first, last] = [group.members[0], group.members.at(-1)];
  const counts = new Map();
  for (const { status } of group.members) counts.set(status, (counts.get(status) ?? 0) + 1);
  const told = [...counts].filter(([status]) => status !== "declared");
  const words = told.map(([status, count]) => `${count} ${graph.statuses[status].word}`);
  if (group.stack) return [group.title, [`stack of ${group.members.length}`, ...words].join(" · ")];
  const range = `${first.lines[0]} … ${last.lines[0]}`;
  return [group.title, range.length > 40 ? first.lines[0] : range, ...words.slice(0, 1)];
}

function newBox(item) {
  const members = membersOf(item);
  const lines = item.members ? groupLines(item) : item.lines;
  const widths = lines.map((line, place) =>
    place ? widthOf(line, DETAIL_SIZE) : widthOf(line, NAME_SIZE, "bold"),
  );
  return {
    item,
    members,
    lines,
    category: item.stack ? "stack" : members[0].category,
    status: members.find(differs)?.status ?? members[0].status,
    width: Math.ceil(Math.max(60, ...widths) + ICON + 14),
    height: 14 + LINE_HEIGHT * lines.length,
  };
}

// Several associations of one type and status between two boxes are one line.
function newLines(boxes, drawnEdges) {
  const found = new Map();
  for (const edge of drawnEdges) {
    const [from, to] = [boxes.get(boxOf(edge.from)), boxes.get(boxOf(edge.to))];
    if (!from || !to || (from === to && from.item.members)) continue;
    const key = JSON.stringify([from.item.key, to.item.key, edge.type, edge.status]);
    if (!found.has(key)) found.set(key, { from, to, edges: [] });
    found.get(key).edges.push(edge);
  }
  return [...found.values()].map((line) => {
    const [{ label, status, backwards, key }] = line.edges;
    const many = line.edges.length > 1 ? `${line.edges.length} ×` : "";
    const item = many ? { key, ...line.edges[0], edges: line.edges } : line.edges[0];
    return { ...line, item, status, backwards, label: [many, label].filter(Boolean).join(" ") };
  });
}

function layOut(shown) {
  const boxes = new Map();
  for (const vertex of vertices) {
    const item = boxOf(vertex);
    if (shown.has(vertex) && !boxes.has(item)) boxes.set(item, newBox(item));
  }
  const lines = newLines(boxes, edges.filter((edge) => shown.has(edge)));
  return placed([...boxes.values()], lines);
}

// Of both directions the one in which more of it can be read at once.
function placed(boxes, lines) {
  const [width, height] = size();
  const directions = boxes.length > LABELLED ? [width < height ? "TB" : "LR"] : ["LR", "TB"];
  const drawings = directions.map((direction) => arranged(boxes, lines, direction));
  return drawings.reduce((best, next) => (scaleToFit(next) > scaleToFit(best) * 1.2 ? next : best));
}

function arranged(boxes, lines, direction) {
  const plan = new dagre.graphlib.Graph({ multigraph: true });
  const isLabelled = lines.length <= LABELLED;
  plan.setGraph({
    rankdir: direction,
    ranker: boxes.length > LABELLED ? "tight-tree" : "network-simplex",
    nodesep: isLabelled ? 18 : 10,
    edgesep: 8,
    ranksep: isLabelled ? (direction === "LR" ? 28 : 46) : 70,
    marginx: 12,
    marginy: 12,
  });
  const names = new Map(boxes.map((box, place) => [box, String(place)]));
  for (const [box, name] of names) plan.setNode(name, { width: box.width, height: box.height });
  lines.forEach((line, place) => {
    const room = isLabelled && line.label ? widthOf(line.label, DETAIL_SIZE) + 10 : 0;
    const size = { width: room, height: room && 18, labelpos: "c" };
    plan.setEdge(names.get(line.from), names.get(line.to), size, String(place));
  });
  dagre.layout(plan);
  const { width, height } = boxes.length ? plan.graph() : { width: 1, height: 1 };
  return {
    direction,
    isLabelled,
    width,
    height,
    boxes: boxes.map((box) => ({ ...box, ...placeOf(plan.node(names.get(box))) })),
    lines: lines.map((line, place) => ({
      ...line,
      ...plan.edge(names.get(line.from), names.get(line.to), String(place)),
    })),
  };
}

function placeOf({ x, y }) {
  return { x, y };
}
