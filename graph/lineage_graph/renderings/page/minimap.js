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

function showPlace() {
  minimap.classList.toggle("needed", scaleToFit(drawing) < READABLE);
  const [left, top] = place.invert([0, 0]);
  const [right, bottom] = place.invert(size());
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  for (const [name, value] of Object.entries(frame)) seen.setAttribute(name, value);
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
