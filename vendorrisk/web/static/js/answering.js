// Saves each answer by itself. One save a question at a time, in the order they were typed; what the server has not
// acknowledged is called unsaved, is kept in the browser (queue.js), is tried again for as long as the page is open and when
// it is opened next, and is never thrown away.
import { keepPage } from "./copies.js";
import { addCountries, addLine, addRow, exclude, isProof, said, same, say } from "./fields.js";
import { adopt, forget, keep, moment } from "./queue.js";
import { renewToken } from "./requests.js";
import { here, sendOn, WAITS } from "./unsent.js";
import { takeFiles } from "./uploads.js";

const PAUSE = 600; // ms without a key before what was typed is sent
const form = document.getElementById("answers");
const words = form.dataset;
const saving = document.getElementById("saving");
const unsaved = document.getElementById("unsaved");
const answers = new Map(); // question id -> its state, as `stateOf` makes it

const sectionOf = (node) => node.closest?.("[data-question]") ?? null;
const part = (section, name) => document.getElementById(`q-${section.dataset.question}--${name}`);
const pending = () => [...answers.values()].filter((answer) => answer.dirty || answer.busy || answer.held);

// dirty: something is typed that was not sent. held: why a save waits for a person. kept: the fields as they are stored.
// doubt: fields that were sent and may have arrived. at: when it was last typed in.
function stateOf(section) {
  const id = section.dataset.question;
  if (!answers.has(id)) answers.set(id, { dirty: false, busy: false, held: "", timer: 0, tries: 0, kept: null, doubt: null, at: 0 });
  return answers.get(id);
}

// say: quiet while all is well, loud as soon as something is not kept.
function tell() {
  const open = pending();
  const held = open.find((answer) => answer.held);
  const failing = open.some((answer) => answer.tries > 0);
  const text = held ? words[held.held] : failing ? words.retrying : "";
  unsaved.hidden = !text;
  if (unsaved.firstElementChild.textContent !== text) unsaved.firstElementChild.textContent = text;
  document.getElementById("sign-in").hidden = held?.held !== "signedOut";
  saving.hidden = Boolean(text) || open.length === 0;
  // A save brings its own word for what it saved; only here is known whether that is all.
  document.getElementById("all-saved").hidden = Boolean(text) || open.length > 0;
}

const editOf = (section) => ({
  assessment: words.assessment,
  question: section.dataset.question,
  ask: section.querySelector("legend").textContent,
  page: location.pathname,
  to: section.dataset.save,
  version: Number(part(section, "version").value),
  fields: said(section),
  doubt: stateOf(section).doubt,
  at: stateOf(section).at,
});

function touch(section, pause) {
  const answer = stateOf(section);
  answer.dirty = true;
  answer.at = moment();
  if (answer.held !== "conflict") answer.held = "";
  clearTimeout(answer.timer);
  answer.timer = setTimeout(() => save(section), pause);
  keep(editOf(section));
  tell();
}

async function save(section) {
  const answer = stateOf(section);
  clearTimeout(answer.timer);
  if (answer.busy || !answer.dirty || answer.held === "conflict" || !section.isConnected) return;
  const newest = said(section);
  // What may have arrived goes again first: it is then no other's answer that stands in the way of a newer one.
  const sending = answer.doubt ?? newest;
  answer.dirty = !same(sending, newest);
  if (!answer.doubt && same(newest, answer.kept) && !answer.held) { forget(editOf(section)); return tell(); }
  Object.assign(answer, { busy: true, doubt: sending });
  tell();
  await keep(editOf(section));
  const status = await send(section, sending);
  answer.busy = false;
  if (status === 200) answer.kept = sending;
  settle(section, answer, status);
}

// What came of a save. Only 200 means that the answer is stored; below 500 it is known.
function settle(section, answer, status) {
  const held = { 403: "gone", 404: "gone", 409: "conflict", 413: "refused", 422: "invalid" }[status];
  const known = status === 200 || held;
  if (known) Object.assign(answer, { tries: 0, doubt: null, held: held ?? "" });
  else {
    answer.dirty = true;
    answer.held = status === 401 || status === 400 ? "signedOut" : "";
    answer.timer = setTimeout(() => again(section), WAITS[Math.min(answer.tries, WAITS.length - 1)] * 1000);
    answer.tries += 1;
  }
  if (known && answer.dirty && held !== "gone") { // typed since: it goes as what follows what is stored now
    answer.held = "";
    keep(editOf(section)).then(() => save(section));
  } else if (status === 200) forget(editOf(section));
  if (status === 200) { place(); resume(); keepPage(); }
  tell();
}

// The portal can be reached again: what waits for its next try need not.
function resume() {
  for (const section of form.querySelectorAll("[data-save]")) if (stateOf(section).tries > 0 && !stateOf(section).busy) again(section);
}

async function again(section) {
  if (stateOf(section).held === "signedOut") await renewToken();
  save(section);
}

// Posts these fields of a question; the answer holds the parts of the page that changed. Gives the HTTP status, 0 when there
// was no answer.
async function send(section, fields) {
  const name = `${section.dataset.question}.version`;
  const only = (event) => { // whatever form the question stands in
    const body = event.detail.ctx.request.body;
    for (const key of [...body.keys()]) body.delete(key);
    body.append(name, part(section, "version").value);
    for (const [key, value] of fields) body.append(key, value);
  };
  section.addEventListener("htmx:config:request", only, { once: true });
  const status = await ask(section, "POST", section.dataset.save, { swap: "none" });
  section.removeEventListener("htmx:config:request", only);
  return status;
}

