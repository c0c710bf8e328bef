// The fields of one question: what they say, and how to make them say it again.

export const isProof = (node) => Boolean(node.closest(".proof-fields"));

const fieldsOf = (section) => [...section.querySelectorAll("input, select, textarea")].filter((field) => !isProof(field) && field.type !== "hidden");
const ticks = (field) => ["radio", "checkbox"].includes(field.type);

// What the fields say, as [name, value] in their order, but for the document that may be about to be added.
export const said = (section) => fieldsOf(section).filter((field) => field.checked || !ticks(field)).map((field) => [field.name, field.value]);

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Fill the fields with what was said before, growing lists and tables as far as it needs.
export function say(section, pairs, words) {
  const left = new Map(); // name -> the values that no field has taken yet
  for (const [name, value] of pairs) left.set(name, [...(left.get(name) ?? []), value]);
  const add = section.querySelector("[data-add-country]");
  if (add) for (const code of left.get(add.name.replace(/add$/, "value")) ?? []) tickCountry(section, code);
  const rows = section.querySelector("[data-rows]");
  if (rows) while (rows.children.length < tallest(rows, left)) addRow(section, words);
  const lines = section.querySelector("[data-lines]");
  if (lines) while (lines.children.length < (left.get(lines.firstElementChild.name)?.length ?? 0)) addLine(section, words);
  for (const field of fieldsOf(section)) {
    const wanted = left.get(field.name) ?? [];
    if (ticks(field)) field.checked = wanted.includes(field.value);
    else field.value = wanted.shift() ?? "";
  }
  for (const folded of section.querySelectorAll("details.more")) if (speaks(folded)) folded.open = true;
}

const tallest = (rows, left) => Math.max(...[...rows.querySelectorAll("input")].map((field) => left.get(field.name)?.length ?? 0));
const speaks = (folded) => [...folded.querySelectorAll("textarea, input[type=checkbox], [data-lines] input")].some((field) => !isProof(field) && (ticks(field) ? field.checked : field.value));

// A further row of a table, empty.
export function addRow(section, words) {
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
  return row;
}

// A further row of what an answer does not hold for, empty.
export function addLine(section, words) {
  const lines = section.querySelector("[data-lines]");
  const line = lines.lastElementChild.cloneNode();
  const number = lines.children.length;
  line.id = `${lines.firstElementChild.id}-${number}`;
  line.value = "";
  line.setAttribute("aria-label", words.line.replace("0", number + 1));
  lines.append(line);
  return line;
}

// The countries of a field, by name or code: each that is known becomes a box that is ticked, the rest stays to be mended.
export function addCountries(field) {
  const section = field.closest("[data-question]");
  const known = [...document.getElementById("countries").options];
  const left = [];
  for (const part of field.value.split(",").map((one) => one.trim()).filter(Boolean)) {
    const option = known.find((one) => [one.value, one.dataset.code].some((name) => name.toLowerCase() === part.toLowerCase()));
    if (option) tickCountry(section, option.dataset.code);
    else left.push(part);
  }
  field.value = left.join(", ");
}

function tickCountry(section, code) {
  const list = section.querySelector("[data-countries]");
  const present = list.querySelector(`input[value="${CSS.escape(code)}"]`);
  if (present) { present.checked = true; return; }
  const row = section.querySelector("template").content.cloneNode(true);
  row.querySelector("input").value = code;
  row.querySelector("span").textContent = [...document.getElementById("countries").options].find((one) => one.dataset.code === code)?.value ?? code;
  list.append(row);
}

// "None of these" cannot be combined: ticking it unticks the others, and the other way round.
export function exclude(section, box) {
  if (box.type !== "checkbox" || !box.checked) return;
  const boxes = [...section.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`)];
  const alone = "exclusive" in box.dataset;
  for (const other of boxes) if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
}
