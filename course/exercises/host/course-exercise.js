/** `<course-exercise>` runs an exercise's view on a plain page. Its children are the paper face, complete without
 *  this script; they are hidden only once the view stands, and come back in print with what was written. */
import { changes as device } from "./device.js";
import * as journal from "./journal.js";
import { toFitting } from "./shape.js";

const EARLIER =
  "What you wrote in this exercise in an earlier edition does not fit any more. It is kept whole in My notebook.";
const MAIN_STYLES = ["./tokens.css", "./exercise.css"];

/** The six methods a view talks to, as in JupyterLab, over an EventTarget. */
class LocalModel {
  #events = new EventTarget();
  #handlers = new Map();
  #state;
  constructor(state) {
    this.#state = state;
  }
  get(key) {
    return this.#state[key];
  }
  set(key, value) {
    if (this.#state[key] === value) return;
    this.#state[key] = value;
    this.emit(`change:${key}`, this, value);
    this.emit("change", this);
  }
  on(name, callback) {
    const handler = ({ detail }) => callback(...detail);
    this.#handlers.set(callback, [...(this.#handlers.get(callback) ?? []), [name, handler]]);
    this.#events.addEventListener(name, handler);
  }
  off(name, callback) {
    for (const [known, handler] of this.#handlers.get(callback) ?? [])
      if (known === name) this.#events.removeEventListener(name, handler);
  }
  save_changes() {
    this.emit("save");
  }
  /** What a view sends is for the journal: My notebook asks, and is answered. */
  async send(content) {
    const { handle } = await import("./notebook.js");
    this.emit("msg:custom", await handle(content), []);
  }
  emit(name, ...detail) {
    this.#events.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Link a stylesheet once, unless the page already does. */
function addStyle(path) {
  const url = new URL(path, import.meta.url);
  for (const link of document.querySelectorAll('link[rel="stylesheet"]'))
    if (new URL(link.href, document.baseURI).pathname === url.pathname) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url.href;
  document.head.append(link);
}

export class CourseExercise extends HTMLElement {
  async connectedCallback() {
    if (this.model) return; // moved within the page: keep the response
    const paper = this.querySelector(":scope > .paper");
    const live = document.createElement("div");
    live.className = "course-live";
    try {
      const type = this.getAttribute("type");
      addStyle(`../exercises/${type}/view.css`);
      this.view = await import(new URL(`../exercises/${type}/view.js`, import.meta.url));
      if (this.model) return; // moved in the meantime
      const { response, isAside } = this.#take();
      this.model = this.#makeModel(response);
      await this.view.default.render({ model: this.model, el: live });
      this.append(live);
      this.#follow(paper);
      this.toggleAttribute("ready", true); // only now does CSS hide the paper face
      this.#tell(isAside ? EARLIER : journal.notice());
    } catch (error) {
      console.error(error);
      live.remove();
      this.#tell("This exercise could not start here, so it is shown as on paper. What you wrote before is kept.");
    }
  }

  /** What the journal holds for this exercise, where the view can use it. */
  #take() {
    const [id, type] = [this.getAttribute("exercise-id"), this.getAttribute("type")];
    return journal.take(id, type, (stored) => toFitting(stored, this.view));
  }

  #makeModel(response) {
    const id = this.getAttribute("exercise-id");
    const data = JSON.parse(this.querySelector(":scope > script").textContent);
    const root = new URL("../../../", import.meta.url).href;
    return new LocalModel({ exercise_id: id, data, response, host: "page", root, notice: "" });
  }

  /** Save what the view changes, take up what another tab or an import changed, keep the paper face filled. */
  #follow(paper) {
    const { model } = this;
    const id = model.get("exercise_id");
    let saved = JSON.stringify(model.get("response"));
    const fill = () => this.view.fillPaper?.({ model, paper });
    const save = () => {
      const now = JSON.stringify(model.get("response"));
      if (now === saved) return;
      saved = now;
      this.#tell(journal.save(id, this.getAttribute("type"), model.get("response")));
    };
    model.on("save", save);
    model.on("change", fill);
    addEventListener("pagehide", save);
    addEventListener("beforeprint", fill);
    device.addEventListener("erase", () => {
      saved = "null"; // a change not saved yet goes too
      model.set("response", null);
    });
    journal.changes.addEventListener("change", () => {
      model.emit("change:journal");
      const { response, isAside } = this.#take();
      if (isAside) this.#tell(EARLIER);
      const now = JSON.stringify(response);
      const isIdle = JSON.stringify(model.get("response")) === saved;
      if (now === saved || !isIdle) return;
      saved = now;
      model.set("response", response);
    });
    fill();
  }

  #tell(line) {
    this.model?.set("notice", line);
    if (!line && !this.notice) return;
    if (!this.notice) {
      this.notice = document.createElement("p");
      this.notice.className = "course-notice";
      this.notice.setAttribute("role", "status");
      this.prepend(this.notice);
    }
    this.notice.textContent = line;
    this.notice.hidden = !line;
  }
}

MAIN_STYLES.forEach(addStyle);
customElements.define("course-exercise", CourseExercise);
