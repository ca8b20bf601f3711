// Where everything is: boxes and lines, laid out by dagre from upstream to downstream.

const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
const NAME_SIZE = 13;
const DETAIL_SIZE = 12;
const NAME_LENGTH = 26; // a longer name is two lines
const LINE_HEIGHT = 15;
const ICON = 34; // what the icon and the room around it take up
// Labels of many lines take up more room than the boxes: then an arrow says its word on hover.
const LABELLED = 80;
// With more boxes, one quick try at a layout is all that there is time for.
const MANY = 150;

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

// A long name is two lines, broken where a word of it ends, as near to its middle as can be.
function nameLines(name) {
  if (name.length <= NAME_LENGTH) return [name];
  const middle = name.length / 2;
  const ends = [...name.matchAll(/[-_./: ]+/g)].map(({ 0: sign, index }) => index + sign.length);
  const off = (end) => Math.abs(end - middle);
  const end = ends.reduce((best, next) => (off(next) < off(best) ? next : best), 0);
  const cut = off(end) < middle / 2 ? end : Math.ceil(middle);
  return [name.slice(0, cut), name.slice(cut)];
}

function newBox(item) {
  const members = membersOf(item);
  const [name, ...details] = item.members ? groupLines(item) : item.lines;
  const names = nameLines(name ?? "");
  const lines = [...names, ...details];
  const widths = [
    ...names.map((line) => widthOf(line, NAME_SIZE, "bold")),
    ...details.map((line) => widthOf(line, DETAIL_SIZE)),
  ];
  return {
    item,
    members,
    names,
    lines,
    spoken: [name, ...details].join(" "),
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
  const directions = boxes.length > MANY ? [width < height ? "TB" : "LR"] : ["LR", "TB"];
  const drawings = directions.map((direction) => arranged(boxes, lines, direction));
  return drawings.reduce((best, next) => (scaleToFit(next) > scaleToFit(best) * 1.2 ? next : best));
}

function arranged(boxes, lines, direction) {
  const plan = new dagre.graphlib.Graph({ multigraph: true });
  const isLabelled = lines.length <= LABELLED;
  plan.setGraph({
    rankdir: direction,
    ranker: boxes.length > MANY ? "tight-tree" : "network-simplex",
    nodesep: isLabelled ? 18 : 10,
    edgesep: 8,
    ranksep: isLabelled ? (direction === "LR" ? 28 : 32) : 70,
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
  const at = new Map(boxes.map((box) => [box, { ...box, ...placeOf(plan.node(names.get(box))) }]));
  const drawnLines = lines.map((line, place) => {
    const { points, x, y } = plan.edge(names.get(line.from), names.get(line.to), String(place));
    const ends = { from: at.get(line.from), to: at.get(line.to) };
    return { ...line, ...ends, points: flatAt({ x, y }, points, line.label, direction), x, y };
  });
  spread(drawnLines, direction);
  return { direction, isLabelled, width, height, boxes: [...at.values()], lines: drawnLines };
}

// A line is straight behind its word.
function flatAt(word, points, label, direction) {
  if (word.x === undefined || !label) return points;
  const along = direction === "LR" ? "x" : "y";
  const reach = direction === "LR" ? { x: widthOf(label, DETAIL_SIZE) / 2 + 4, y: 0 } : { x: 0, y: 9 };
  const beside = (sign) => ({ x: word.x + sign * reach.x, y: word.y + sign * reach.y });
  const sign = points[0][along] > points.at(-1)[along] ? -1 : 1;
  const isWord = (point) => Math.hypot(point.x - word.x, point.y - word.y) < 1;
  return points.flatMap((point) => (isWord(point) ? [beside(-sign), beside(sign)] : [point]));
}

function placeOf({ x, y }) {
  return { x, y };
}

// Where lines begin and end: side by side on the sides of their boxes, in the order of where they
// come from, so that none is taken for another.
function spread(lines, direction) {
  const [along, across, depth, breadth] =
    direction === "LR" ? ["x", "y", "width", "height"] : ["y", "x", "height", "width"];
  const sides = new Map();
  for (const line of lines) {
    if (line.from === line.to) continue;
    const sign = Math.sign(line.to[along] - line.from[along]) || 1;
    const last = line.points.length - 1;
    for (const [box, place, next, side] of [
      [line.from, 0, 1, sign],
      [line.to, last, last - 1, -sign],
    ]) {
      const key = `${box.item.key} ${side}`;
      if (!sides.has(key)) sides.set(key, []);
      sides.get(key).push({ line, box, place, side, order: line.points[next][across] });
    }
  }
  for (const ends of sides.values()) {
    ends.sort((one, other) => one.order - other.order);
    ends.forEach(({ line, box, place, side }, rank) => {
      const gap = Math.min(22, (box[breadth] - 14) / ends.length);
      line.points[place] = {
        [along]: box[along] + (side * box[depth]) / 2,
        [across]: box[across] + (rank - (ends.length - 1) / 2) * gap,
      };
    });
  }
}
