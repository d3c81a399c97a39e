/* The buttons of the demo page; the chat itself is widget.js. */
(() => {
  "use strict";
  const said = document.querySelector("[data-said]");
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.hasAttribute("data-open-chat")) window.tiepnhan.open();
    const words = button.dataset.try;
    if (!words) return;
    window.tiepnhan.open();
    if (navigator.clipboard) navigator.clipboard.writeText(words).then(() => { said.textContent = said.dataset.said; }, () => {});
  });
})();
