// What every request of the vendor's scripts needs.

// Signed in again in another tab, or shown from a copy, this page needs the token of the present session; a page of ours carries
// it. Gives whether the portal answered as it does to this person. Signed out, no copy of a page stays.
export async function renewToken() {
  try {
    const answer = await fetch(location.pathname, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(20000) });
    if (answer.type === "opaqueredirect") dispatchEvent(new Event("signed-out"));
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrf_token]")?.value;
    if (!token || page.body.dataset.person !== document.body.dataset.person) return false;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
    return true;
  } catch {
    return false; // still offline: the next try comes by itself
  }
}
