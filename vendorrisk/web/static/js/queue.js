// What was typed and no save has acknowledged, kept in this browser until one has: a reload, a closed tab or a flat battery
// costs no word. One edit a question and tab:
//   {key, tab, assessment, question, ask, page, to, version, fields: [[name, value]], doubt: fields or null, at, posted}
// `version` is the one that the edit follows; `doubt` was sent and nobody knows whether it arrived; `at` orders the edits;
// `posted` went along with its page.

const person = document.body.dataset.person ?? "nobody"; // each person's own, in a browser that several share
const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

// Held for as long as this tab lives, so that another knows which edits are still being typed.
navigator.locks?.request(`tab ${tab}`, () => new Promise(() => {}));

const database = new Promise((resolve) => {
  try {
    const opening = indexedDB.open(`edits of ${person}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("edits", { keyPath: "key" });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  } catch { resolve(null); } // a browser that keeps nothing: the page still holds what is typed, and guards it
});

// Gives what `work(store)` asked for once the transaction is through; undefined when nothing can be kept.
async function transaction(mode, work) {
  const open = await database;
  if (!open) return undefined;
  return new Promise((resolve) => {
    const through = open.transaction("edits", mode);
    const asked = work(through.objectStore("edits"));
    through.oncomplete = () => resolve(asked?.result ?? true);
    through.onerror = through.onabort = () => resolve(undefined);
  });
}

const keyOf = (edit) => `${edit.assessment} ${edit.question} ${tab}`;

// The moment of an edit; no two of one tab are the same.
let latest = 0;
export const moment = () => { latest = Math.max(latest + 0.001, performance.timeOrigin + performance.now()); return latest; };

// Keep an edit of this tab in place of the one before. True once it is kept.
export const keep = (edit) => transaction("readwrite", (store) => store.put({ ...edit, tab, key: keyOf(edit) }));

// Let go of an edit that is saved, unless something newer was typed since.
export const forget = (edit) => transaction("readwrite", (store) => {
  const key = edit.key ?? keyOf(edit);
  const kept = store.get(key);
  kept.onsuccess = () => { if (kept.result && kept.result.at <= edit.at) store.delete(key); };
});

// Give `use` the edits of tabs that are gone, oldest first; from then on they are this tab's. Again, when a tab goes that is
// still open.
export async function adopt(wanted, use) {
  const adopting = async () => {
    const alive = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
    const edits = ((await transaction("readonly", (store) => store.getAll())) ?? []).filter((edit) => edit.tab !== tab && wanted(edit));
    const orphans = edits.filter((edit) => !alive.has(`tab ${edit.tab}`)).sort((one, other) => one.at - other.at);
    for (const edit of orphans) await move(edit);
    for (const other of new Set(edits.filter((edit) => !orphans.includes(edit)).map((edit) => edit.tab))) {
      navigator.locks.request(`tab ${other}`, () => {}).then(() => adopt(wanted, use));
    }
    return orphans;
  };
  use(await (navigator.locks ? navigator.locks.request("adopting", adopting) : adopting()));
}

async function move(edit) {
  const before = edit.key;
  Object.assign(edit, { tab, key: keyOf(edit) });
  await transaction("readwrite", (store) => { store.delete(before); store.put(edit); });
}
