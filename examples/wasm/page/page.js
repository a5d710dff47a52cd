// Draws what the rules answer. No rule is written here.
"use strict";

const byId = (id) => document.getElementById(id);
let world, records;

// ask puts one question to a door.
function ask(door, question) {
  return JSON.parse(globalThis.towpath[door](JSON.stringify(question)));
}

function element(name, text, to) {
  const e = document.createElement(name);
  e.textContent = text;
  to.append(e);
  return e;
}

// people are those a record names, and somebody it does not.
const people = [
  ["Aled, whose record it is", { person: "aled" }],
  ["Jess, the peer support worker", { staff: "jess", role: "peer-worker" }],
  ["Somebody else on the staff", { staff: "omar", role: "team-lead" }],
  ["Another person", { person: "sian" }],
];

function current() {
  const record = records[byId("record").selectedIndex];
  const by = people[byId("who").selectedIndex][1];
  const now = new Date().toISOString();
  return {
    record,
    reading: { by, purpose: "support", at: now },
    asking: { record, act: { by, at: now, id: crypto.randomUUID(), seen: record.rev }, policies: byId("policy").checked ? [world.policy] : [] },
  };
}

function draw() {
  const { record, reading, asking } = current();
  drawSeen(ask("view", { record, reading }).view);
  const list = byId("choices");
  list.replaceChildren();
  const { choices, errors } = ask("choices", asking);
  for (const e of errors ?? []) element("li", `${e.says} ${e.fix ?? ""}`, list);
  for (const choice of choices ?? []) drawChoice(choice, list);
  if (choices?.length === 0) element("li", "No step leads on.", list);
}

function drawSeen(view) {
  const seen = byId("seen");
  seen.replaceChildren();
  for (const [name, part] of Object.entries(view.parts)) {
    if (Object.keys(part ?? {}).length === 0) continue; // nothing is in it yet
    element("dt", name, seen);
    drawValue(part, element("dd", "", seen));
  }
  for (const part of view.leftOut) {
    element("dt", `${part.name}: not shown`, seen);
    element("dd", part.says, seen);
  }
}

// drawValue writes what is inside a part as a list, with a list for each list in it.
function drawValue(value, to) {
  if (typeof value !== "object" || value === null) {
    to.append(String(value));
    return;
  }
  const list = element("ul", "", to);
  for (const [name, inner] of Object.entries(value)) {
    drawValue(inner, element("li", Array.isArray(value) ? "" : `${name}: `, list));
  }
}

// drawChoice is one step: its button, whose it is, and what stands in the way.
function drawChoice(choice, list) {
  const item = document.createElement("li");
  item.className = choice.open ? "open" : "";
  const button = element("button", choice.do.replaceAll("-", " "), item);
  button.type = "button";
  const form = (choice.fields ?? []).filter((f) => f.required).map((f) => f.name);
  button.disabled = !choice.open || form.length > 0;
  button.addEventListener("click", () => take({ do: choice.do }));
  element("p", `${choice.says} For: ${choice.whose.join(", ")}.`, item);
  if (form.length > 0) element("p", `Asks for: ${form.join(", ")}.`, item);
  const reasons = document.createElement("ul");
  for (const r of choice.decision.reasons ?? []) {
    if (r.met !== "yes") element("li", `${r.met === "unknown" ? "Not known: " : "Needed: "}${r.says} ${r.fix ?? ""} (${r.row})`, reasons);
  }
  if (reasons.childElementCount > 0) item.append(reasons);
  list.append(item);
}

// take takes a step and keeps the record as it is then, on this page alone.
function take(step) {
  const answer = ask("do", { ...current().asking, step });
  if (answer.errors) {
    byId("state").textContent = answer.errors.map((e) => `${e.says} ${e.fix ?? ""}`).join(" ");
  } else {
    records[byId("record").selectedIndex] = answer.record;
    byId("state").textContent = `Done: ${answer.change.do.replaceAll("-", " ")}. It is now ${answer.record.status}.`;
  }
  draw();
  byId("choices-title").focus(); // the button that was pressed is gone
}

async function start() {
  const began = performance.now();
  const go = new Go();
  const [program, example] = await Promise.all([WebAssembly.instantiateStreaming(fetch("browser.wasm"), go.importObject), fetch("example.json").then((r) => r.json())]);
  go.run(program.instance);
  world = example;
  records = world.records.filter((record) => !ask("decode", { record }).errors);
  for (const r of records) element("option", `${r.kind} ${r.id}`, byId("record"));
  for (const [name] of people) element("option", name, byId("who"));
  document.querySelector("form").addEventListener("change", draw);
  byId("ready").hidden = false;
  byId("state").textContent = `The rules were ready after ${Math.round(performance.now() - began)} ms.`;
  draw();
}

start().catch(() => {
  byId("state").textContent = "The rules could not be loaded.";
});
