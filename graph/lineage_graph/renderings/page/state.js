// What is looked at. The address has it after its #, so that a link restores it.

const START = {
  select: null, // the key of an item or a group
  search: "",
  direction: "both",
  steps: 0, // how many associations to go; 0: all
  hide: false, // what does not belong is hidden, not faded
  changes: false, // what changed, and what comes of it
  without: [], // what the legend leaves out, as "facet:value"
  unfold: [], // the keys of groups that are open
  fold: [], // the stacks that are one box
  at: null, // where the view is, if somebody moved it
};
const state = { ...START };

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  Object.assign(state, START, {
    select: given.get("select"),
    search: given.get("search") ?? "",
    direction: given.get("direction") ?? START.direction,
    steps: Number(given.get("steps") ?? 0) || 0,
    hide: given.has("hide"),
    changes: given.has("changes"),
    without: given.getAll("without"),
    unfold: given.getAll("unfold"),
    fold: given.getAll("fold"),
    at: readPlace(given.get("at")),
  });
}

function readPlace(text) {
  const [x, y, k] = (text ?? "").split(",").map(Number);
  return [x, y, k].every(Number.isFinite) && k > 0 ? { x, y, k } : null;
}

function writeAddress() {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (Array.isArray(value)) value.forEach((each) => written.append(name, each));
    else if (name === "at") value && written.append(name, [value.x, value.y, value.k].join());
    else if (value !== START[name]) written.append(name, value === true ? "" : value);
  }
  const address = `#${written}`;
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
}
