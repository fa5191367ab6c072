/** The book on this device, for reading without a signal: whether it is stored, how large it is, storing and removing.
 *  The worker itself is ``worker.js`` at the book's root, which the build writes. */

/** What can be told of the stored book: { state: "none" | "storing" | "stored" | "impossible", bytes, isNewer }. */
export async function look() {
  return { state: "impossible", bytes: 0, isNewer: false };
}

/** Store the whole book; the promise settles when it stands, and rejects with one line if it does not. */
export async function store() {}

/** Take the stored book and its worker away again. */
export async function remove() {}
