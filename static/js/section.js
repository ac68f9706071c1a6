/* Saves each answer of a section the moment it changes.

One request in flight per question. A write keeps its base version and its operation id until the
server has answered, so sending it again can never write twice; "Saved" is said only then. Nothing
is kept outside the page. */

const ARROW_REST = 600;
const TYPING_REST = 700;
const TIMEOUT = 15000;
const BACK_OFF = [1000, 2000, 4000, 8000, 15000];
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

const form = document.getElementById("section-form");
const words = document.getElementById("words").dataset;
const news = document.getElementById("save-news");
const questions = new Map();
let byArrow = false;

const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
/* As the server writes it (mlpm/formats): 3 Mar 2026, 14:03; its clock is UTC. */
const SHOWN = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" };
const language = document.documentElement.lang;
const clock = (at) => new Date(at).toLocaleString(language === "en" ? "en-GB" : language, SHOWN).replace("Sept ", "Sep ");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const element = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function token() {
  const names = ["__Host-csrf", "csrftoken"];
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  const found = cookies.find(([name]) => names.includes(name));
  return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
}

/* Send JSON; the reply is null when no server of ours answered. */
async function post(url, content) {
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(content),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const isJson = (reply.headers.get("Content-Type") || "").includes("json");
    return { status: reply.status, body: isJson ? await reply.json() : null };
  } catch {
    return null;
  }
}

class Question {
  constructor(card) {
    this.card = card;
    this.code = card.dataset.question;
    this.version = Number(card.dataset.version);
    this.line = card.querySelector("[data-state]");
    this.base = this.control(":base");
    this.kept = this.read();
    this.operation = null;
    this.inFlight = false;
    this.stopped = "";
    this.tries = 0;
    this.timer = null;
    this.laidAside = null;
  }

  control(suffix) {
    return form.elements[`${this.code}${suffix}`];
  }

  all(selector) {
    return [...this.card.querySelectorAll(selector)];
  }

  get marks() {
    return this.all(`input[name="${this.code}:state"]`);
  }

  /* What the controls say now. */
  read() {
    const note = this.control(":note").value;
    const reason = this.control(":reason")?.value ?? "";
    const [state, value] = this.card.dataset.shape === "one" ? this.readOne() : this.readMarked();
    return { state, value, reason: state === "not_applicable" ? reason : "", note };
  }

  readOne() {
    const chosen = this.card.querySelector(`input[name="${this.code}"]:checked`)?.value ?? "s:unanswered";
    return chosen.startsWith("v:") ? ["answered", chosen.slice(2)] : [chosen.slice(2), null];
  }

  readMarked() {
    const mark = this.marks.find((box) => box.checked);
    if (mark) return [mark.value.slice(2), null];
    const value = this.card.dataset.shape === "ticks" ? this.ticked() : this.control("").value.trim();
    return value.length ? ["answered", value] : ["unanswered", null];
  }

  ticked() {
    return this.all(`input[name="${this.code}"]:checked`).map((box) => box.value);
  }

  /* Why the present state of the controls cannot be sent yet, in words; "" when it can. */
  waitsFor(content) {
    const enough = (text) => text.trim().split(/\s+/).length >= 3 || UNSPACED.test(text);
    if (content.state === "not_applicable" && !enough(content.reason)) return words.reason;
    const ticks = Array.isArray(content.value) ? content.value : [""];
    return ticks.every((code) => code.startsWith("~")) ? words.tick : "";
  }

  get isSaved() {
    return !this.operation && same(this.read(), this.kept);
  }

  changed(rest) {
    this.showProblem("", "");
    this.stopped = this.stopped === "conflict" ? "conflict" : "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), rest);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.inFlight || this.stopped) return;
    if (!this.operation) {
      const content = this.read();
      const waits = this.waitsFor(content);
      if (waits) return this.show(waits, "");
      if (same(content, this.kept)) return;
      this.operation = { operation: newId(), base: this.version, ...content };
    }
    this.inFlight = true;
    if (!this.tries) this.show(words.saving, "");
    const reply = await post(`${form.dataset.answers}${this.code}/save`, this.operation);
    this.inFlight = false;
    this.answered(reply);
  }

  answered(reply) {
    const body = reply?.body;
    if (reply?.status === 200 && body) return this.saved(body);
    if (reply?.status === 409 && body?.problem === "conflict") return this.conflict(body);
    if (reply?.status === 401 || (reply?.status === 403 && !body)) return this.signedOut();
    if (reply && body && reply.status >= 400 && reply.status < 500) return this.refused(body);
    if ([400, 413, 415].includes(reply?.status)) return this.refused({ message: words.unread });
    this.retry(words.retrying);
  }

