/* Saves each answer of a section the moment it changes, and shows what others save meanwhile.

One request in flight per question. A write keeps its base version and its operation id until the
server has answered, so sending it again can never write twice; "Saved" is said only then. Nothing
is kept outside the page. What others saved is shown where nobody types; where somebody does, both
answers are shown and the person chooses.

In this order: words and requests; one question; the page around them; what others do; events. */

const ARROW_REST = 600;
const TYPING_REST = 700;
const TIMEOUT = 15000;
const BACK_OFF = [1000, 2000, 4000, 8000, 15000];
const LOOK_FIRST = 1500;
const LOOK_SHOWN = 5000;
const LOOK_IDLE = 15000;
const IDLE_AFTER = 120000;
const LONGEST_WAIT = 60000;
const NAMED = 3; // people on the page called by name; the others are counted
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

const form = document.getElementById("section-form");
const words = document.getElementById("words").dataset;
const news = document.getElementById("save-news");
const questions = new Map();
let byArrow = false;
let leaving = false;

const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const language = document.documentElement.lang;
const clock = globalThis.ownClock; // of base.js
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
/* The server keeps texts without the spaces round them. */
const bare = (one) => ({ ...one, reason: one.reason.trim(), note: one.note.trim() });
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

/* Ask for JSON; the reply is null when no server of ours answered. */
async function ask(url, { headers = {}, ...options }) {
  try {
    const reply = await fetch(url, {
      headers: { Accept: "application/json", ...headers },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
      ...options,
    });
    const isJson = (reply.headers.get("Content-Type") || "").includes("json");
    const after = Number(reply.headers.get("Retry-After")) * 1000 || 0;
    const tag = reply.headers.get("ETag") || "";
    return { status: reply.status, body: isJson ? await reply.json() : null, after, tag };
  } catch {
    return null;
  }
}

/* The token is read afresh each time, because a sign-in beside the page changes it. The person is
named, so that nobody who signed in meanwhile sends another person's text as their own. */
function post(url, content) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), "X-Person": form.dataset.person, "X-Bank": form.dataset.bank };
  return ask(url, { method: "POST", headers, body: JSON.stringify(content), keepalive: leaving });
}

const isSignedOut = (reply) => reply?.status === 401 || (reply?.status === 403 && !reply.body);

const NOW = { isOn: (box) => box.checked, text: (control) => control.value };
const AS_SERVED = { isOn: (box) => box.defaultChecked, text: (control) => control.defaultValue };

/* Where the person is: at what the pointer lies on, or, after a key, at what has the focus. */
let pointer = null;
const place = () => (pointer ? document.elementFromPoint(pointer.x, pointer.y) : document.activeElement);

