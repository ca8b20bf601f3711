// Runs in a process of its own: what entry.py does, for a handler in JavaScript.
// `node entry.cjs <module> <port of the response endpoint>`

const write = process.stdout.write.bind(process.stdout);
const answer = (...values) => write(JSON.stringify(values) + "\n");
const processor = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e3; };

async function spent(call) {
  const before = [performance.now(), processor()];
  const result = await call();
  answer(performance.now() - before[0], processor() - before[1]);
  return result;
}

async function main() {
  answer(0, processor());
  console.log = console.error;
  const [module, port] = process.argv.slice(2);
  // The handler responds to the host of a ResponseURL, and leaves its port out.
  require("https").globalAgent.defaultPort = Number(port);
  const { handler } = await spent(() => require(module));
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    await spent(() => handler(JSON.parse(line), { logStreamName: "stream" }));
  }
}

main();
