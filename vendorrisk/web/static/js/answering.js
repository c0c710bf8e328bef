// Saves each answer by itself. One save a question at a time, in the order they were typed; what the server has not
// acknowledged is called unsaved, is tried again for as long as the page is open, and is never thrown away.
(() => {
  "use strict";

  const PAUSE = 600; // ms without a key before what was typed is sent
  const WAITS = [2, 4, 8, 15, 30]; // s before each next try; the last one from then on
  const form = document.getElementById("answers");
  const words = form.dataset;
  const saving = document.getElementById("saving");
  const unsaved = document.getElementById("unsaved");
  const answers = new Map(); // question id -> {dirty, busy, held, timer, tries, kept}

  const isProof = (node) => Boolean(node.closest(".proof-fields"));
  const sectionOf = (node) => node.closest?.("[data-question]") ?? null;
  const stateOf = (section) => {
    const id = section.dataset.question;
    if (!answers.has(id)) answers.set(id, { dirty: false, busy: false, held: "", timer: 0, tries: 0, kept: null });
    return answers.get(id);
  };
  const pending = () => [...answers.values()].filter((answer) => answer.dirty || answer.busy || answer.held);

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
    document.getElementById("saved").hidden = Boolean(text) || open.length > 0;
  }

  // What the fields of a question say, but for the document that may be about to be added.
  const said = (section) => [...section.querySelectorAll("input, select, textarea")]
    .filter((field) => !isProof(field) && field.type !== "hidden" && (field.checked || !["radio", "checkbox"].includes(field.type)))
    .map((field) => `${field.name}=${field.value}`).join("\n");

  function touch(section, pause) {
    const answer = stateOf(section);
    answer.dirty = true;
    if (answer.held !== "conflict") answer.held = "";
    clearTimeout(answer.timer);
    answer.timer = setTimeout(() => save(section), pause);
    tell();
  }

  async function save(section) {
    const answer = stateOf(section);
    clearTimeout(answer.timer);
    if (answer.busy || !answer.dirty || answer.held === "conflict" || !section.isConnected) return;
    answer.dirty = false;
    const written = said(section);
    if (written === answer.kept && !answer.held) return tell();
    answer.busy = true;
    tell();
    const status = await send(section);
    answer.busy = false;
    if (status === 200) answer.kept = written;
    settle(section, answer, status);
  }

  // What came of a save. Only 200 means that the answer is stored.
  function settle(section, answer, status) {
    const held = { 404: "gone", 409: "conflict", 413: "refused", 422: "invalid" }[status];
    if (status === 200) {
      answer.tries = 0;
      answer.held = "";
    } else if (held) {
      answer.tries = 0;
      answer.held = held;
    } else {
      answer.dirty = true;
      answer.held = status === 401 || status === 400 ? "signedOut" : "";
      answer.timer = setTimeout(() => again(section), WAITS[Math.min(answer.tries, WAITS.length - 1)] * 1000);
      answer.tries += 1;
    }
    if (answer.dirty && !answer.tries) save(section);
    tell();
  }

  async function again(section) {
    if (stateOf(section).held === "signedOut") await renewToken();
    save(section);
  }

  // Posts the fields of this question alone; the answer holds the parts of the page that changed. Gives the HTTP status, 0 when
  // there was no answer.
  async function send(section) {
    let status = 0;
    const note = (event) => { status = event.detail.ctx.response.status; };
    section.addEventListener("htmx:after:request", note, { once: true });
    try {
      await htmx.ajax("POST", section.dataset.save, { source: section, swap: "none" });
    } catch {
      status = 0;
    }
    section.removeEventListener("htmx:after:request", note);
    return status;
  }

  // Signed in again in another tab, this page needs the token of the new session; a page of ours carries it.
  async function renewToken() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("#answers [name=csrf_token]")?.value;
      if (!token) return;
      document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
    } catch { /* still offline: the next try comes by itself */ }
  }

  // A request of one question carries the fields of that question, whatever form it stands in.
  document.addEventListener("htmx:config:request", (event) => {
    const ctx = event.detail.ctx;
    const section = sectionOf(ctx.sourceElement);
    if (!section) return;
    const prefix = `${section.dataset.question}.`;
    for (const name of [...ctx.request.body.keys()]) {
      if (!name.startsWith(prefix)) ctx.request.body.delete(name);
    }
  });

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
    exclude(event.target);
    if ("addCountry" in event.target.dataset) addCountry(event.target);
    touch(section, 0);
  });

  // "None of these" cannot be combined: ticking it unticks the others, and the other way round.
  function exclude(box) {
    if (box.type !== "checkbox" || !box.checked) return;
    const boxes = [...sectionOf(box).querySelectorAll(`input[name="${CSS.escape(box.name)}"]`)];
    const alone = "exclusive" in box.dataset;
    for (const other of boxes) if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
  }

  function addCountry(field) {
    const known = [...document.getElementById("countries").options];
    const left = [];
    for (const part of field.value.split(",").map((one) => one.trim()).filter(Boolean)) {
      const option = known.find((one) => [one.value, one.dataset.code].some((name) => name.toLowerCase() === part.toLowerCase()));
      if (option) tickCountry(field, option);
      else left.push(part);
    }
    field.value = left.join(", ");
  }

  function tickCountry(field, option) {
    const section = sectionOf(field);
    const list = section.querySelector("[data-countries]");
    const present = list.querySelector(`input[value="${option.dataset.code}"]`);
    if (present) { present.checked = true; return; }
    const row = section.querySelector("template").content.cloneNode(true);
    row.querySelector("input").value = option.dataset.code;
    row.querySelector("span").textContent = option.value;
    list.append(row);
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault(); // Enter in a field must not leave the page
    const section = sectionOf(event.target);
    if (!section || isProof(event.target)) return;
    if ("addCountry" in event.target.dataset) addCountry(event.target);
    touch(section, 0);
  });

  // buttons of a question

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const section = button && sectionOf(button);
    if (!section) return;
    if ("addRow" in button.dataset) { event.preventDefault(); addRow(section); }
    if (button.dataset.keep === "mine") { event.preventDefault(); keepMine(section, button.dataset.version); }
    if (button.dataset.keep === "theirs") { event.preventDefault(); keepTheirs(section); }
  });

  function addRow(section) {
    const rows = section.querySelector("[data-rows]");
    const row = rows.lastElementChild.cloneNode(true);
    const number = rows.children.length;
    row.querySelector("legend").textContent = words.row.replace("0", number + 1);
    for (const field of row.querySelectorAll("input")) {
      const label = row.querySelector(`label[for="${field.id}"]`);
      field.id = field.id.replace(/\d+$/, number);
      label.htmlFor = field.id;
      field.value = "";
    }
    rows.append(row);
    row.querySelector("input").focus();
  }

  const part = (section, name) => document.getElementById(`q-${section.dataset.question}--${name}`);

  function keepMine(section, version) {
    part(section, "version").value = version;
    part(section, "conflict").replaceChildren();
    stateOf(section).held = "";
    touch(section, 0);
  }

  async function keepTheirs(section) {
    const id = section.id;
    answers.delete(section.dataset.question);
    await htmx.ajax("GET", location.pathname, { source: section, target: `#${CSS.escape(id)}`, select: `#${CSS.escape(id)}`, swap: "outerHTML" });
    document.getElementById(id)?.focus();
    tell();
  }

  function hidden(name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    return field;
  }

  // A document that was added or removed took the button with it: the reader goes on at its question.
  form.addEventListener("htmx:after:swap", (event) => {
    const section = event.target.closest?.("[data-question]");
    if (section && !section.contains(document.activeElement) && event.target !== section) section.focus();
  });

  // leaving

  let leaving = false;
  addEventListener("beforeunload", (event) => { if (!leaving && pending().length > 0) event.preventDefault(); });
  addEventListener("online", () => { for (const section of form.querySelectorAll("[data-save]")) if (stateOf(section).tries > 0) again(section); });

  // The page is posted whole, so it carries what no save has kept; but never beside a save of its own that is under way.
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    for (const answer of answers.values()) clearTimeout(answer.timer);
    while ([...answers.values()].some((answer) => answer.busy)) await new Promise((resume) => setTimeout(resume, 50));
    leaving = true;
    if (event.submitter?.name) form.append(hidden(event.submitter.name, event.submitter.value));
    HTMLFormElement.prototype.submit.call(form);
  });
})();