  saved(body) {
    const { operation, base, ...content } = this.operation;
    this.settle(body, content);
    const text = content.state === "unanswered" && !content.note ? words.cleared : words.saved;
    this.show(say(text, { time: clock(body.at), name: words.you }), "good", true);
    if (content.state === "unanswered") this.uncheck();
    if (body.progress) showProgress(body.progress);
    if ("decides" in this.card.dataset) refresh();
    if (!same(this.read(), this.kept)) this.send();
  }

  settle(body, content) {
    this.version = body.version;
    this.card.querySelector("[data-history]")?.removeAttribute("hidden");
    this.base.value = body.base;
    this.kept = content;
    this.operation = null;
    this.tries = 0;
    this.stopped = "";
    this.card.querySelector(".conflict")?.remove();
    this.card.classList.remove("question-conflict", "question-invalid");
  }

  uncheck() {
    const clear = this.card.querySelector('input[value="s:unanswered"]');
    if (clear?.checked && document.activeElement !== clear) clear.checked = false;
  }

  refused(body) {
    const { operation, base, ...content } = this.operation;
    this.operation = null;
    this.tries = 0;
    if (!same(this.read(), content)) return this.sendNewer();
    this.stopped = "refused";
    const note = this.control(":note");
    if (body.field === "note" && !note.value.trim()) return this.askNote(note, body.message);
    this.showProblem(body.field || "", body.message);
    this.show(say(words.refused, { problem: body.message }), "bad", true);
  }

  /* Open the note and ask for it; it is a mistake only once somebody has left it empty. */
  askNote(note, message) {
    note.closest("details").open = true;
    this.show(message, "", true);
    const left = () => {
      if (this.stopped === "refused" && !note.value.trim()) this.showProblem("note", message);
    };
    note.addEventListener("blur", left, { once: true });
    if (!byArrow) note.focus();
  }

  /* The text on the page is another by now than the one that was refused. */
  sendNewer() {
    if (this.isSaved) this.show("", "");
    this.send();
  }

  retry(text) {
    const wait = BACK_OFF[Math.min(this.tries, BACK_OFF.length - 1)];
    if (!this.tries) this.show(text, "bad", true);
    this.tries += 1;
    this.timer = setTimeout(() => this.send(), wait * (0.8 + 0.4 * Math.random()));
  }

  signedOut() {
    if (this.line.querySelector("a")) return this.retry("");
    this.tries = 0;
    this.retry(words.signIn);
    const link = { href: form.dataset.signIn, target: "_blank", rel: "noopener", textContent: words.signInLink };
    this.line.append(" ", element("a", link));
  }

  conflict(body) {
    const { operation, base, ...mine } = this.operation;
    this.operation = null;
    this.tries = 0;
    const theirs = { ...body.current };
    if (same(mine, theirs)) {
      this.settle(body, mine);
      this.show(say(words.saved, { time: clock(body.at), name: body.mine ? words.you : body.by }), "good", true);
      return same(this.read(), this.kept) ? undefined : this.send();
    }
    this.stopped = "conflict";
    this.card.classList.add("question-conflict");
    this.show(say(words.conflict, { name: body.mine ? words.you : body.by, time: clock(body.at) }), "bad", true);
    this.card.querySelector(".conflict")?.remove();
    const mineButton = element("button", { type: "button", className: "button button-small", textContent: words.mine });
    const theirButton = element("button", { type: "button", className: "button button-small", textContent: words.theirs });
    mineButton.addEventListener("click", () => this.keepMine(body));
    theirButton.addEventListener("click", () => this.takeTheirs(body, theirs));
    const text = element("p", { textContent: say(words.now, { answer: this.inWords(theirs) }) });
    const said = element("p", { textContent: this.line.textContent });
    const panel = element("div", { className: "conflict", tabIndex: -1, role: "group", ariaLabel: said.textContent });
    panel.append(said, text, element("p", { className: "row" }, mineButton, theirButton));
    this.card.prepend(panel);
    this.lookAt(panel);
  }

  /* Bring it into view for somebody at this question, without taking a text they type from them. */
  lookAt(panel) {
    const at = document.activeElement;
    if (!this.card.contains(at)) return;
    panel.scrollIntoView({ block: "nearest" });
    if (!at.matches("textarea, input:not([type=radio], [type=checkbox])")) panel.focus({ preventScroll: true });
  }

  keepMine(body) {
    this.settle(body, null);
    this.focus();
    this.send();
  }

  takeTheirs(body, theirs) {
    this.write(theirs);
    this.settle(body, this.read());
    this.focus();
    this.show(say(words.saved, { time: clock(body.at), name: body.mine ? words.you : body.by }), "", true);
  }

  focus() {
    this.card.querySelector("fieldset input:checked, fieldset input:not([type=hidden]), fieldset textarea")?.focus();
  }

