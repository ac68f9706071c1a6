/* Shows the result of what is tried at once: the form is sent, one piece of the page comes back.

Without this module the button of the form does the same with the whole page. */

const form = document.getElementById("what-if-form");
const compared = document.getElementById("compared");
const news = document.getElementById("what-if-news");
let asked = new AbortController();

function show(html) {
  const piece = new DOMParser().parseFromString(html, "text/html").querySelector("[data-news]");
  if (!piece) return;
  compared.replaceChildren(piece);
  news.textContent = piece.dataset.news;
}

async function ask() {
  asked.abort();
  asked = new AbortController();
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      redirect: "error",
      signal: asked.signal,
    });
    if (reply.ok || reply.status === 422) show(await reply.text());
  } catch {
    /* a newer choice is on its way, or the network is away: the button still works */
  }
}

form.addEventListener("change", ask);
