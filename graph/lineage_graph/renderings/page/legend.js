// The legend, which is also the filter.

function chip(facet, value, count) {
  const key = `${facet}:${value}`;
  const element = make("button", { type: "button", className: "chip", title: "Click: off and on. Double click: only this." });
  element.dataset.key = key;
  element.classList.add(facet, value.replaceAll(" ", "-"));
  const meaning = facet === "status" ? graph.statuses[value].meaning : value;
  if (facet === "is") element.append(icon(value));
  if (facet === "status") element.append(make("i", {}, graph.statuses[value].sign));
  const [word, more = ""] = meaning.split(/(?=: )/);
  element.append(make("span", {}, word, make("span", { className: "more" }, more)), " ", make("small", {}, String(count)));
  element.addEventListener("click", () => {
    const isOff = state.without.includes(key);
    update({ without: isOff ? state.without.filter((each) => each !== key) : [...state.without, key] });
  });
  element.addEventListener("dblclick", () => {
    const others = state.without.filter((each) => !each.startsWith(`${facet}:`));
    const rest = [...counts(facet).keys()].filter((each) => each !== value);
    update({ without: [...others, ...rest.map((each) => `${facet}:${each}`)] });
  });
  return element;
}

function counts(facet) {
  const found = new Map();
  for (const item of items) {
    for (const value of FACETS[facet].of(item)) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

function inOrder(facet, found) {
  // Of the statuses those that differ are first.
  const order = { is: graph.categories, status: Object.keys(graph.statuses).reverse() }[facet];
  const values = [...found.keys()];
  return order ? order.filter((value) => found.has(value)) : values.sort();
}

function fillFacet(facet, parent, isKept) {
  const found = counts(facet);
  if (!isKept(found)) return;
  const chips = inOrder(facet, found).map((value) => chip(facet, value, found.get(value)));
  const group = make("div", { role: "group", className: "facet", ariaLabel: FACETS[facet].title });
  if (parent.id === "filters") group.append(make("h2", {}, FACETS[facet].title));
  group.append(...chips);
  parent.append(group);
}

const legend = document.getElementById("legend");
const filters = document.getElementById("filters");
// Where all is declared, lines mean nothing.
fillFacet("status", legend, (found) => found.size > 1 || !found.has("declared"));
fillFacet("is", legend, () => true);
for (const facet of ["kind", "type", "stack"]) fillFacet(facet, filters, (found) => found.size > 1);

if (stackGroups.length > 1) {
  const buttons = stackGroups.map((group) => button(group.title, () => toggleStack(group), { className: "chip stack-fold" }));
  buttons.forEach((each, place) => (each.dataset.stack = stackGroups[place].stack));
  const list = make("div", { role: "group", className: "facet", ariaLabel: "Stacks as one box" });
  list.append(make("h2", {}, "Stacks as one box"), ...buttons);
  filters.append(list);
}
filters.hidden = filters.childElementCount < 2;
// On a phone the picture has the room.
document.getElementById("view").open = !IS_PHONE;

function toggleStack(group) {
  if (state.fold.includes(group.stack)) unfold(group);
  else fold(group);
}

function showFilters() {
  for (const element of document.querySelectorAll(".chip")) {
    const { key, stack } = element.dataset;
    element.ariaPressed = String(stack ? state.fold.includes(stack) : !state.without.includes(key));
  }
}