  inWords({ state, value, reason, note }) {
    const after = note ? ` (${note})` : "";
    if (state === "dont_know") return words.unknown + after;
    if (state === "not_applicable") return `${words.leftOut}: ${reason}${after}`;
    if (state === "unanswered") return words.blank + after;
    const chosen = [value].flat().map((one) => this.label(one));
    return chosen.join("; ") + after;
  }

  label(value) {
    const box = this.all(`input[name="${this.code}"]`).find((one) => [value, `v:${value}`].includes(one.value));
    return box?.closest("label").innerText.trim().replace(/\s+/g, " ") ?? value;
  }

  /* Put an answer into the controls. */
  write({ state, value, reason, note }) {
    const chosen = new Set([value ?? []].flat());
    for (const box of this.all(`input[name="${this.code}"]:is([type=radio], [type=checkbox])`)) {
      box.checked = chosen.has(box.value) || chosen.has(box.value.replace(/^v:/, "")) || box.value === `s:${state}`;
    }
    for (const mark of this.marks) mark.checked = mark.value === `s:${state}`;
    if (this.card.dataset.shape === "entry") this.control("").value = value ?? "";
    if (this.control(":reason")) this.control(":reason").value = reason;
    this.control(":note").value = note;
  }

  /* Keep marks and values apart: choosing one takes the other back. */
  agree(target) {
    if (this.card.dataset.shape === "one") return;
    const isMark = this.marks.includes(target);
    if (isMark) for (const mark of this.marks) if (mark !== target) mark.checked = false;
    if (isMark) return target.checked ? this.layAside() : this.takeBack();
    if (target.name !== this.code) return;
    for (const mark of this.marks) mark.checked = false;
    if ("exclusive" in target.dataset && target.checked) this.untick((box) => box !== target);
    else if (target.checked) this.untick((box) => "exclusive" in box.dataset || box.value === opposite(target.value));
  }

  untick(which) {
    for (const box of this.all(`input[name="${this.code}"]`)) if (which(box)) box.checked = false;
  }

  layAside() {
    if (this.card.dataset.shape === "ticks") {
      this.laidAside ??= this.ticked();
      return this.untick(() => true);
    }
    this.laidAside ??= this.control("").value;
    this.control("").value = "";
  }

  takeBack() {
    const aside = this.laidAside;
    this.laidAside = null;
    if (Array.isArray(aside)) for (const box of this.all(`input[name="${this.code}"]`)) box.checked = aside.includes(box.value);
    else if (aside) this.control("").value = aside;
  }

  clear() {
    this.write({ state: "unanswered", value: null, reason: "", note: this.control(":note").value });
    this.changed(0);
  }

  show(text, tone, announce = false) {
    this.line.textContent = text;
    this.line.dataset.tone = tone;
    if (announce) news.textContent = text;
  }

  showProblem(field, message) {
    this.card.querySelector("[data-problem]")?.remove();
    this.card.classList.toggle("question-invalid", Boolean(message));
    const control = field === "note" || field === "reason" ? this.control(`:${field}`) : null;
    if (!message) return;
    const line = element("p", { className: "field-error", textContent: message, id: `${this.card.id}-problem` });
    line.dataset.problem = "";
    if (!control) return this.card.querySelector(".quiet").before(line);
    control.before(line);
    control.closest("details")?.setAttribute("open", "");
    control.setAttribute("aria-describedby", line.id);
  }
}

const opposite = (code) => (code.startsWith("~") ? code.slice(1) : `~${code}`);
const questionAt = (target) => questions.get(target.closest("[data-question]")?.dataset.question);

function showProgress({ all, parts, sections }) {
  let turned = false;
  const put = (place, [done, total]) => {
    if (!place) return;
    const [before, of] = place.textContent.split("/").map(Number);
    turned ||= before >= of !== done >= total || (before === 0) !== (done === 0);
    place.textContent = `${done}/${total}`;
  };
  for (const [code, pair] of Object.entries(parts)) put(document.querySelector(`[data-progress-part="${code}"]`), pair);
  for (const [code, pair] of Object.entries(sections)) put(document.querySelector(`[data-progress-section="${code}"]`), pair);
  put(document.querySelector("[data-progress-all]"), all);
  const bar = document.querySelector("[data-progress-bar]");
  if (bar) Object.assign(bar, { max: all[1] || 1, value: all[0] });
  if (turned) refresh();
}

/* Ask the server what is shown now and take over what is new; typed text stays untouched. */
async function refresh() {
  const reply = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!reply?.ok || reply.redirected) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const its = fresh.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
    if (its && !part.contains(document.activeElement)) part.replaceWith(its);
  }
  takeOver([...fresh.querySelectorAll("[data-question]")]);
}

