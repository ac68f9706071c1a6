/* Watches one report, or a collection of them: asks for its state until it is ready or has failed.

Without this module the page has a link that does the same by hand. */

const status = document.getElementById("report-status");
const news = document.getElementById("report-news");
const FIRST = 300;
const LONGEST = 5000;
const unfinished = new Set(["requested", "running"]);

const state = () => status.querySelector("[data-state]")?.dataset.state;

function show(html) {
  const before = status.querySelector("[data-news]")?.textContent;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = parsed.querySelector("[data-state]");
  if (!fragment) return;
  const focused = status.contains(document.activeElement);
  status.replaceChildren(fragment);
  const said = status.querySelector("[data-news]").textContent;
  if (said !== before) news.textContent = said;
  if (focused) status.querySelector("a")?.focus();
  const members = parsed.getElementById("bundle-members");
  if (members) document.getElementById("bundle-members").replaceWith(members);
}

async function watch(wait) {
  if (!unfinished.has(state())) return;
  await new Promise((done) => setTimeout(done, wait));
  try {
    const reply = await fetch(status.dataset.url, { credentials: "same-origin", redirect: "error" });
    if (reply.ok) show(await reply.text());
  } catch {
    /* the network or the session is away: the next look comes later */
  }
  watch(Math.min(wait * 1.4, LONGEST));
}

watch(FIRST);
