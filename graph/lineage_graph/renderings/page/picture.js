// The picture as a file, as it is drawn now: SVG, or PNG of twice the size.

function standalone() {
  const { width, height } = drawing;
  const copy = picture.cloneNode(true);
  copy.querySelector("#scene").removeAttribute("transform");
  copy.querySelector("#words").remove();
  copy.classList.remove("far", "labelled");
  copy.querySelectorAll("[tabindex], .target").forEach((each) => {
    if (each.matches(".target")) each.remove();
    else each.removeAttribute("tabindex");
  });
  const style = document.getElementById("picture-style").textContent;
  const page = getComputedStyle(document.body).backgroundColor;
  copy.prepend(drawn("style", {}, style), drawn("rect", { width, height, fill: page }));
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    copy.setAttribute(name, value);
  }
  return new XMLSerializer().serializeToString(copy);
}

function download(url, suffix) {
  const name = graph.title.replace(/[^\w-]+/g, "-").slice(0, 80);
  make("a", { href: url, download: `${name}.${suffix}` }).click();
}

function urlOf(svg) {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function saveSvg() {
  download(urlOf(standalone()), "svg");
}

async function savePng() {
  const image = new Image();
  image.src = urlOf(standalone());
  await image.decode();
  // Browsers refuse a canvas with a side of more than 16384 pixels.
  const scale = Math.min(2, 16000 / drawing.width, 16000 / drawing.height);
  const [width, height] = [drawing.width * scale, drawing.height * scale].map(Math.ceil);
  const paper = make("canvas", { width, height });
  paper.getContext("2d").drawImage(image, 0, 0, width, height);
  download(paper.toDataURL("image/png"), "png");
}
