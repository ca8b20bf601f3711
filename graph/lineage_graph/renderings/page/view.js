// Where the view is: d3-zoom pans, zooms and pinches; everything else is a move of its own.

const READABLE = 0.72; // names are then nine pixels high
const READ = 0.85; // what is looked up is shown so large
const LARGEST = 1.3; // a small graph is not blown up
const FAR = 0.45; // no letter can be read: colours and icons are left
const MARGIN = 80; // how much of the picture stays in sight

let place = d3.zoomIdentity;
let middle = { x: 0, y: 0, k: 1 };

const zoomer = d3
  .zoom()
  .scaleExtent([0.02, 4])
  .constrain(keptInSight)
  .filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey || event.metaKey))
  .on("zoom", ({ transform, sourceEvent }) => {
    place = transform;
    middle = centre();
    scene.setAttribute("transform", transform);
    picture.classList.toggle("far", transform.k < FAR);
    showPlace();
    if (sourceEvent) remember();
  });
const surface = d3.select(picture).call(zoomer).on("dblclick.zoom", null);

// A pinch comes as a wheel with the control key; without it a wheel pans, as on any page.
picture.addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    surface.call(zoomer.translateBy, -event.deltaX / place.k, -event.deltaY / place.k);
    remember();
  },
  { passive: false },
);

function keptInSight(transform, [[left, top], [right, bottom]]) {
  const { k, x, y } = transform;
  const kept = (offset, size, low, high) =>
    Math.min(Math.max(offset, low + MARGIN - size * k), high - MARGIN);
  const next = [kept(x, drawing.width, left, right), kept(y, drawing.height, top, bottom)];
  return next[0] === x && next[1] === y ? transform : d3.zoomIdentity.translate(...next).scale(k);
}

function size() {
  return [canvas.clientWidth, canvas.clientHeight];
}

function lookAt(x, y, k) {
  const [width, height] = size();
  const next = d3.zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k);
  surface.call(zoomer.transform, next);
}

function centre() {
  const [width, height] = size();
  const [x, y] = place.invert([width / 2, height / 2]);
  return { x, y, k: place.k };
}

function zoomBy(factor) {
  surface.call(zoomer.scaleBy, factor);
  remember();
}

function scaleToFit(what) {
  const [width, height] = size();
  return Math.min(width / what.width, height / what.height, LARGEST);
}

function fit() {
  lookAt(drawing.width / 2, drawing.height / 2, scaleToFit(drawing));
}

// What is seen first: all of it if it can be read, else where most is, of what differs if any does.
function begin() {
  if (state.at) lookAt(state.at.x, state.at.y, state.at.k);
  else if (scaleToFit(drawing) >= READABLE || !drawing.boxes.length) fit();
  else lookWithin(focus(), READ);
}

function focus() {
  const selected = drawing.boxes.find((box) => box.members.some((each) => each.key === state.select));
  const different = drawing.boxes.filter((box) => box.members.some(differs));
  const [width, height] = size().map((length) => length / READ / 2);
  const isNear = (one, other) => Math.abs(one.x - other.x) < width && Math.abs(one.y - other.y) < height;
  const company = (box) => drawing.boxes.filter((other) => isNear(box, other)).length;
  const candidates = different.length ? different : drawing.boxes;
  const most = candidates.map((box) => [company(box), box]).reduce((best, next) => (next[0] > best[0] ? next : best));
  return selected ?? most[1];
}

// A view around a box that has no empty margin as long as there is something to see.
function lookWithin(box, k) {
  const within = (at, length, seen) =>
    length <= seen ? length / 2 : Math.min(Math.max(at, seen / 2), length - seen / 2);
  const [width, height] = size();
  lookAt(within(box.x, drawing.width, width / k), within(box.y, drawing.height, height / k), k);
}

function reveal(box) {
  const [width, height] = size();
  const [x, y] = place.apply([box.x, box.y]);
  const [halfX, halfY] = [(box.width / 2) * place.k, (box.height / 2) * place.k];
  const isSeen = x > halfX && x < width - halfX && y > halfY && y < height - halfY;
  if (!isSeen || place.k < FAR) lookAt(box.x, box.y, Math.max(place.k, READ));
}

let waiting = 0;

function remember() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const { x, y, k } = middle;
    state.at = { x: Math.round(x), y: Math.round(y), k: Number(k.toFixed(3)) };
    writeAddress();
  }, 200);
}

// What was in the middle stays there; until somebody moves, a resize begins anew.
new ResizeObserver(() => {
  if (state.at) lookAt(middle.x, middle.y, middle.k);
  else begin();
}).observe(canvas);
