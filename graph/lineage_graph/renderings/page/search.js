// Search: what is found is listed, and the rest fades.

const search = document.getElementById("search");
const results = document.getElementById("results");
const LISTED = 100;

function showResults() {
  if (search.value !== state.search) search.value = state.search;
  const found = words().length ? matches() : [];
  results.replaceChildren(
    ...found.slice(0, LISTED).map((item) => make("li", {}, link(item, item.type ?? item.kind))),
  );
  const more = found.length > LISTED ? `, the first ${LISTED} are listed` : "";
  document.getElementById("found").textContent = words().length ? `${found.length} found${more}` : "";
}

search.addEventListener("input", () => update({ search: search.value, select: null }));
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") results.querySelector("button")?.click();
});
