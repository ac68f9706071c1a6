/* The server writes times in UTC and says so; here they become the reader's own: 3 Mar 2026, 14:03. Modules of a page,
   which run after this one, write times with the same clock: names of files carry digests, so that none imports another. */
const SHOWN = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const language = document.documentElement.lang;
const clock = (at) => new Date(at).toLocaleString(language === "en" ? "en-GB" : language, SHOWN).replace("Sept ", "Sep ");
globalThis.ownClock = clock;
function showOwnTimes(inside) {
  for (const time of inside.querySelectorAll("time[datetime]")) {
    if (time.textContent.endsWith(" UTC")) time.textContent = clock(time.dateTime);
  }
}
showOwnTimes(document);
new MutationObserver((changes) => {
  for (const change of changes) if (change.addedNodes.length) showOwnTimes(change.target);
}).observe(document.body, { childList: true, subtree: true });

/* Open menus close on Escape, with the focus back on what opened them, and on a click elsewhere. */
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
