// Asks a build of the domain each question of a file, and writes into another how long it
// took to start, and then each answer on a line of its own.
//
//	node ask.mjs browser.wasm  questions.ndjson answers.ndjson wasm_exec.js
//	node ask.mjs anywhere.wasm questions.ndjson answers.ndjson
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [program, questions, answers, glue] = process.argv.slice(2);
const began = performance.now();
const ask = glue ? await browser(fs.readFileSync(program)) : await anywhere(fs.readFileSync(program));
const lines = [JSON.stringify({ startedIn: Math.round(performance.now() - began) })];
for (const line of fs.readFileSync(questions, "utf8").split("\n")) {
  if (line === "") continue;
  const { door, question } = JSON.parse(line);
  lines.push(JSON.stringify(ask(door, question)));
}
fs.writeFileSync(answers, lines.join("\n") + "\n");
process.exit(0);

async function browser(bytes) {
  globalThis.fs = fs;
  await import(pathToFileURL(glue));
  const go = new globalThis.Go();
  const { instance } = await WebAssembly.instantiate(bytes, go.importObject);
  go.run(instance);
  return (door, question) => globalThis.towpath[door](question);
}

async function anywhere(bytes) {
  const { WASI } = await import("node:wasi");
  const wasi = new WASI({ version: "preview1" });
  const { instance } = await WebAssembly.instantiate(bytes, wasi.getImportObject());
  wasi.initialize(instance);
  const { memory, room, done, ...doors } = instance.exports;
  return (door, question) => {
    const b = new TextEncoder().encode(question);
    const at = room(b.length);
    new Uint8Array(memory.buffer).set(b, at);
    const packed = BigInt.asUintN(64, doors[door](at, b.length));
    const [from, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
    const answer = new TextDecoder().decode(new Uint8Array(memory.buffer, from, length));
    done(from);
    return answer;
  };
}
