"use strict";
// Speaks to security keys (WebAuthn Level 3); everything else on these pages is plain HTML.
(() => {
  const text = new TextEncoder();
  const decode = (base64url) =>
    Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const encode = (buffer) => base64(buffer).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const post = async (url, body) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      credentials: "same-origin",
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    const json = answer === "" ? {} : JSON.parse(answer);
    if (!response.ok) {
      throw new Error(json.detail || "The server refused: " + response.status);
    }
    return json;
  };

  const get = (challenge, rpId, credentials) =>
    navigator.credentials.get({
      publicKey: {
        challenge: decode(challenge),
        rpId,
        userVerification: "required",
        timeout: 110000,
        allowCredentials: credentials.map((id) => ({ type: "public-key", id: decode(id) })),
      },
    });

  const assertion = (payload, credential) => ({
    credentialId: encode(credential.rawId),
    payload,
    authenticatorData: encode(credential.response.authenticatorData),
    clientDataJson: encode(credential.response.clientDataJSON),
    signature: encode(credential.response.signature),
  });

  const actions = {
    "sign-in": async () => {
      const begun = await post("/api/v1/passkey-sign-in/challenge", {});
      const credential = await get(begun.challenge, begun.rpId, []);
      await post("/api/v1/passkey-sign-in", assertion(begun.payload, credential));
      location.assign("/portal");
    },
    "sign-out": async () => {
      await post("/api/v1/sign-out", {});
      location.assign("/portal/sign-in");
    },
    register: async ({ url, person, name }) => {
      const begun = await post(url + "/challenge", {});
      const created = await navigator.credentials.create({
        publicKey: {
          challenge: decode(begun.challenge),
          rp: { id: begun.rpId, name: "Suture" },
          user: { id: text.encode(person), name: person, displayName: name },
          pubKeyCredParams: [{ type: "public-key", alg: -7 }],
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
          attestation: "none",
          timeout: 110000,
        },
      });
      const proof = await get(begun.challenge, begun.rpId, [encode(created.rawId)]);
      await post(url, {
        publicKey: encode(created.response.getPublicKey()),
        assertion: assertion(begun.payload, proof),
      });
      location.reload();
    },
    sign: async ({ url, done, payload, payloadType, challenge, credentials, rpId }) => {
      const { response } = await get(challenge, rpId, credentials.split(" "));
      await post(url, {
        payload,
        payloadType,
        signatures: [
          {
            keyid: "",
            sig: base64(response.signature),
            webauthn: {
              authenticatorData: encode(response.authenticatorData),
              clientDataJSON: encode(response.clientDataJSON),
            },
          },
        ],
      });
      location.assign(done);
    },
  };

  const report = (failure) => {
    const problem = document.getElementById("problem");
    if (problem !== null) {
      problem.textContent = failure.message;
      problem.hidden = false;
    }
  };

  document.querySelectorAll("[data-action]").forEach((button) => {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await actions[button.dataset.action](button.dataset);
      } catch (failure) {
        report(failure);
      } finally {
        button.disabled = false;
      }
    });
  });
})();
