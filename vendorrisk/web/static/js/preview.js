// The arrow keys turn the pages of a proof. The page works without it.
(() => {
  "use strict";

  const TURNS = { ArrowLeft: "prev", ArrowRight: "next" };

  // An arrow in a frame that is wider than the screen moves what is in it, and one with a modifier belongs to the browser.
  function elsewhere(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return true;
    const frame = event.target.closest(".preview-frame");
    return Boolean(event.target.closest("input, textarea, select") || (frame && frame.scrollWidth > frame.clientWidth));
  }

  document.addEventListener("keydown", (event) => {
    if (!TURNS[event.key] || elsewhere(event)) return;
    document.querySelector(`a[rel=${TURNS[event.key]}]`)?.click();
  });
})();
