// The service worker of the questionnaires: when the portal cannot be reached it shows what copies.js kept in this browser.
// It keeps nothing itself, and what the portal says always goes first.
const DAY = 24 * 3600 * 1000; // ms
const LOOSELY = { ignoreSearch: true, ignoreVary: true };

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.status === 403 || answer.status === 404) for (const cache of await copies()) await cache.delete(request, LOOSELY);
    return answer;
  } catch {
    return (await copy(request)) ?? (await copy("/questionnaires/offline")) ?? Response.error();
  }
}

const copies = async () => Promise.all((await caches.keys()).filter((name) => name.startsWith("pages of ")).map((name) => caches.open(name)));

async function copy(request) {
  for (const cache of await copies()) {
    const found = await cache.match(request, LOOSELY);
    if (found && Date.now() - Date.parse(found.headers.get("Date")) < DAY) return found;
  }
  return undefined;
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? (await caches.match(request, LOOSELY)) ?? Response.error();
  }
}