/* Make a change the person did not ask for just now: what they are at stays where it is, so that
nobody clicks what slid under the pointer. Where the change takes the focus to what it asks for, that
is brought into view instead. */
function steadily(change) {
  const at = place();
  const focused = document.activeElement;
  const before = at?.getBoundingClientRect().top;
  change();
  if (document.activeElement !== focused) return;
  const moved = at?.isConnected ? at.getBoundingClientRect().top - before : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

class Question {
  constructor(card) {
    this.card = card;
    this.code = card.dataset.question;
    this.version = Number(card.dataset.version);
    this.line = card.querySelector("[data-state]");
    this.base = this.control(":base");
    this.kept = this.read(AS_SERVED);
    this.operation = null;
    this.inFlight = false;
    this.stopped = "";
    this.tries = 0;
    this.timer = null;
    this.laidAside = null;
    this.waiting = null;
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

  /* What the controls say: now, or as the page came. */
  read(how = NOW) {
    const note = how.text(this.control(":note"));
    const reason = this.control(":reason") ? how.text(this.control(":reason")) : "";
    const [state, value] = this.card.dataset.shape === "one" ? this.readOne(how) : this.readMarked(how);
    return { state, value, reason: state === "not_applicable" ? reason : "", note };
  }

  readOne(how) {
    const chosen = this.all(`input[name="${this.code}"]`).find(how.isOn)?.value ?? "s:unanswered";
    return chosen.startsWith("v:") ? ["answered", chosen.slice(2)] : [chosen.slice(2), null];
  }

  readMarked(how) {
    const mark = this.marks.find(how.isOn);
    if (mark) return [mark.value.slice(2), null];
    const value = this.card.dataset.shape === "ticks" ? this.ticked(how) : how.text(this.control("")).trim();
    return value.length ? ["answered", value] : ["unanswered", null];
  }

  ticked(how = NOW) {
    return this.all(`input[name="${this.code}"]`).filter(how.isOn).map((box) => box.value);
  }

  /* Why the present state of the controls cannot be sent yet, in words; "" when it can. */
  waitsFor(content) {
    const enough = (text) => text.trim().split(/\s+/).length >= 3 || UNSPACED.test(text);
    if (content.state === "not_applicable" && !enough(content.reason)) return words.reason;
    const ticks = Array.isArray(content.value) ? content.value : [""];
    return ticks.every((code) => code.startsWith("~")) ? words.tick : "";
  }

  get isSaved() {
    return !this.operation && this.isKept(this.read());
  }

  /* Whether the server holds this already; a space at the end of a text is nothing to save. */
  isKept(content) {
    return this.kept !== null && same(bare(content), bare(this.kept));
  }

  get isTypedIn() {
    const at = document.activeElement;
    return this.card.contains(at) && at.matches("textarea, input:not([type=radio], [type=checkbox])");
  }

  /* What was chosen or typed before this script ran is a change like any other. */
  catchUp() {
    const isEarly = (one) => (/radio|checkbox/.test(one.type) ? one.checked && !one.defaultChecked : one.value !== one.defaultValue);
    for (const control of this.all("input:not([type=hidden]), textarea").filter(isEarly)) this.agree(control);
    if (!this.isSaved) this.changed(0);
  }

  changed(rest) {
    this.showProblem("", "");
    this.stopped = this.stopped === "conflict" ? "conflict" : "";
    if (this.stopped) this.card.querySelector(".conflict")?.compare?.();
    this.sendIn(rest);
  }

  sendIn(rest) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), rest);
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.inFlight || this.stopped) return;
    if (!this.operation) {
      const content = this.read();
      const waits = this.waitsFor(content);
      if (waits) return this.show(waits, "");
      if (this.isKept(content)) return this.waiting ? this.elsewhere(this.waiting) : undefined;
      this.operation = { operation: newId(), base: this.version, ...content };
    }
    this.inFlight = true;
    if (!this.tries) this.show(words.saving, "");
    const reply = await post(`${form.dataset.answers}${this.code}/save`, this.operation);
    this.inFlight = false;
    steadily(() => this.answered(reply));
  }

  answered(reply) {
    const body = reply?.body;
    if (reply?.status === 200 && body) return this.saved(body);
    if (reply?.status === 409 && body?.problem === "conflict") return this.conflict(body);
    if (isSignedOut(reply)) return this.signedOut(body?.problem === "other_person" ? body.message : words.signIn);
    if (reply?.status === 429) return this.retry(words.tooMany, reply.after);
    if (reply && body && reply.status >= 400 && reply.status < 500) return this.refused(body);
    if ([400, 413, 415].includes(reply?.status)) return this.refused({ message: words.unread });
    this.retry(words.retrying, reply?.after);
  }

  saved(body) {
    const { operation, base, ...content } = this.operation;
    this.settle(body, content);
    const text = content.state === "unanswered" && !content.note ? words.cleared : words.saved;
    this.show(say(text, { time: clock(body.at), name: words.you }), "good", true);
    if (content.state === "unanswered") this.uncheck();
    if (body.progress) showProgress(body.progress);
    if ("decides" in this.card.dataset) refresh();
    if (!this.isKept(this.read())) this.send();
    else if (this.waiting) this.elsewhere(this.waiting);
  }

  settle(body, content) {
    this.version = body.version;
    this.card.querySelector("[data-history]")?.removeAttribute("hidden");
    this.base.value = body.base;
    this.kept = content;
    this.operation = null;
    if (this.waiting?.version <= body.version) this.waiting = null;
    this.tries = 0;
    this.stopped = "";
    for (const mark of this.all(".conflict, [data-recheck]")) mark.remove();
    this.card.classList.remove("question-conflict", "question-invalid");
  }

  /* The answer holds with the new wording; another one is a change, which takes the mark away too. */
  async confirm() {
    if (!this.isSaved || this.inFlight) return;
    this.inFlight = true;
    const reply = await post(`${form.dataset.answers}${this.code}/confirm`, { base: this.version });
    this.inFlight = false;
    if (reply?.status === 200) {
      this.settle(reply.body, this.kept);
      this.show(say(words.saved, { time: clock(reply.body.at), name: words.you }), "good", true);
    } else if (reply?.status === 409) this.elsewhere(reply.body);
    else this.show(reply?.body?.message ?? words.notConfirmed, "bad", true);
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

  /* Open the note and ask for it; it is a mistake only once somebody has left it empty. Who has gone
  on to another question meanwhile stays there. */
  askNote(note, message) {
    const isHere = this.card.contains(place());
    note.closest("details").open = true;
    this.show(message, "", true);
    const left = () => {
      if (this.stopped === "refused" && !note.value.trim()) this.showProblem("note", message);
    };
    note.addEventListener("blur", left, { once: true });
    if (!byArrow && isHere) note.focus();
  }

  /* The text on the page is another by now than the one that was refused. */
  sendNewer() {
    if (this.isSaved) this.show("", "");
    this.send();
  }

  retry(text, after = 0) {
    const wait = BACK_OFF[Math.min(this.tries, BACK_OFF.length - 1)];
    if (!this.tries) this.show(text, "bad", true);
    this.tries += 1;
    this.sendIn(Math.max(wait, Math.min(after, LONGEST_WAIT)) * (0.8 + 0.4 * Math.random()));
  }

  signedOut(text) {
    showSignedOut(true);
    if (this.line.querySelector("a")) return this.retry("");
    this.tries = 0;
    this.retry(text);
    this.line.append(" ", signInLink());
  }

  /* Somebody, or the same person in another window, has saved this question. While a write of our
  own is under way its reply will tell; a field with the cursor in it is left alone. */
  elsewhere(body) {
    if (body.version <= this.version) return;
    this.waiting = body;
    if (this.operation || this.timer) return;
    if (this.stopped === "conflict" || !this.isSaved) return this.differs(body, this.read());
    this.show(this.changeInWords(body), "", this.card.contains(document.activeElement));
    this.takeWaiting();
  }

  changeInWords(body) {
    const { note: was, ...before } = this.kept;
    const { note: is, ...after } = body.current;
    const which = same(before, after) ? ["changedNoteByYou", "changedNote"] : ["changedByYou", "changed"];
    return say(words[which[body.mine ? 0 : 1]], { ...this.who(body), answer: this.inBrief(after) });
  }

  takeWaiting() {
    if (this.waiting && this.isSaved && !this.timer && !this.isTypedIn) this.take(this.waiting);
  }

  take(body) {
    this.write(body.current);
    this.settle(body, this.read());
  }

  conflict(body) {
    const { operation, base, ...mine } = this.operation;
    this.operation = null;
    this.tries = 0;
    this.differs(body, mine);
  }

  /* Two answers to one question: the same are one, between others the person chooses. */
  differs(body, mine) {
    if (same(bare(mine), bare(body.current))) {
      this.settle(body, mine);
      this.show(say(words.saved, this.who(body)), "good", true);
      return this.isKept(this.read()) ? undefined : this.send();
    }
    this.stopped = "conflict";
    this.card.classList.add("question-conflict");
    this.show(say(words.conflict, this.who(body)), "bad", true);
    const had = this.card.querySelector(".conflict");
    const panel = this.panel(body);
    if (had) return this.exchange(had, panel);
    this.card.prepend(panel);
    this.lookAt(panel);
  }

  who(body) {
    return { name: body.mine ? words.you : body.by, time: clock(body.at) };
  }

  /* Both answers with names and times, and the two ways out; nothing is dropped before one is taken. */
  panel(body) {
    const button = (text, choose) => {
      const made = element("button", { type: "button", className: "button button-small", textContent: text });
      made.addEventListener("click", choose);
      return made;
    };
    const said = element("p", {}, element("b", { textContent: this.line.textContent }));
    const choices = element("p", { className: "row" },
      button(words.mine, () => this.keepMine(body)), button(words.theirs, () => this.takeTheirs(body)));
    const panel = element("div", { className: "conflict", tabIndex: -1, role: "group", ariaLabel: said.textContent });
    panel.append(said, element("p"), element("p"), choices);
    panel.compare = () => this.compare(panel, body.current);
    panel.compare();
    return panel;
  }

  /* Print both answers; a note only where it makes a difference. */
  compare(panel, theirs) {
    const mine = this.read();
    const inWords = (one) => this.inWords(mine.note === theirs.note ? { ...one, note: "" } : one);
    const [, first, second] = panel.children;
    first.textContent = say(words.now, { answer: inWords(theirs) });
    second.textContent = say(words.yours, { answer: inWords(mine) });
  }

  /* A third answer came in while the panel was open: keep the focus on the same button. */
  exchange(had, panel) {
    const at = [...had.querySelectorAll("button")].indexOf(document.activeElement);
    const focused = had === document.activeElement;
    had.replaceWith(panel);
    if (at >= 0) panel.querySelectorAll("button")[at].focus();
    else if (focused) panel.focus({ preventScroll: true });
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

  takeTheirs(body) {
    this.take(body);
    this.focus();
    this.show(say(words.saved, this.who(body)), "", true);
  }

  focus() {
    const first = (selector) => this.card.querySelector(selector);
    (first("fieldset input:checked") ?? first("fieldset input:not([type=hidden]), fieldset textarea"))?.focus();
  }

  inWords({ state, value, reason, note }) {
    const after = note ? ` (${note})` : "";
    if (state === "dont_know") return words.unknown + after;
    if (state === "not_applicable") return `${words.leftOut}: ${reason}${after}`;
    if (state === "unanswered") return words.blank + after;
    const chosen = [value].flat().map((one) => this.label(one));
    return chosen.join("; ") + after;
  }

  /* The shortest that says which answer it is: the number of a level, or the answer. */
  inBrief(content) {
    const isLevel = content.state === "answered" && this.card.querySelector(".levels");
    return isLevel ? say(words.level, { number: content.value }) : this.inWords({ ...content, note: "" });
  }

  label(value) {
    const box = this.all(`input[name="${this.code}"]`).find((one) => [value, `v:${value}`].includes(one.value));
    const text = box?.closest("label").lastElementChild.innerText.trim().replace(/\s+/g, " ") ?? value;
    return box?.closest(".levels") ? `${say(words.level, { number: value })}: ${text}` : text;
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
  steadily(() => {
    for (const part of document.querySelectorAll("[data-refresh]")) {
      const its = fresh.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
      if (its && !part.contains(document.activeElement)) part.replaceWith(its);
    }
    takeOver([...fresh.querySelectorAll("[data-question]")]);
  });
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
  const text = reply?.body?.message ?? (isSignedOut(reply) ? words.signIn : words.retrying);
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

const signInLink = () => element("a", { href: form.dataset.signIn, target: "_blank", rel: "noopener", textContent: words.signInLink });

/* One line for what concerns the whole page; it is read out because it is a status. */
function showNotice(name, text, ...more) {
  const line = document.getElementById("page-notice");
  if (!line || (!text && line.dataset.name !== name)) return;
  if (text && line.dataset.name === name) return;
  line.dataset.name = text ? name : "";
  line.hidden = !text;
  line.lastElementChild.replaceChildren(text, ...more);
}

function showSignedOut(isOut) {
  showNotice("signed-out", isOut ? words.signedOut : "", " ", signInLink());
}

/* The assessment was submitted, archived, opened again or revealed since the page was drawn. */
function showState({ state, blind, bank }) {
  const isMoved = String(bank) !== form.dataset.bank;
  const isOther = state !== form.dataset.state || blind !== "blind" in form.dataset || isMoved;
  const link = () => element("a", { href: location.pathname + location.search, textContent: words.reload });
  showNotice("state", isOther ? (isMoved ? words.moved : state === "open" ? words.reopened : words.closed) : "", " ", link());
}

function showPeople(people) {
  const line = document.getElementById("present");
  const sentence = (found, one, more) => {
    if (!found.length) return "";
    const names = found.slice(0, NAMED).map((person) => person.name);
    if (found.length > NAMED) names.push(say(words.others, { count: found.length - NAMED }));
    const list = new Intl.ListFormat(language).format(names);
    return say(found.length > 1 ? more : one, { name: list });
  };
  const here = sentence(people.filter((one) => one.here), words.hereOne, words.hereMore);
  const away = sentence(people.filter((one) => !one.here), words.awayOne, words.awayMore);
  line.lastElementChild.textContent = [here, away].filter(Boolean).join(" ");
  line.hidden = !people.length;
}

/* Asks who is here and what others saved; the tag of the last answer makes "nothing new" cheap. */
const watch = { since: form.dataset.revision, state: form.dataset.state, talk: null, tag: "", fails: 0, timer: null, asking: false, used: Date.now() };

async function look() {
  clearTimeout(watch.timer);
  if (watch.asking) return;
  watch.asking = true;
  const { changes, section, bank } = form.dataset;
  const headers = watch.tag ? { "If-None-Match": watch.tag } : {};
  const reply = await ask(`${changes}?since=${watch.since}&section=${encodeURIComponent(section)}&bank=${bank}`, { headers, cache: "no-store" });
  watch.asking = false;
  looked(reply);
  watch.timer = setTimeout(look, pause(reply));
}

function pause(reply) {
  const base = document.hidden || Date.now() - watch.used > IDLE_AFTER ? LOOK_IDLE : LOOK_SHOWN;
  const wait = Math.min(base * 2 ** watch.fails, LONGEST_WAIT);
  return Math.max(wait, Math.min(reply?.after ?? 0, LONGEST_WAIT)) * (0.8 + 0.4 * Math.random());
}

function looked(reply) {
  if (isSignedOut(reply)) return showSignedOut(true);
  const isAnswer = reply?.status === 304 || (reply?.status === 200 && reply.body);
  watch.fails = isAnswer ? 0 : watch.fails + 1;
  if (!isAnswer) return;
  showSignedOut(false);
  watch.tag = reply.tag || watch.tag;
  if (reply.body) steadily(() => told(reply.body));
}

/* The assessment takes answers again: what it refused meanwhile is sent once more. */
function tryAgain() {
  for (const question of questions.values()) if (question.stopped === "refused") question.changed(0);
}

function told(body) {
  showPeople(body.people);
  showState(body);
  if (watch.state !== "open" && body.state === "open") tryAgain();
  const talked = watch.talk !== null && watch.talk !== body.talk;
  Object.assign(watch, { since: body.revision, talk: body.talk, state: body.state });
  let decides = talked;
  for (const [code, change] of Object.entries(body.changes ?? {})) {
    const question = questions.get(code);
    decides ||= !question || (change.version > question.version && "decides" in question.card.dataset);
    question?.elsewhere(change);
  }
  if (body.progress) showProgress(body.progress);
  if (decides) refresh();
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
addEventListener("keydown", () => (pointer = null), { passive: true });
for (const event of ["pointermove", "pointerdown"]) addEventListener(event, ({ clientX, clientY }) => (pointer = { x: clientX, y: clientY }), { passive: true });
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
  const button = event.target.closest("[data-clear], [data-add-evidence], [data-remove-evidence], [name=confirm]");
  if (!button) return;
  event.preventDefault();
  if ("clear" in button.dataset) questionAt(button).clear();
  else if (button.name === "confirm") questionAt(button).confirm();
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
  leaving = true;
  for (const question of questions.values()) question.send();
  leaving = false;
  event.preventDefault();
});
form.addEventListener("focusout", (event) => questionAt(event.target)?.takeWaiting());

/* Back at the page, back on the line, or signed in beside it: send what waits and ask what is new. */
const again = () => {
  if (!document.hidden) watch.used = Date.now();
  for (const question of questions.values()) if (question.operation) question.send();
  look();
};
for (const event of ["online", "focus"]) addEventListener(event, again);
addEventListener("pageshow", (event) => event.persisted && again());
document.addEventListener("visibilitychange", () => document.hidden || again());
for (const event of ["keydown", "pointerdown"]) addEventListener(event, () => (watch.used = Date.now()), { passive: true });
if ("BroadcastChannel" in window) new BroadcastChannel("signed-in").addEventListener("message", again);

document.documentElement.classList.add("script");
for (const card of form.querySelectorAll("[data-question]")) questions.set(card.dataset.question, new Question(card));
for (const question of questions.values()) question.catchUp();
/* A page shown again by the back button may be an old one: ask at once what was saved since. */
const isOld = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
watch.timer = setTimeout(look, isOld ? 0 : LOOK_FIRST);
