/** A journal under a passphrase, by WebCrypto; course/exercises/crypto.py makes and opens the same. */
export const SEALED_FORMAT = "course-journal-encrypted/1";
const KDF = "PBKDF2-SHA256";
const ITERATIONS = 600_000;
const MOST_ITERATIONS = 5_000_000; // a damaged file must not keep the learner's phone busy for hours
const WRONG = "That passphrase does not open this journal, or the file is damaged.";
const DAMAGED = "This encrypted journal is damaged.";

/** Encrypt a text; resolves to the text of a file. */
export async function seal(text, passphrase) {
  const [salt, iv] = [16, 12].map((size) => crypto.getRandomValues(new Uint8Array(size)));
  const key = await makeKey(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  const [salt64, iv64, ciphertext] = [salt, iv, new Uint8Array(sealed)].map(encode);
  const head = { format: SEALED_FORMAT, kdf: KDF, iterations: ITERATIONS };
  return `${JSON.stringify({ ...head, salt: salt64, iv: iv64, ciphertext }, null, 1)}\n`;
}

/** Decrypt; throws an Error whose message is one line for the learner. */
export async function openSealed(text, passphrase) {
  const { kdf, iterations, ...rest } = JSON.parse(text);
  let parts;
  try {
    if (kdf !== KDF || !Number.isInteger(iterations) || iterations < 1 || iterations > MOST_ITERATIONS) throw Error();
    parts = [rest.salt, rest.iv, rest.ciphertext].map(decode);
  } catch {
    throw new Error(DAMAGED);
  }
  const [salt, iv, ciphertext] = parts;
  const key = await makeKey(passphrase, salt, iterations);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, ciphertext),
    );
  } catch {
    throw new Error(WRONG);
  }
}

async function makeKey(passphrase, salt, iterations) {
  if (!globalThis.crypto?.subtle) throw new Error("This page can only encrypt over https.");
  // The same letters typed on two keyboards can be other code points; NFC makes them one.
  const secret = new TextEncoder().encode(passphrase.normalize("NFC"));
  const raw = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// In pieces: a whole journal as arguments of one call would overflow the stack.
function encode(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
