/* Saves the form of an element, or of its translations, after a rest, one request at a time, each on the digest of the one
before. What makes, drops or moves something (a new row, an emptied one, its place) waits for the button. Where
somebody else saved first, or the element is gone, the form is sent as without a script: the page
that comes shows both, so nothing typed is lost. */
const form = document.querySelector("form[data-autosave]");
const line = document.getElementById("save-state");
const REST = 1200;
const AGAIN = [2000, 5000, 15000];
const TIMEOUT = 15000;
const kept = new Map();
let timer = null;
let inFlight = false;
let stopped = false;
let tries = 0;

const controls = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
const value = (one) => (one.type === "checkbox" || one.type === "radio" ? one.checked : one.value);
const isChanged = (one) => value(one) !== kept.get(one);
const isDirty = () => controls().some(isChanged);
/* New rows, what joins one, emptied rows and places are left to the button. */
const isLeftOut = (one) => "newRow" in one.dataset || "byButton" in one.dataset;
const joinsNewRow = (one) => one.dataset.newRows?.split(" ").includes(one.value);
const waits = (one) => isLeftOut(one) || joinsNewRow(one) || ("drops" in one.dataset && !one.value.trim());
const isWaiting = () => controls().some((one) => waits(one) && isChanged(one));
const isUnsent = () => controls().some((one) => !waits(one) && isChanged(one));

function say(which, values = {}, tone = "") {
  const text = line.dataset[which] ?? "";
  line.textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  line.className = `save-state small ${tone}`;
}

function remember(sent) {
  for (const [one, was] of sent) kept.set(one, was);
}

function content() {
  const data = new FormData(form);
  for (const one of controls().filter(waits)) {
    const last = kept.get(one);
    if (isLeftOut(one)) data.delete(one.name);
    else data.set(one.name, last);
  }
  return data;
}

async function send() {
  timer = null;
  if (inFlight || stopped) return;
  if (!isUnsent()) return say(isWaiting() ? "waits" : "saved");
  const sent = controls().filter((one) => !waits(one)).map((one) => [one, value(one)]);
  inFlight = true;
  say("saving");
  const reply = await post(content());
  inFlight = false;
  if (reply?.status === 200 && reply.body) return saved(reply.body, sent);
  if (reply?.status === 409) return conflict();
  if (reply?.status === 422 && reply.body) return say("refused", { problem: reply.body.message }, "bad");
  if (reply && reply.status >= 400 && reply.status < 500) return say("button", {}, "bad");
  say("retrying", {}, "bad");
  later(AGAIN[Math.min(tries, AGAIN.length - 1)]);
  tries += 1;
}

async function post(body) {
  try {
    const options = { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" };
    const reply = await fetch(form.action, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
    const isJson = (reply.headers.get("Content-Type") || "").includes("json");
    return { status: reply.status, body: isJson ? await reply.json() : null };
  } catch {
    return null;
  }
}

function saved(body, sent) {
  tries = 0;
  remember(sent);
  form.elements.seen.value = body.seen;
  form.elements.base.value = body.base;
  for (const one of form.querySelectorAll("[data-stale]")) one.hidden = !body.stale.includes(one.dataset.stale);
  say(isWaiting() ? "waits" : "saved", {}, "good");
  if (isUnsent()) later(REST);
}

function conflict() {
  stopped = true;
  say("conflict", {}, "bad");
  const show = document.createElement("button");
  show.type = "submit";
  show.className = "button button-small";
  show.textContent = line.dataset.compare;
  line.append(" ", show);
}

function later(rest) {
  clearTimeout(timer);
  timer = setTimeout(send, rest);
}

for (const one of controls()) kept.set(one, "asTyped" in form.dataset ? null : value(one));
form.addEventListener("input", () => {
  if (!stopped && !("asTyped" in form.dataset)) later(REST);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  stopped = true;
  remember(controls().map((one) => [one, value(one)]));
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});
