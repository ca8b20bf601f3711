// Folding: what is alike in itself and in its place is one box.

const FOLDED_FROM = 5;
// A smaller graph can be looked at as it is.
const SMALL = 30;

// Two entities are alike if they are of one type, status and stack, and if their associations, of
// the same types, join them to entities that are alike. Each round looks one association further.
function alike() {
  let names = vertices.map((vertex) => number([vertex.kind, vertex.type, vertex.status, vertex.stacks]));
  let count = new Set(names).size;
  for (;;) {
    const side = (list, end) =>
      [...new Set(list.map((edge) => `${names[edge[end].number]} ${edge.type} ${edge.status}`))].sort();
    const next = vertices.map((vertex) =>
      number([names[vertex.number], side(vertex.incoming, "from"), side(vertex.outgoing, "to")]),
    );
    const found = new Set(next).size;
    if (found === count) return names;
    [names, count] = [next, found];
  }
}

const numbers = new Map();

function number(signature) {
  const text = JSON.stringify(signature);
  if (!numbers.has(text)) numbers.set(text, numbers.size);
  return numbers.get(text);
}

function grouped(keys) {
  const found = new Map();
  vertices.forEach((vertex, place) => {
    if (keys[place] === undefined) return;
    if (!found.has(keys[place])) found.set(keys[place], []);
    found.get(keys[place]).push(vertex);
  });
  return [...found.values()];
}

const groups = grouped(alike())
  .filter((members) => members.length >= FOLDED_FROM && vertices.length > SMALL)
  .map((members) => ({
    key: `group ${members[0].id}`,
    title: `${members.length} × ${members[0].type ?? members[0].kind}`,
    members,
  }));
const stacks = [...new Set(vertices.flatMap((vertex) => vertex.stacks))].sort();
const stackGroups = stacks.map((stack) => ({
  key: `stack ${stack}`,
  title: stack,
  stack,
  members: vertices.filter((vertex) => vertex.stacks[0] === stack),
}));
for (const group of [...groups, ...stackGroups]) byKey.set(group.key, group);
const groupOf = new Map(groups.flatMap((group) => group.members.map((each) => [each, group])));
const stackOf = new Map(stackGroups.flatMap((group) => group.members.map((each) => [each, group])));

function boxOf(vertex) {
  const stack = stackOf.get(vertex);
  if (stack && state.fold.includes(stack.stack)) return stack;
  const group = groupOf.get(vertex);
  return group && !state.unfold.includes(group.key) ? group : vertex;
}

function membersOf(item) {
  return item?.members ?? (item ? [item] : []);
}

function unfolded(group) {
  if (group.stack) return { fold: state.fold.filter((stack) => stack !== group.stack) };
  return { unfold: [...state.unfold, group.key] };
}

function unfold(group) {
  update({ ...unfolded(group), select: null });
}

function fold(group) {
  const change = group.stack
    ? { fold: [...state.fold, group.stack] }
    : { unfold: state.unfold.filter((key) => key !== group.key) };
  update({ ...change, select: group.key });
}

function foldAll() {
  const areFolded = !state.unfold.length;
  update({ unfold: areFolded ? groups.map((group) => group.key) : [], select: null });
}
