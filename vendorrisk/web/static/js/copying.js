// Copies a text with one press. Without this script the button is not there, and the text can be downloaded.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    const said = button.querySelector("span");
    const usual = said.textContent;
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value);
      said.textContent = button.dataset.copied;
      setTimeout(() => (said.textContent = usual), 2000);
    });
  }
})();
