// A small picture of all of a large one, with a frame around what is seen.

const minimap = document.getElementById("minimap");
const seen = drawn("rect", { class: "seen" });

function drawMinimap() {
  const { width, height, boxes } = drawing;
  minimap.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const dots = boxes.map((box) =>
    drawn("rect", {
      class: `dot ${box.category.replaceAll(" ", "-")} ${box.status}`,
      x: box.x - box.width / 2,
      y: box.y - box.height / 2,
      width: box.width,
      height: box.height,
    }),
  );
  minimap.replaceChildren(...dots, seen);
  showPlace();
}

// On a phone the picture has the room.
let isMapOn = !IS_PHONE;

function switchMap() {
  isMapOn = !isMapOn;
  showPlace();
}

function showPlace() {
  const isPart = scaleToFit(drawing) < READABLE;
  minimap.classList.toggle("needed", isPart && isMapOn);
  const mapButton = document.getElementById("map");
  mapButton.hidden = !isPart;
  mapButton.ariaPressed = String(isMapOn);
  document.getElementById("in-view").textContent = isPart ? ` · ${inView()} in view` : "";
  const [left, top] = place.invert([0, 0]);
  const [right, bottom] = place.invert(size());
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  for (const [name, value] of Object.entries(frame)) seen.setAttribute(name, value);
}

// How many entities are wholly in sight.
function inView() {
  const [[left, top], [right, bottom]] = [place.invert([0, 0]), place.invert(size())];
  const isSeen = ({ x, y, width, height }) =>
    x - width / 2 >= left && x + width / 2 <= right && y - height / 2 >= top && y + height / 2 <= bottom;
  return drawing.boxes.filter(isSeen).reduce((sum, box) => sum + box.members.length, 0);
}

function goTo(event) {
  if (!event.buttons) return;
  event.preventDefault();
  const point = new DOMPoint(event.clientX, event.clientY);
  const { x, y } = point.matrixTransform(minimap.getScreenCTM().inverse());
  lookAt(x, y, place.k);
  remember();
}

minimap.addEventListener("pointerdown", goTo);
minimap.addEventListener("pointermove", goTo);
