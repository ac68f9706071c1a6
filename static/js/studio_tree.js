// Drags a question of the opened part to another place: what is dropped is posted like the form of
// its page, so the buttons and that page do the same without a script.
const form = document.getElementById("place-form");
const rows = () => document.querySelectorAll(".tree-questions > [data-code]");
const lists = () => document.querySelectorAll("[data-target]");
let dragged = null;

function place(target, before) {
  const { code } = dragged.dataset;
  if (before === code) return;
  form.elements.code.value = code;
  form.elements.target.value = target;
  form.elements.before.value = before;
  form.requestSubmit();
}

function mark(row) {
  for (const one of document.querySelectorAll(".is-target")) one.classList.remove("is-target");
  row?.classList.add("is-target");
}

for (const row of rows()) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.code);
  });
  row.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
}
for (const list of lists()) {
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(event.target.closest("[data-code]") ?? list);
  });
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("[data-code]");
    const lower = over && event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    const before = lower ? over.nextElementSibling : over;
    place(list.dataset.target, before?.dataset.code ?? "");
  });
}
