// What is looked at changes: everything that shows it follows.

let structure = null;

function say(text) {
  document.getElementById("said").textContent = text;
}

function update(change) {
  Object.assign(state, change);
  render();
  writeAddress();
}

function render() {
  const item = byKey.get(state.select);
  const belongs = belonging(membersOf(item));
  const shown = state.hide ? withEnds(belongs) : new Set(items);
  const next = JSON.stringify([state.unfold, state.fold, [...shown].map((each) => each.key)]);
  if (next !== structure) redraw(shown, structure === null);
  structure = next;
  for (const each of [...drawing.boxes, ...drawing.lines]) {
    const all = each.members ?? each.edges;
    each.element.classList.toggle("faded", !all.some((one) => belongs.has(one)));
    each.element.classList.toggle("selected", isSelected(each, item));
    if (each.members) each.element.setAttribute("aria-pressed", isSelected(each, item));
  }
  showOptions();
  showWhich();
  showFilters();
  showResults();
  show(item);
  tell(item, belongs);
}

function isSelected(each, item) {
  return Boolean(item) && (each.item.key === item.key || Boolean(each.members?.includes(item)));
}

function withEnds(belongs) {
  return new Set([...belongs].flatMap((each) => (each.from ? [each, each.from, each.to] : [each])));
}

// What is selected stays where it is; the rest moves around it.
function redraw(shown, isFirst) {
  const keeper = (box) => box.item.key === state.select || box.members.some((each) => each.key === state.select);
  const before = drawing.boxes.find(keeper);
  const seenAt = before && place.apply([before.x, before.y]);
  draw(shown);
  drawMinimap();
  const after = drawing.boxes.find(keeper);
  setStop(after ?? drawing.boxes[0]);
  if (isFirst) return begin();
  // Where somebody was is nowhere in another drawing.
  state.at = null;
  if (!before || !after || scaleToFit(drawing) >= READABLE) return begin();
  const [x, y] = place.apply([after.x, after.y]);
  surface.call(zoomer.translateBy, (seenAt[0] - x) / place.k, (seenAt[1] - y) / place.k);
  return reveal(after);
}

function showOptions() {
  for (const name of ["direction", "steps"]) {
    const element = document.getElementById(name);
    element.value = state[name];
    element.disabled = !byKey.has(state.select);
  }
  document.getElementById("hide").checked = state.hide;
  document.getElementById("changes").checked = state.changes;
  const foldButton = document.getElementById("fold");
  foldButton.hidden = !groups.length;
  foldButton.textContent = state.unfold.length ? "Fold" : "Unfold";
}

function tell(item, belongs) {
  const among = [...belongs].filter((each) => !each.from).length;
  const counted = `${vertices.length} entities, ${edges.length} associations`;
  document.getElementById("count").textContent =
    belongs.size < items.length ? `${among} of ${counted}` : counted;
  if (item) say(`${item.title} selected, ${item.status ? statusWord(item.status) : "folded"}; ${among} entities in its lineage`);
  else if (state.search) say(`${matches().length} found`);
  else say(`${among} of ${vertices.length} entities shown`);
}

window.addEventListener("hashchange", () => {
  readAddress();
  structure = null;
  render();
});

document.getElementById("changes").parentElement.hidden = !items.some(differs);
readAddress();
render();
const selectedBox = drawing.boxes.find((box) => box.members.some((each) => each.key === state.select));
if (selectedBox && !state.at) reveal(selectedBox);
