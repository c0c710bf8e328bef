// Edits of this browser whose question is not on this page: sent one after the other as soon as the portal can be reached, and
// said until they are. What cannot be sent as it is can be opened, or copied and thrown away.
import "./copies.js";
import { adopt, forget } from "./queue.js";
import { renewToken } from "./requests.js";

export const WAITS = [2, 4, 8, 15]; // s before each next try; the last one from then on

const shown = document.getElementById("unsent");
const words = shown.dataset;
const open = new Map(); // key -> {edit, why}
const why = { 403: "gone", 404: "gone", 409: "conflict", 413: "refused", 422: "invalid" };
let sent = 0;

export function here(edit) {
  const place = document.getElementById(`question-${edit.question}`);
  return edit.assessment === document.getElementById("answers")?.dataset.assessment && Boolean(place?.hidden || place?.dataset.save);
}

// Post fields as what follows `version`. Gives the status, 0 when there was no answer, and the version it has become.
async function post(edit, fields, version) {
  const form = new FormData();
  form.append(`${edit.question}.version`, version);
  for (const [name, value] of fields) form.append(name, value);
  const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers:inherited")) };
  try {
    const answer = await fetch(edit.to, { method: "POST", body: form, headers, redirect: "manual", signal: AbortSignal.timeout(20000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { status: answer.status, version: page.getElementById(`q-${edit.question}--version`)?.value ?? version };
  } catch {
    return { status: 0, version };
  }
}

// What may have arrived goes first, so that it is not taken for somebody else's answer.
async function deliver(edit) {
  if (!edit.doubt) return (await post(edit, edit.fields, edit.version)).status;
  const first = await post(edit, edit.doubt, edit.version);
  return first.status === 200 || why[first.status] ? (await post(edit, edit.fields, first.version)).status : first.status;
}

async function insist(edit) {
  for (let tries = 0; ; tries += 1) {
    const status = await deliver(edit);
    if (status === 200 || why[status]) return status;
    const signedOut = status === 401 || status === 400;
    note(edit, signedOut ? "signedOut" : "retrying");
    await new Promise((resume) => setTimeout(resume, WAITS[Math.min(tries, WAITS.length - 1)] * 1000));
    if (signedOut) await renewToken();
  }
}

// Send these edits in their order; each stays listed until it is saved.
export async function sendOn(edits) {
  for (const edit of edits) open.set(edit.key, { edit, why: "retrying" });
  for (const edit of edits) {
    const status = await insist(edit);
    if (status !== 200) { note(edit, why[status]); continue; }
    await done(edit);
    if (!edit.posted) sent += 1;
    show();
  }
}

async function done(edit) {
  await forget(edit);
  open.delete(edit.key);
}

function note(edit, reason) {
  open.get(edit.key).why = reason;
  show();
}

function show() {
  shown.hidden = open.size === 0 && sent === 0;
  shown.querySelector("[data-count]").textContent = open.size === 0 ? words.sent : open.size === 1 ? words.one : words.many.replace("0", open.size);
  shown.querySelector("[data-reload]").hidden = open.size > 0;
  shown.querySelector("ul").replaceChildren(...[...open.values()].map(line));
}

function line({ edit, why: reason }) {
  const row = shown.querySelector("template").content.cloneNode(true).firstElementChild;
  const link = row.querySelector("a");
  link.textContent = edit.ask;
  if (reason === "gone") link.removeAttribute("href");
  else link.href = `${edit.page}#question-${edit.question}`;
  row.querySelector("[data-why]").textContent = words[reason];
  row.querySelector("[data-sign-in]").hidden = reason !== "signedOut";
  row.querySelector("[data-typed]").textContent = edit.fields.map(([, value]) => value).filter(Boolean).join("\n");
  row.querySelector("button").addEventListener("click", async () => { if (confirm(words.sure)) { await done(edit); show(); } });
  return row;
}

shown.querySelector("[data-reload]").addEventListener("click", () => location.reload());

// Nobody hands in answers of which a part is still in the browser.
const handingIn = document.querySelector("form[data-hands-in]");
handingIn?.addEventListener("submit", (event) => {
  if (open.size === 0) return;
  event.preventDefault();
  shown.focus();
});

// A page of questions takes up its own edits itself, also those of a question that another answer may bring.
adopt((edit) => !here(edit), sendOn);
