// Proof by dropping a file on its question, with a bar that shows how much of it has arrived. Without this script the same
// form sends the same fields.

const WHOLE = 1 << 20; // bytes; a larger file goes in parts, so that a broken line costs one part

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
  const file = fieldOf(section).files[0];
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", words.uploading);
  button.disabled = true;
  button.before(bar);
  const end = (text) => { bar.remove(); button.disabled = false; if (text) say(fields, text); };
  if (file.size > WHOLE) {
    sendParts(file, button.dataset.begin, bar, (waiting) => say(fields, waiting ? words.resuming : "")).then((upload) => {
      body.delete(fieldOf(section).name);
      body.append("upload", upload);
      sendForm(section, button, body, bar, words, end);
    }, (failure) => end(failure.why ?? why(failure.status, words)));
    return;
  }
  sendForm(section, button, body, bar, words, end);
}

const headersOf = () => ({ "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers:inherited")) });

// Send a large file part by part and go on where it stopped, however often the line breaks: the id of the upload. Chosen
// again after a reload, the same file goes on too. It fails with what the portal says against it.
async function sendParts(file, begin, bar, waits) {
  const mark = `${file.size}-${file.lastModified}`;
  const about = new URLSearchParams({ name: file.name, size: file.size, mark });
  const upload = await patiently(() => fetch(begin, { method: "POST", body: about, headers: headersOf() }), waits);
  let received = upload.received;
  while (received < file.size) {
    bar.value = received / file.size;
    const part = file.slice(received, received + upload.part);
    const headers = { ...headersOf(), "Content-Type": "application/octet-stream" };
    const at = received;
    received = (await patiently(() => fetch(`/uploads/${upload.id}?offset=${at}`, { method: "POST", body: part, headers }), waits)).received;
  }
  bar.value = 1;
  return upload.id;
}

// What the portal answers, asked again ever later for as long as it cannot be reached. 409 says where to go on.
async function patiently(ask, waits) {
  for (let pause = 1000; ; pause = Math.min(2 * pause, 30000)) {
    const answer = await ask().catch(() => null);
    if (answer && (answer.ok || answer.status === 409)) { waits(false); return answer.json(); }
    if (answer && answer.status < 500) throw { status: answer.status, why: answer.status === 422 ? (await answer.json()).why : undefined };
    waits(true);
    await new Promise((done) => setTimeout(done, pause));
  }
}

const why = (status, words) => status === 413 ? words.tooLarge : status === 401 || status === 400 ? words.signedOut : words.notUploaded;

function sendForm(section, button, body, bar, words, end) {
  const fields = section.querySelector(".proof-fields");
  const request = new XMLHttpRequest();
  request.open("POST", button.getAttribute("hx-post"));
  for (const [name, value] of Object.entries(headersOf())) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.addEventListener("loadend", () => {
    end();
    if (request.status === 200 || request.status === 422) replace(section, request.responseText);
    else say(fields, why(request.status, words));
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
  if (!text) return;
  const said = Object.assign(document.createElement("p"), { className: "error", textContent: text });
  said.setAttribute("role", "alert");
  fields.prepend(said);
}
