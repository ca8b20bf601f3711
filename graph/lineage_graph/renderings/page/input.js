// Pointer, wheel and keyboard

let drag = null;

picture.addEventListener("pointerdown", (event) => {
  drag = { x: event.clientX, y: event.clientY, moved: false };
});
picture.addEventListener("pointermove", (event) => {
  if (!drag || !event.buttons) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(dx, dy) < 4) return;
  picture.setPointerCapture(event.pointerId);
  move(-dx, -dy);
  drag = { x: event.clientX, y: event.clientY, moved: true };
});
picture.addEventListener("click", (event) => {
  if (!drag?.moved) select(itemAt(event.target) ?? null);
  drag = null;
});
picture.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    // A pinch comes as a wheel with the control key.
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
    } else {
      move(event.deltaX, event.deltaY);
    }
  },
  { passive: false },
);
picture.addEventListener("pointerover", (event) => show(itemAt(event.target) ?? selected));
picture.addEventListener("pointerleave", () => show(selected));
picture.addEventListener("focusin", (event) => show(itemAt(event.target) ?? selected));
picture.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    select(itemAt(event.target) ?? null);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    find();
  }
  if (event.target === search) return;
  if (event.key === "+") zoom(1.25);
  if (event.key === "-") zoom(0.8);
  if (event.key === "0") fit();
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
});
search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") results.querySelector("button")?.click();
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.25));
document.getElementById("zoom-out").addEventListener("click", () => zoom(0.8));
document.getElementById("fit").addEventListener("click", fit);
window.addEventListener("resize", begin);
