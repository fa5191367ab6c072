/** The learner's side of handing in a quiz: the code, the file, and the ways it can leave this device.
 *  course/responses.py makes and reads the same file; a test holds the two together. */

const LEARNER_CODE = /^[a-z]{3,8}-[a-z]{3,8}-[0-9]{2}$/;

/** What the view keeps, made whole: a journal from elsewhere may lack a part. */
function readQuiz(model) {
  const kept = { learner: "", device: "", saved_at: "", alone: false, ...model.get("response") };
  return { ...kept, responses: { ...kept.responses } };
}

/** Save a change at once. The first one makes the device's random number. */
function keepQuiz(model, change) {
  const kept = { ...readQuiz(model), ...change, saved_at: new Date().toISOString().replace(/\.\d+/, "") };
  kept.device ||= [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");
  if (!kept.alone) delete kept.alone;
  model.set("response", kept);
  model.save_changes();
}

/** NUL and half characters are no text; a file with them would be refused. */
const cleanText = (text) => (text.toWellFormed?.() ?? text).replaceAll("\0", "").trim();

/** Whether a stored value says nothing: a journal from elsewhere may hold an empty list where ours has no entry. */
const isBlank = (value) => (value ?? "") === "" || (typeof value === "object" && !Object.keys(value).length);

/** What of a response is sent, or undefined when there is nothing. */
function toSent(item, response) {
  if (item.kind !== "text") return isBlank(response) ? undefined : response;
  if (response?.private === true) return { private: true };
  const text = cleanText(typeof response?.text === "string" ? response.text : "");
  return text ? { text } : undefined;
}

const isAnswered = (item, response) => toSent(item, response) !== undefined;

/** The responses file as text, in the form every tool of the course reads. */
function toFileText(model) {
  const { quiz, bank, items } = model.get("data");
  const { learner, device, saved_at, responses } = readQuiz(model);
  const sent = items.map((item) => [item.id, toSent(item, responses[item.id])]).filter(([, one]) => one !== undefined);
  const file = { format: "course-responses/1", quiz, bank, learner, device, saved_at };
  return `${JSON.stringify({ ...file, responses: Object.fromEntries(sent) }, null, 1)}\n`;
}

function toFile(model, ending) {
  const name = `${model.get("data").quiz}-${readQuiz(model).learner}.${ending}`;
  return new File([toFileText(model)], name, { type: ending === "json" ? "application/json" : "text/plain" });
}

function download(file) {
  const link = make("a", { href: URL.createObjectURL(file), download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some phones begin to read only later
}

/** The field for the learner code. It forgives capitals and spaces, and says gently when a code looks wrong. */
function drawCode({ model, id }) {
  const props = { type: "text", id, maxLength: 40, autocomplete: "off", autocapitalize: "none", spellcheck: false };
  const input = make("input", { ...props, "aria-describedby": `${id}-hint ${id}-said` });
  const said = make("p", { id: `${id}-said`, className: "course-quiz-said", role: "status" });
  const element = make("form", { className: "course-quiz-code" });
  element.append(make("label", { htmlFor: id }, say("code")));
  element.append(make("p", { id: `${id}-hint`, className: "course-quiet" }, say("code_hint")), input, said);
  element.addEventListener("submit", (event) => event.preventDefault());
  const sayWrong = (line) => {
    said.textContent = line;
    input.setAttribute("aria-invalid", String(Boolean(line)));
  };
  const isOdd = () => readQuiz(model).learner && !LEARNER_CODE.test(readQuiz(model).learner);
  input.addEventListener("input", () => {
    keepQuiz(model, { learner: input.value.trim().toLowerCase().replace(/[\s_–-]+/g, "-") });
  });
  input.addEventListener("change", () => {
    input.value = readQuiz(model).learner;
    // A line that appears during a tap would move the button from under the finger.
    setTimeout(() => isOdd() && sayWrong(say("code_odd")), 400);
  });
  const show = () => {
    const { learner } = readQuiz(model);
    if (document.activeElement !== input) input.value = learner;
    if (!isOdd() && learner) sayWrong("");
  };
  const ask = (line) => {
    sayWrong(line);
    input.focus();
  };
  return { element, show, ask };
}

/** Ways out for the file: download, share where the device can, and the same text as .txt. */
function drawSending({ model, code, tell }) {
  const withCode = (act) => () => {
    if (LEARNER_CODE.test(readQuiz(model).learner)) act();
    else code.ask(say("code_missing"));
  };
  const save = (ending) => {
    const file = toFile(model, ending);
    download(file);
    tell(say("saved_file", { name: file.name }));
  };
  const share = async () => {
    // Some phones refuse .json but take the same text as .txt.
    const file = ["json", "txt"].map((ending) => toFile(model, ending)).find((one) => canShare(one));
    try {
      await navigator.share({ files: [file], title: file.name });
      tell(say("passed_on", { name: file.name }));
    } catch (error) {
      tell(say(error.name === "AbortError" ? "sent_nothing" : "share_refused"));
    }
  };
  const row = make("div", { className: "course-row" }, makeButton(say("download"), withCode(() => save("json")), true));
  if (canShare(new File(["{}"], "a.txt", { type: "text/plain" }))) row.append(makeButton(say("share"), withCode(share)));
  row.append(makeButton(say("save_txt"), withCode(() => save("txt"))));
  return row;
}

function canShare(file) {
  try {
    return navigator.canShare?.({ files: [file] }) ?? false;
  } catch {
    return false;
  }
}

/** What exactly is in the file: first in words, then the file itself. */
function drawContents({ model }) {
  const list = make("ul", {});
  const file = make("pre", { className: "course-quiz-file" });
  const own = make("details", {}, make("summary", {}, say("file_show")), file);
  const element = make("details", {}, make("summary", {}, say("file_what")), list, own);
  const show = () => {
    const { learner, device, saved_at } = readQuiz(model);
    const lines = [
      say("file_code", { code: learner || say("file_code_none") }),
      say("file_device", { device: device || say("file_code_none") }),
      say("file_when", { when: saved_at || say("file_when_none") }),
      say("file_quiz"),
      say("file_answers"),
      say("file_no_name"),
    ];
    list.replaceChildren(...lines.map((line) => make("li", {}, line)));
    file.textContent = toFileText(model);
  };
  return { element, show };
}

/** On a page: to a trainer as a file, or an end for one who learns alone. */
function drawHandIn({ model, uid }) {
  const said = make("p", { role: "status" });
  const code = drawCode({ model, id: `${uid}-send-code` });
  const contents = drawContents({ model });
  const box = make("input", { type: "checkbox", id: `${uid}-alone` });
  box.addEventListener("change", () => keepQuiz(model, { alone: box.checked }));
  const label = make("label", {}, box, make("span", {}, say("alone_box")));
  const tell = (line) => (said.textContent = line);
  const sending = make("div", {}, code.element, drawSending({ model, code, tell }), said, contents.element);
  const ending = drawEnding(model);
  const title = make("p", { className: "course-title" }, say("hand_in"));
  const element = make("div", { className: "course-quiz-hand-in", role: "group", "aria-label": say("hand_in") }, title);
  element.append(make("form", { className: "course-option" }, label), sending, ending);
  const show = () => {
    const { alone } = readQuiz(model);
    box.checked = alone;
    sending.hidden = alone;
    ending.hidden = !alone;
    code.show();
    contents.show();
  };
  return { element, show };
}

/** In JupyterLab the file is there already. */
function drawBeside({ model, uid }) {
  const code = drawCode({ model, id: `${uid}-send-code` });
  const title = make("p", { className: "course-title" }, say("hand_in"));
  const props = { className: "course-quiz-hand-in", role: "group", "aria-label": say("hand_in") };
  const element = make("div", props, title, make("p", {}, say("beside")), code.element);
  return { element, show: code.show };
}