// Asks the portal by htmx, which puts the answer in its place. Gives the HTTP status, 0 when there was no answer.
async function ask(section, method, address, how) {
  let status = 0;
  const note = (event) => { status = event.detail.ctx.response.status; };
  section.addEventListener("htmx:after:request", note, { once: true });
  try {
    await htmx.ajax(method, address, { source: section, ...how });
  } catch {
    status = 0;
  }
  section.removeEventListener("htmx:after:request", note);
  return status;
}

// A proof that is added carries the fields of its question alone, whatever form it stands in.
document.addEventListener("htmx:config:request", (event) => {
  const ctx = event.detail.ctx;
  const section = sectionOf(ctx.sourceElement);
  if (!section) return;
  const prefix = `${section.dataset.question}.`;
  for (const name of [...ctx.request.body.keys()]) {
    if (!name.startsWith(prefix)) ctx.request.body.delete(name);
  }
});

// what was typed before

let unplaced = []; // edits of questions of this page that are not asked yet: another answer may bring them

function place() {
  const isThere = (edit) => document.getElementById(`question-${edit.question}`)?.dataset.save;
  const there = unplaced.filter(isThere);
  unplaced = unplaced.filter((edit) => !isThere(edit));
  for (const edit of there) restore(document.getElementById(`question-${edit.question}`), edit);
  if (unplaced.length && !pending().length) sendOn(unplaced.splice(0));
}

function restore(section, edit) {
  if (stateOf(section).dirty || stateOf(section).busy) return; // somebody was quicker, and types already
  stateOf(section).doubt = edit.doubt;
  part(section, "version").value = edit.version;
  say(section, edit.fields, words);
  touch(section, 0);
}

// typing and choosing

form.addEventListener("focusin", (event) => {
  const section = sectionOf(event.target);
  if (section && !answers.has(section.dataset.question)) stateOf(section).kept = said(section);
});
form.addEventListener("input", (event) => {
  const section = sectionOf(event.target);
  if (!section || isProof(event.target)) return;
  // A country that is half typed is none yet; one that was none and is gone again is mended.
  if ("addCountry" in event.target.dataset && (event.target.value || stateOf(section).held !== "invalid")) return;
  const typed = event.target.matches("textarea, input[type=text]");
  touch(section, typed ? PAUSE : 0);
});
form.addEventListener("focusout", (event) => {
  const section = sectionOf(event.target);
  if (section && !isProof(event.target)) save(section);
});
form.addEventListener("change", (event) => {
  const section = sectionOf(event.target);
  if (!section || isProof(event.target)) return;
  exclude(section, event.target);
  if ("addCountry" in event.target.dataset) addCountries(event.target);
  touch(section, 0);
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault(); // Enter in a field must not leave the page
  const section = sectionOf(event.target);
  if (!section || isProof(event.target)) return;
  if ("addCountry" in event.target.dataset) addCountries(event.target);
  touch(section, 0);
});

// buttons of a question

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const section = button && sectionOf(button);
  if (!section) return;
  if ("addRow" in button.dataset) { event.preventDefault(); addRow(section, words).querySelector("input").focus(); }
  if ("addLine" in button.dataset) { event.preventDefault(); addLine(section, words).focus(); }
  if (button.dataset.keep === "mine") { event.preventDefault(); keepMine(section, button.dataset.version); }
  if (button.dataset.keep === "theirs") { event.preventDefault(); keepTheirs(section); }
});

function keepMine(section, version) {
  part(section, "version").value = version;
  part(section, "conflict").replaceChildren();
  stateOf(section).held = "";
  touch(section, 0);
}

// Mine goes only when theirs has come: without a line the choice stays open.
async function keepTheirs(section) {
  if (stateOf(section).choosing) return; // a second click would end the first one's request
  const target = `#${CSS.escape(section.id)}`;
  const edit = { ...editOf(section), at: Infinity };
  stateOf(section).choosing = true;
  const status = await ask(section, "GET", location.pathname, { target, select: target, swap: "outerHTML" });
  stateOf(section).choosing = false;
  if (status !== 200) return;
  await forget(edit);
  answers.delete(edit.question);
  document.querySelector(target)?.focus();
  tell();
}

// A document that was added or removed took the button with it: the reader goes on at its question.
form.addEventListener("htmx:after:swap", (event) => {
  const section = event.target.closest?.("[data-question]");
  if (section && !section.contains(document.activeElement) && event.target !== section) section.focus();
  keepPage();
});

takeFiles(form, words);

// leaving

let leaving = false;
addEventListener("beforeunload", (event) => { if (!leaving && pending().length > 0) event.preventDefault(); });
addEventListener("online", resume);

// The page is posted whole, so it carries what no save has kept; but never beside a save of its own that is under way, nor
// while the portal cannot be reached: the browser's own page of regret would take the place of the answers.
form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  for (const answer of answers.values()) clearTimeout(answer.timer);
  while ([...answers.values()].some((answer) => answer.busy)) await new Promise((resume) => setTimeout(resume, 50));
  const failing = [...form.querySelectorAll("[data-save]")].filter((section) => stateOf(section).tries > 0);
  await Promise.all(failing.map(again));
  const along = [...form.querySelectorAll("[data-save]")].filter((section) => stateOf(section).dirty);
  await Promise.all(along.map((section) => keep({ ...editOf(section), posted: true })));
  leaving = true;
  if (event.submitter?.name) form.append(hidden(event.submitter.name, event.submitter.value));
  HTMLFormElement.prototype.submit.call(form);
});

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}

adopt(here, (edits) => {
  unplaced.push(...edits);
  place();
});
