// What a front end does with the types. A line under @ts-expect-error has to be wrong:
// tsc says so when it is not.
import type { Choice, Deadline, GoalRecord, GoalStep, Reason, Records, Refusal, Steps, Words } from "../../../docs/schema/towpath";

// A record is told from the others by its kind, and a step by what it does.
export function title(r: Records[keyof Records]): string {
  return r.kind === "goal" ? r.status : r.kind;
}

export const words: Words = { text: "get back to the allotment", lang: "en-GB", how: "said" };

export const propose: GoalStep = { do: "propose", id: "g-1", person: "aled", words };

// A form for any kind of record posts a step of that kind.
export function post<K extends keyof Steps>(kind: K, step: Steps[K]): string {
  return JSON.stringify({ kind, step });
}
post("goal", propose);

// The reasons beside a button, and what to do about each.
export function beside(c: Choice): string[] {
  return (c.decision.reasons ?? []).filter((r) => r.met !== "yes").map((r) => `${r.says} ${r.fix ?? ""}`);
}

export function todo(r: Reason): string {
  switch (r.kind) {
    case "ask-field":
      return r.path ?? "";
    case "show-whose":
    case "wait":
    case "read-again":
    case "stop":
      return r.code;
  }
}

export const refused: Refusal = { status: 422, title: "Not yet", errors: [] };

export function late(d: Deadline): boolean {
  return d.state === "overdue";
}

// @ts-expect-error there is no such kind of record
export type Nobody = Records["teapot"];

// @ts-expect-error a status is one of its own list
export const status: GoalRecord["status"] = "boiling";

// @ts-expect-error a step of another record
post("relationship", propose);

// @ts-expect-error what the step needs is there
export const empty: GoalStep = { do: "propose" };

// @ts-expect-error nothing else stands in a step
export const odd: GoalStep = { do: "propose", id: "g-1", person: "aled", words, nickname: "x" };

// @ts-expect-error a state is one of the list
export const never: Deadline["state"] = "failed";
