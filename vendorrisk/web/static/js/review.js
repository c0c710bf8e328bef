// Keys to go through the answers, and questions to the vendor that survive a reload. The page works without it.
(() => {
  "use strict";

  const OFF = "review-keys-off"; // in localStorage: this reader does without the keys
  const cards = () => [...document.querySelectorAll("[data-answer]")];
  const choice = document.getElementById("use-keys");

  function go(step) {
    const all = cards();
    const here = all.indexOf(document.activeElement?.closest("[data-answer]"));
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "start" });
  }

  function accept() {
    document.activeElement?.closest("[data-answer]")?.querySelector("[data-accept]")?.click();
  }

  const KEYS = { j: () => go(1), k: () => go(-1), a: accept };

  // A key typed into a field is text, and one pressed with a modifier belongs to the browser.
  function typing(event) {
    const field = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    return Boolean(field) || event.ctrlKey || event.metaKey || event.altKey;
  }

  document.addEventListener("keydown", (event) => {
    if (!choice?.checked || typing(event) || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  if (choice) {
    choice.checked = localStorage.getItem(OFF) === null;
    choice.addEventListener("change", () => (choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }

  // A form that reviews an answer is replaced by what came of it: the focus stays with the answer, or goes to what is wrong.
  let reviewed = null;
  document.addEventListener("submit", (event) => (reviewed = event.target.closest("[data-answer]")), true);
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement !== document.body) return;
    (reviewed?.querySelector("[aria-invalid]") ?? reviewed)?.focus({ preventScroll: true });
  });

  // What one means to ask is kept in this tab until it is sent, also while another view of the answers is shown.
  const sending = document.getElementById("send-back");
  if (!sending) return;
  const counted = document.getElementById("asked");
  const place = `ask ${sending.getAttribute("action")}`;
  const drafts = new Map(Object.entries(JSON.parse(sessionStorage.getItem(place) ?? "{}")));
  const fields = () => [...document.querySelectorAll("textarea[form='send-back']")];

  function keep() {
    for (const field of fields()) {
      if (field.value.trim()) drafts.set(field.name, field.value);
      else drafts.delete(field.name);
    }
    sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(drafts)));
    counted.textContent = drafts.size ? counted.dataset.counted.replace("0", drafts.size) : counted.dataset.none;
  }

  for (const field of fields()) {
    if (field.value || !drafts.has(field.name)) continue;
    field.value = drafts.get(field.name);
    field.closest("details").open = true;
  }
  keep();
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[form='send-back']")) keep();
  });
  sending.addEventListener("submit", () => {
    const shown = new Set(fields().map((field) => field.name));
    for (const [name, value] of drafts) {
      if (shown.has(name)) continue;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      sending.append(field);
    }
    sessionStorage.removeItem(place);
  });
})();