function takeOver(cards) {
  const shown = new Set(cards.map((card) => card.dataset.question));
  for (const [code, question] of questions) {
    if (shown.has(code) || !question.isSaved || question.card.contains(document.activeElement)) continue;
    question.card.remove();
    questions.delete(code);
  }
  let before = null;
  let added = 0;
  for (const card of cards) {
    const known = questions.get(card.dataset.question);
    if (known) {
      before = known.card;
      continue;
    }
    if (before) before.after(card);
    else form.querySelector(".form-end").parentNode.insertBefore(card, form.querySelector("[data-question], .form-end"));
    questions.set(card.dataset.question, new Question(card));
    before = card;
    added += 1;
  }
  if (added) news.textContent = words.newQuestions;
}

/* Send everything that can be sent, and wait for it a moment. */
async function settle() {
  const until = Date.now() + 3000;
  for (const question of questions.values()) if (!question.isSaved) question.send();
  while (Date.now() < until && [...questions.values()].some((one) => one.inFlight)) {
    await new Promise((done) => setTimeout(done, 30));
  }
  return allSaved();
}

const allSaved = () => [...questions.values()].every((question) => question.isSaved);

async function leave(address) {
  await settle();
  location.href = address;
}

async function addEvidence(button) {
  const question = questionAt(button);
  const url = question.control(":url");
  const dated = question.control(":dated");
  const key = `${url.value} ${dated.value}`;
  if (button.dataset.key !== key) Object.assign(button.dataset, { key, operation: newId() });
  const content = { url: url.value, dated: dated.value, operation: button.dataset.operation };
  const reply = await post(button.dataset.addEvidence, content);
  if (reply?.status === 200) {
    url.value = dated.value = "";
    return showEvidence(question);
  }
  evidenceProblem(question, url, reply);
}

function evidenceProblem(question, control, reply) {
  const signedOut = reply?.status === 401 || (reply?.status === 403 && !reply.body);
  const text = reply?.body?.message ?? (signedOut ? words.signIn : words.retrying);
  const id = `${question.card.id}-evidence-problem`;
  document.getElementById(id)?.remove();
  control.before(element("p", { className: "field-error", id, textContent: text }));
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", id);
  control.focus();
  news.textContent = text;
}

async function removeEvidence(button) {
  const reply = await post(button.dataset.removeEvidence, {});
  if (reply?.status === 200) return showEvidence(questionAt(button));
  evidenceProblem(questionAt(button), questionAt(button).control(":url"), reply);
}

async function showEvidence(question) {
  const reply = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const its = fresh.querySelector(`#${CSS.escape(question.card.id)} [data-evidence]`);
  its.open = true;
  question.card.querySelector("[data-evidence]").replaceWith(its);
  its.querySelector("summary").focus();
  news.textContent = its.querySelector("summary").textContent.trim();
}

function digit(event) {
  const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const question = questionAt(event.target);
  const level = question?.card.querySelector(`.levels input[value="v:${event.key}"]`);
  if (!level) return;
  level.checked = true;
  level.focus();
  question.changed(0);
}

form.addEventListener("keydown", (event) => {
  byArrow = event.key.startsWith("Arrow");
  digit(event);
});
form.addEventListener("pointerdown", () => (byArrow = false));
form.addEventListener("change", (event) => {
  const question = questionAt(event.target);
  if (!question || /:(url|dated|resolve)$/.test(event.target.name)) return;
  question.agree(event.target);
  question.changed(byArrow && event.target.type === "radio" ? ARROW_REST : 0);
});
form.addEventListener("input", (event) => {
  const question = questionAt(event.target);
  if (!question || !event.target.matches("textarea, .entry input")) return;
  question.agree(event.target);
  question.changed(TYPING_REST);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clear], [data-add-evidence], [data-remove-evidence]");
  if (!button) return;
  event.preventDefault();
  if ("clear" in button.dataset) questionAt(button).clear();
  else if (button.dataset.addEvidence) addEvidence(button);
  else removeEvidence(button);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "next") leave(form.dataset.next);
  else settle();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || link.target || !plain || allSaved() || link.origin !== location.origin || link.hash) return;
  event.preventDefault();
  leave(link.href);
});
addEventListener("beforeunload", (event) => {
  if (allSaved()) return;
  for (const question of questions.values()) question.send();
  event.preventDefault();
});
const again = () => {
  for (const question of questions.values()) if (question.operation && !document.hidden) question.send();
};
addEventListener("online", again);
addEventListener("focus", again);
document.addEventListener("visibilitychange", again);

document.documentElement.classList.add("script");
for (const time of form.querySelectorAll("time[datetime]")) {
  const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  time.textContent = new Date(time.dateTime).toLocaleString([], parts);
}
for (const card of form.querySelectorAll("[data-question]")) questions.set(card.dataset.question, new Question(card));
