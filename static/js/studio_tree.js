// Drags a question, section or part to another place: what is dropped is posted like the form of its
// page, so the buttons and that page do the same without a script. What is dragged is held by its
// line or heading ([data-drag], inside the element with the code); it fits lists of its kind only.
const form = document.getElementById("place-form");
const MARKS = ["is-target", "is-target-after"];
let dragged = null;

const listAt = (event) => dragged && event.target.closest?.(`[data-holds="${dragged.kind}"]`);

function itemIn(list, event) {
  let one = event.target;
  while (one && one.parentElement !== list) one = one === list ? null : one.parentElement;
  return one?.dataset.code ? one : null;
}

// In its lower half, behind the element the pointer is over.
function isBehind(item, event) {
  const box = item.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
}

function unmark() {
  for (const one of document.querySelectorAll(MARKS.map((name) => `.${name}`).join())) one.classList.remove(...MARKS);
}

function place(list, item, behind) {
  const before = (behind ? item.nextElementSibling : item)?.dataset.code ?? "";
  if (before === dragged.code) return;
  form.elements.code.value = dragged.code;
  form.elements.target.value = list.dataset.target;
  form.elements.before.value = before;
  form.requestSubmit();
}

if (form) {
  for (const grip of document.querySelectorAll("[data-drag]")) {
    grip.draggable = true;
    for (const link of grip.querySelectorAll("a")) link.draggable = false;
  }
  document.addEventListener("dragstart", (event) => {
    const grip = event.target.closest?.("[data-drag]");
    if (!grip) return;
    dragged = { kind: grip.dataset.drag, code: grip.closest("[data-code]").dataset.code };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.code);
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    unmark();
  });
  document.addEventListener("dragover", (event) => {
    unmark();
    const list = listAt(event);
    if (!list) return;
    event.preventDefault();
    const item = itemIn(list, event);
    (item ?? list).classList.add(item && isBehind(item, event) ? "is-target-after" : "is-target");
  });
  document.addEventListener("drop", (event) => {
    const list = listAt(event);
    if (!list) return;
    event.preventDefault();
    const item = itemIn(list, event);
    place(list, item, Boolean(item) && isBehind(item, event));
  });
}
