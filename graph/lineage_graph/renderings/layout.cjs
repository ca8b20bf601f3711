// Has Graphviz lay out a graph: reads {graph, format} from stdin, prints the output.
"use strict";

const { readFileSync } = require("node:fs");

const MISSING = 3;

function load() {
  try {
    return require(require.resolve("@viz-js/viz", { paths: [process.cwd(), __dirname] }));
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    process.exit(MISSING);
  }
}

async function main() {
  const viz = await load().instance();
  const { graph, format } = JSON.parse(readFileSync(0, "utf8"));
  const { output, errors } = viz.render(graph, { format });
  const failures = errors.filter((error) => error.level === "error");
  if (failures.length) throw new Error(failures.map((error) => error.message).join("; "));
  process.stdout.write(output);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
