// The differences of a comparison: a list of all, and from one to the next.

const different = items.filter(differs);
document.getElementById("differences").hidden = !different.length;

function whichDifference() {
  return different.findIndex((item) => item.key === state.select);
}

function showWhich() {
  const rank = whichDifference();
  const all = `${different.length} ${different.length === 1 ? "difference" : "differences"}`;
  document.getElementById("which").textContent = rank < 0 ? all : `${rank + 1} of ${all}`;
}

function goToDifference(step) {
  const rank = whichDifference();
  const next = rank < 0 && step < 0 ? -1 : rank + step;
  lookUp(different.at(next % different.length));
}

function differenceList() {
  if (!graph.comparison || !different.length) return [];
  const more = different.length - LISTED;
  return [
    make("h2", {}, "What differs"),
    ...different.slice(0, LISTED).flatMap((item) => [
      link(item, noteOf(item)),
      ...differenceTable(item),
    ]),
    ...(more > 0 ? [make("p", {}, `and ${more} more`)] : []),
  ];
}
