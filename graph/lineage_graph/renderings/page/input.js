// Pointer, keyboard and buttons

function boxAt(target) {
  return boxOfElement.get(target.closest?.(".node, .edge"));
}

function select(key) {
  update({ select: key });
}

// Selects what is listed, unfolds what it is folded in, and brings it into sight.
function lookUp(item) {
  const box = item.from ? item : boxOf(item);
  update({ ...(box.members ? unfolded(box) : {}), select: item.key });
  const end = item.from ?? item;
  reveal(drawing.boxes.find((each) => each.members.includes(end)));
}

picture.addEventListener("click", (event) => select(boxAt(event.target)?.item.key ?? null));
picture.addEventListener("dblclick", (event) => {
  const item = boxAt(event.target)?.item;
  if (item?.members) unfold(item);
});
picture.addEventListener("pointerover", (event) => {
  // A finger that pans points at nothing.
  if (event.pointerType !== "touch") point(boxAt(event.target)?.item);
});
picture.addEventListener("pointerleave", () => point(null));
picture.addEventListener("focusin", (event) => {
  const box = boxAt(event.target);
  if (!box) return;
  setStop(box);
  if (event.target.matches(":focus-visible")) reveal(box);
  point(box.item);
});

function point(item) {
  show(item ?? byKey.get(state.select));
}

// The picture is one stop of the Tab key; the arrow keys then go along the associations.
let stop = null;

function setStop(box) {
  stop?.element.setAttribute("tabindex", -1);
  stop = box;
  stop?.element.setAttribute("tabindex", 0);
}

const ALONG = {
  LR: { ArrowRight: "down", ArrowLeft: "up", ArrowDown: "next", ArrowUp: "previous" },
  TB: { ArrowDown: "down", ArrowUp: "up", ArrowRight: "next", ArrowLeft: "previous" },
};

function neighbour(box, way) {
  const across = drawing.direction === "LR" ? "y" : "x";
  const along = drawing.direction === "LR" ? "x" : "y";
  const nearest = (boxes) =>
    boxes.sort((a, b) => Math.abs(a[across] - box[across]) - Math.abs(b[across] - box[across]))[0];
  const { lines, boxes } = drawing;
  if (way === "down") return nearest(lines.filter((line) => line.from.item === box.item).map((line) => line.to));
  if (way === "up") return nearest(lines.filter((line) => line.to.item === box.item).map((line) => line.from));
  const sign = way === "next" ? 1 : -1;
  const beside = boxes.filter((each) => (each[across] - box[across]) * sign > 0);
  const rank = beside.filter((each) => Math.abs(each[along] - box[along]) < 150);
  return nearest(rank.length ? rank : beside);
}

picture.addEventListener("keydown", (event) => {
  const box = boxAt(event.target);
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = ALONG[drawing.direction][event.key];
  if (event.key === "Enter" && box.item.members && state.select === box.item.key) unfold(box.item);
  else if (event.key === "Enter" || event.key === " ") select(box.item.key);
  else if (way) neighbour(box, way)?.element.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") update({ search: "", select: null });
  if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+") zoomBy(1.25);
  if (event.key === "-") zoomBy(0.8);
  if (event.key === "0") fit();
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
});

const ACTIONS = {
  "zoom-in": () => zoomBy(1.25),
  "zoom-out": () => zoomBy(0.8),
  fit: () => {
    fit();
    remember();
  },
  fold: foldAll,
  map: switchMap,
  previous: () => goToDifference(-1),
  next: () => goToDifference(1),
  "save-svg": saveSvg,
  "save-png": savePng,
  reset: () => update({ ...START }),
};
for (const [id, action] of Object.entries(ACTIONS)) document.getElementById(id).addEventListener("click", action);

const OPTIONS = { direction: (text) => text, steps: Number, hide: Boolean, changes: Boolean };
for (const [name, read] of Object.entries(OPTIONS)) {
  const input = document.getElementById(name);
  input.addEventListener("change", () => update({ [name]: read(input.type === "checkbox" ? input.checked : input.value) }));
}
