// Proof by dropping a file on its question, with a bar that shows how much of it has arrived. Without this script the same
// form sends the same fields.

const sectionOf = (node) => node.closest?.("[data-question]") ?? null;
const fieldOf = (section) => section?.querySelector(".proof-fields input[type=file]") ?? null;

// Let questions take files that are dropped on them, and send files with a bar.
export function takeFiles(form, words) {
  form.addEventListener("dragover", (event) => {
    const section = sectionOf(event.target);
    if (!fieldOf(section) || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    section.classList.add("dropping");
  });
  form.addEventListener("dragleave", (event) => {
    const section = sectionOf(event.target);
    if (section && !section.contains(event.relatedTarget)) section.classList.remove("dropping");
  });
  form.addEventListener("drop", (event) => {
    const section = sectionOf(event.target);
    const field = fieldOf(section);
    if (!field || !event.dataTransfer.files.length) return;
    event.preventDefault(); // the browser would open the file in the place of the page
    section.classList.remove("dropping");
    const first = new DataTransfer(); // a file, what it is and until when: one at a time
    first.items.add(event.dataTransfer.files[0]);
    field.files = first.files;
    field.closest("details").open = true;
    if (event.dataTransfer.files.length > 1) say(field.closest(".proof-fields"), words.oneFile);
    field.closest(".proof-fields").querySelector("select").focus(); // what it is must still be said
  });
  // Before htmx hears of the click: it cannot tell how far an upload is.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-upload]");
    if (!button || !fieldOf(sectionOf(button)).files.length) return;
    event.preventDefault();
    event.stopPropagation();
    send(sectionOf(button), button, words);
  }, { capture: true });
}

function send(section, button, words) {
  const fields = section.querySelector(".proof-fields");
  const body = new FormData();
  for (const field of fields.querySelectorAll("input, select")) {
    if (field.type === "file") body.append(field.name, field.files[0]);
    else body.append(field.name, field.value);
  }
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", words.uploading);
  button.disabled = true;
  button.before(bar);
  const request = new XMLHttpRequest();
  request.open("POST", button.getAttribute("hx-post"));
  const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers:inherited")) };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.addEventListener("loadend", () => {
    bar.remove();
    button.disabled = false;
    if (request.status === 200 || request.status === 422) replace(section, request.responseText);
    else say(fields, request.status === 413 ? words.tooLarge : request.status === 401 || request.status === 400 ? words.signedOut : words.notUploaded);
  });
  request.send(body);
}

// Each part of the answer takes the place of the part with its id, as htmx would do it.
function replace(section, html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const part of answer.querySelectorAll("[hx-swap-oob]")) {
    part.removeAttribute("hx-swap-oob");
    const there = document.getElementById(part.id);
    if (!there) continue;
    there.replaceWith(document.adoptNode(part));
    htmx.process(part);
  }
  section.focus();
}

// The file is still chosen: the button sends it again.
function say(fields, text) {
  fields.querySelector("[role=alert]")?.remove();
  const said = Object.assign(document.createElement("p"), { className: "error", textContent: text });
  said.setAttribute("role", "alert");
  fields.prepend(said);
}
