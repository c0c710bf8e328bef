// A copy of each page of questions that is opened, so that a reload without a line shows it again (worker.js): as it looks, with
// the answers that are saved; what is not saved is in the queue. forgetting.js lets the copies die with the session.
import { renewToken } from "./requests.js";

const DAY = 24 * 3600 * 1000; // ms
const EVERY = 15000; // ms between two looks whether the portal can be reached
const PASSING = ["unsent", "unsaved", "saving", "line"]; // what is said of the moment is no part of a copy

const line = document.getElementById("line");
const words = line.dataset;
const person = document.body.dataset.person;
const keptAt = Number(document.body.dataset.kept ?? 0);
const can = Boolean(globalThis.caches && navigator.serviceWorker && person);

// Keep this page as it is now. Quietly does nothing where a browser keeps no copies.
export async function keepPage() {
  if (!can || !("keeps" in words)) return;
  const text = written();
  try {
    const cache = await caches.open(`pages of ${person}`);
    const headers = new Headers((await offline(cache)).headers); // each of our pages has the same; a script cannot read its own
    for (const name of ["Content-Length", "Content-Encoding", "Vary"]) headers.delete(name);
    headers.set("Date", new Date().toUTCString());
    await cache.put(location.pathname, new Response(text, { headers }));
  } catch { /* full, or the line is gone: then without */ }
}

function written() {
  const copy = document.documentElement.cloneNode(true);
  const fields = copy.querySelectorAll("input, select, textarea");
  document.querySelectorAll("input, select, textarea").forEach((field, at) => write(field, fields[at]));
  for (const id of PASSING) { const said = copy.querySelector(`#${id}`); if (said) said.hidden = true; }
  copy.querySelector("body").dataset.kept = Date.now();
  return `<!doctype html>${copy.outerHTML}`;
}

// What a field says is no part of its element, until it is written there.
function write(field, into) {
  if (field.type === "file") return;
  if (["radio", "checkbox"].includes(field.type)) into.toggleAttribute("checked", field.checked);
  else if (field.matches("textarea")) into.textContent = field.value;
  else if (field.matches("select")) [...into.options].forEach((option, at) => option.toggleAttribute("selected", field.options[at].selected));
  else into.setAttribute("value", field.value);
}

// The page that says that there is no line, in the language of this one.
async function offline(cache) {
  const address = `${words.offline}?${document.documentElement.lang}`;
  if (!await cache.match(address)) {
    await cache.delete(address, { ignoreSearch: true });
    await cache.add(address);
  }
  return cache.match(address);
}

async function sweep() {
  const cache = await caches.open(`pages of ${person}`);
  for (const request of await cache.keys()) {
    if (Date.now() - Date.parse((await cache.match(request)).headers.get("Date")) >= DAY) await cache.delete(request);
  }
}

// The scripts, the type and the looks of this page, as the browser has just got them.
async function keepFiles() {
  const cache = await caches.open("files");
  const used = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/static/`));
  for (const address of new Set(used)) {
    if (address.includes("?v=") && await cache.match(address)) continue; // its name holds what is in it
    const answer = await fetch(address, { cache: "force-cache" });
    if (!answer.ok) continue;
    await cache.delete(address, { ignoreSearch: true });
    await cache.put(address, answer);
  }
}

function say(text, again) {
  line.hidden = false;
  line.querySelector("p").textContent = text;
  line.querySelector("button").hidden = !again;
}

// Say that this is a copy; when the portal answers again, say that, and offer the page anew. What was typed goes by itself.
function watch() {
  const time = new Date(keptAt).toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  say(words.kept.replace("0", time), false);
  const look = async () => {
    if (!await renewToken()) return;
    clearInterval(looking);
    removeEventListener("online", look);
    say(words.back, true);
  };
  const looking = setInterval(look, EVERY);
  addEventListener("online", look);
}

async function start() {
  await navigator.serviceWorker.register(words.worker);
  await sweep();
  await keepPage();
  await keepFiles();
}

line.querySelector("button").addEventListener("click", () => location.reload());
if (keptAt) watch();
else if (can) addEventListener("load", () => start().catch(() => {}));
