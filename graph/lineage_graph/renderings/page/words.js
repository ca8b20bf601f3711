// The words of the arrows at what is looked at. They are as large from far away, and where many
// arrows leave no room for words.

const wordLayer = document.getElementById("words");

function showWords(item) {
  const isAt = ({ item: own, from, to }) =>
    Boolean(item) && [own, from.item, to.item, ...from.members, ...to.members].includes(item);
  wordLayer.replaceChildren(...drawing.lines.filter((line) => line.label && isAt(line)).map(word));
}

function word(line) {
  const path = line.element.querySelector(".line");
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
  const width = widthOf(line.label, DETAIL_SIZE) + 8;
  return drawn("g", { class: `edge ${line.status}`, transform: `translate(${x} ${y})` },
    drawn("g", { class: "grown" },
      drawn("rect", { class: "behind", x: -width / 2, y: -8, width, height: 16 }),
      drawn("text", { class: "word", y: 4 }, line.label)));
}
