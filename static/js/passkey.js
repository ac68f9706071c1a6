/* Passkeys: asks the browser for one and posts what it gave. Without this the password works. */
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const ask = {
  async create({ creation_options: { publicKey } }) {
    const options = {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    };
    const made = await navigator.credentials.create({ publicKey: options });
    return described(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    });
  },
  async get({ request_options: { publicKey } }) {
    const options = {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    };
    const given = await navigator.credentials.get({ publicKey: options });
    const { authenticatorData, signature, userHandle } = given.response;
    return described(given, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  },
};

const described = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { ...response, clientDataJSON: text(credential.response.clientDataJSON) },
});

const optionsOf = async (form) => {
  if (!form.dataset.optionsAt) return JSON.parse(document.getElementById("passkey-options").textContent);
  const reply = await fetch(form.dataset.optionsAt, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`no options: ${reply.status}`);
  return reply.json();
};

const submit = async (event) => {
  event.preventDefault();
  const form = event.target;
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    const credential = await ask[form.dataset.passkey](await optionsOf(form));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    const said = form.querySelector(`[data-said="${error.name}"]`) ?? form.querySelector('[data-said=""]');
    problem.textContent = said.textContent;
    problem.hidden = false;
  }
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submit);
  }
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
}
