// The copies of pages that this browser keeps for when the line is gone die with the session: on whatever page of the portal it
// ends, or another person's begins.
(() => {
  "use strict";

  if (!globalThis.caches) return;

  async function forget(but) {
    for (const name of await caches.keys()) if (name.startsWith("pages of ") && name !== but) await caches.delete(name);
  }

  forget(`pages of ${document.body.dataset.person ?? "nobody"}`);
  addEventListener("signed-out", () => forget());
  addEventListener("submit", (event) => { if (event.target.getAttribute("action")?.endsWith("/sign-out")) forget(); });
})();
