// Where the view is: d3-zoom pans, zooms and pinches; everything else is a move of its own.

const IS_PHONE = matchMedia("(max-width: 760px)").matches;
const READ = 11 / 12; // the smallest letters are then of eleven pixels
// On a phone all of a graph is worth smaller letters: it is held closer.
const READABLE = IS_PHONE ? 0.72 : READ;
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
    wordLayer.setAttribute("transform", transform);
    wordLayer.style.setProperty("--grown", Math.max(1, 1 / transform.k));
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
