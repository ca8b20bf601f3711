// What is seen first: all of it if it can be read, else whole boxes around the one that says most.

const ROOM = 10; // between the side of the view and a box, in which a badge has its place

function begin() {
  if (state.at) lookAt(state.at.x, state.at.y, state.at.k);
  else if (scaleToFit(drawing) >= READABLE || !drawing.boxes.length) fit();
  else lookAround(focus(), READ);
}

// What is selected, else what differs, else a model; of several, the one with most around it.
function focus() {
  const { boxes, lines } = drawing;
  const joined = new Map(boxes.map((box) => [box.item, 0]));
  for (const end of lines.flatMap(({ from, to }) => [from, to])) joined.set(end.item, joined.get(end.item) + 1);
  const changed = new Set(lines.filter((line) => line.edges.some(differs)).map((line) => line.from.item));
  const candidates = [
    (box) => box.members.some((each) => each.key === state.select),
    (box) => box.members.some(differs),
    (box) => changed.has(box.item),
    (box) => box.category === "model",
    () => true,
  ].map((isSuch) => boxes.filter(isSuch)).find((found) => found.length);
  return candidates.reduce((best, next) => (joined.get(next.item) > joined.get(best.item) ? next : best));
}

// Of the views with the box in them, the one that shows most others whole and cuts fewest.
function lookAround(box, k) {
  const [width, height] = size().map((length) => length / k);
  const near = drawing.boxes.filter((each) => Math.abs(each.x - box.x) < width && Math.abs(each.y - box.y) < height);
  const map = minimap.getBoundingClientRect();
  const [covered, low] = [(map.width + ROOM * 2) / k, (map.height + ROOM * 2) / k].map((length) => (map.width ? length : 0));
  const score = (left, top) => {
    const [right, bottom] = [left + width, top + height];
    const off = Math.abs(left + width / 2 - box.x) / width + Math.abs(top + height / 2 - box.y) / height;
    return near.reduce((sum, each) => {
      const [west, east] = [each.x - each.width / 2, each.x + each.width / 2];
      const [north, south] = [each.y - each.height / 2, each.y + each.height / 2];
      if (east < left || west > right || south < top || north > bottom) return sum;
      const isUnderMap = east > right - covered && south > bottom - low;
      if (west >= left && east <= right && north >= top && south <= bottom && !isUnderMap) return sum + 1;
      return sum - (west < left ? 3 : 1);
    }, -off / 2);
  };
  let best = null;
  for (const left of starts(box, near, "x", "width", width)) {
    for (const top of starts(box, near, "y", "height", height)) {
      const next = { left, top, score: score(left, top) };
      if (!best || next.score > best.score) best = next;
    }
  }
  lookAt(best.left + width / 2, best.top + height / 2, k);
}

// Where a view can begin, with all of what is to be seen in it: at a box, or around a middle.
function starts(box, near, along, length, seen) {
  const first = (each) => each[along] - each[length] / 2 - ROOM;
  const last = box[along] + box[length] / 2 + ROOM;
  const middles = [box[along], drawing[length] / 2].map((middle) => middle - seen / 2);
  const others = [...middles, ...near.map(first)].filter((at) => at < first(box) && at + seen > last);
  return new Set([first(box), ...others]);
}
