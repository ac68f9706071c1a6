// Asks before a page with typed but unsaved text is left; without a script nothing is lost either,
// because the browser keeps what was typed when one goes back.
const form = document.querySelector("form[data-unsaved]");
let isTyped = false;

form?.addEventListener("input", () => {
  isTyped = true;
});
form?.addEventListener("submit", () => {
  isTyped = false;
});
window.addEventListener("beforeunload", (event) => {
  if (isTyped) event.preventDefault();
});
