// The picture: an element for each box and each line.

const canvas = document.getElementById("canvas");
const picture = document.getElementById("picture");
const scene = document.getElementById("scene");
let drawing = { boxes: [], lines: [], width: 1, height: 1 };
let boxOfElement = new Map();

function idOf(prefix, many, item, place) {
  return many ? `${prefix}s-${place}` : `${prefix}-${item.number}`;
}

function draw(shown) {
  drawing = layOut(shown);
  drawing.boxes.forEach((box, place) => (box.element = drawBox(box, place)));
  drawing.lines.forEach((line, place) => (line.element = drawLine(line, place)));
  const all = [...drawing.lines, ...drawing.boxes];
  scene.replaceChildren(...all.map((each) => each.element));
  picture.classList.toggle("labelled", drawing.isLabelled);
  boxOfElement = new Map(all.map((each) => [each.element, each]));
}

function drawBox(box, place) {
  const { width, height, item, members } = box;
  const [x, y] = [-width / 2, -height / 2];
  const frame = (offset) =>
    drawn("rect", { class: "frame", x: x + offset, y: y + offset, width, height, rx: 7 });
  const element = drawn("g", {
    id: idOf("vertex", item.members, item, place),
    class: `node ${box.category.replaceAll(" ", "-")} ${box.status}`,
    transform: `translate(${box.x} ${box.y})`,
    tabindex: -1,
    role: "button",
    "aria-label": spokenBox(box),
  });
  element.append(drawn("title", {}, hoverText(item)));
  if (item.members) element.append(frame(6), frame(3));
  element.append(frame(0));
  element.append(
    drawn("use", { href: `#icon-${box.category.replaceAll(" ", "-")}`, class: "icon", x: x + 10, y: -9, width: 18, height: 18 }),
  );
  const top = -((box.lines.length - 1) * LINE_HEIGHT) / 2 + 4;
  box.lines.forEach((text, line) =>
    element.append(
      " ",
      drawn("text", { class: line < box.names.length ? "name" : "detail", x: x + ICON, y: top + line * LINE_HEIGHT }, text),
    ),
  );
  if (graph.statuses[box.status].sign) {
    element.append(
      drawn("circle", { class: "badge", cx: -x, cy: y, r: 9 }),
      drawn("use", { href: `#sign-${box.status}`, class: "sign", x: -x - 9, y: y - 9, width: 18, height: 18 }),
    );
  }
  return element;
}

function drawLine(line, place) {
  const points = line.backwards ? [...line.points].reverse() : line.points;
  const { path, head } = curve(points, drawing.direction === "LR" ? "x" : "y");
  const element = drawn(
    "g",
    {
      id: idOf("edge", line.edges.length > 1, line.item, place),
      class: `edge ${line.status}`,
      role: "img",
      "aria-label": spokenLine(line),
    },
    drawn("title", {}, spokenLine(line)),
    drawn("path", { class: "target", d: path }),
    drawn("path", { class: "line", d: path }),
    drawn("polygon", { points: head }),
  );
  if (drawing.isLabelled && line.label) {
    const width = widthOf(line.label, DETAIL_SIZE) + 8;
    element.append(
      drawn("rect", { class: "behind", x: line.x - width / 2, y: line.y - 8, width, height: 16 }),
      drawn("text", { class: "word", x: line.x, y: line.y + 4 }, line.label),
    );
  }
  return element;
}

// A line through all points, and a head at its end.
function curve(points, along) {
  const across = along === "x" ? "y" : "x";
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const end = points.at(-1);
  const sign = Math.sign(end[along] - points.at(-2)[along]) || 1;
  const neck = { ...end, [along]: end[along] - 9 * sign };
  const stops = [...points.slice(0, -1), neck];
  const steps = stops.slice(1).map((to, place) => {
    const middle = (stops[place][along] + to[along]) / 2;
    return `C${at({ ...stops[place], [along]: middle })} ${at({ ...to, [along]: middle })} ${at(to)}`;
  });
  const wing = (side) => at({ ...neck, [across]: neck[across] + 4 * side });
  return { path: `M${at(stops[0])}${steps.join("")}`, head: `${at(end)} ${wing(1)} ${wing(-1)}` };
}

function hoverText(item) {
  if (item.members) return `${item.title}\n${item.members.map((each) => each.name).slice(0, 12).join("\n")}`;
  return [item.name, item.type ?? item.kind, graph.statuses[item.status].meaning, item.source_uri]
    .filter(Boolean)
    .join("\n");
}

function statusWord(status) {
  return graph.statuses[status].word || graph.statuses[status].meaning;
}

// What is written is said first: whoever speaks to the page says what is seen.
function spokenBox({ item, members, names, spoken, lines, category, status }) {
  const count = (side) => new Set(members.flatMap((each) => each[side])).size;
  const more = item.members ? ["folded"] : [item.title, category].filter((text) => ![names.join(""), ...lines].includes(text));
  const joined = [`${count("incoming")} in`, `${count("outgoing")} out`];
  return [spoken, ...more, statusWord(status), ...joined].join(", ");
}

function spokenLine({ item, edges: all, from, to, label, status }) {
  const text = all.length > 1 ? `${from.item.title} → ${to.item.title}, ${label}` : item.sentence;
  return `${text}, ${statusWord(status)}`;
}
