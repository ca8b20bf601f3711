// Zoom: the part of the picture that is shown.

const READABLE = 0.9;

const whole = picture.viewBox.baseVal;
const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
let view = { ...all };

function look(next) {
  view = next;
  picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}

function scale() {
  const { width, height } = picture.getBoundingClientRect();
  return Math.min(width / view.width, height / view.height);
}

function toPicture(x, y) {
  return new DOMPoint(x, y).matrixTransform(picture.getScreenCTM().inverse());
}

function zoom(factor, x, y) {
  const box = picture.getBoundingClientRect();
  const fixed = toPicture(x ?? box.x + box.width / 2, y ?? box.y + box.height / 2);
  look({
    x: fixed.x - (fixed.x - view.x) / factor,
    y: fixed.y - (fixed.y - view.y) / factor,
    width: view.width / factor,
    height: view.height / factor,
  });
}

function move(x, y) {
  const ratio = scale();
  look({ ...view, x: view.x + x / ratio, y: view.y + y / ratio });
}

function fit() {
  look({ ...all });
  // A small graph is not blown up.
  if (scale() > 1.6) zoom(1.6 / scale());
}

function begin() {
  fit();
  const box = picture.getBoundingClientRect();
  if (scale() >= READABLE) return;
  // A large one begins at its top left, as wide as can be read.
  const ratio = Math.min(Math.max(box.width / all.width, READABLE), 1);
  look({ x: all.x, y: all.y, width: box.width / ratio, height: box.height / ratio });
}

function reveal(item) {
  const box = picture.getBoundingClientRect();
  const readable = Math.max(scale(), 1);
  const [width, height] = [box.width / readable, box.height / readable];
  look({ ...view, width, height });
  const { x, y, width: w, height: h } = item.element.getBoundingClientRect();
  const centre = toPicture(x + w / 2, y + h / 2);
  look({ x: centre.x - width / 2, y: centre.y - height / 2, width, height });
}
