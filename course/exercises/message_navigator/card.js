/** The card of replies. `make…`, `say`, `copyText` and `printCard` stand in the files in front of this one. */

const readReplies = (model) => ({ kinds: {}, uses: {}, own: {}, ...model.get("response") });

/** What stands on the card: each message that has something to say to it, in the order of the messages. */
function findCard(model) {
  const { uses, own } = readReplies(model);
  const toReply = ({ id, reply }) => ({ record: reply, own: own[id] ?? "", pass: say("pass_card") })[uses[id]];
  return model
    .get("data")
    .messages.map((message) => ({ id: message.id, heard: message.message, reply: toReply(message) }))
    .filter(({ reply }) => reply);
}

/** The growing card with its buttons; `show` draws it anew. */
function drawCard(model, el, takeOff) {
  const title = make("p", { className: "course-prompt" });
  const list = make("ul", { className: "course-replies" });
  const line = make("p", { className: "course-quiet", role: "status" });
  const toText = () => findCard(model).map(({ heard, reply }) => `${say("quote", { text: heard })}\n${reply}`).join("\n\n");
  const copy = makeButton(say("copy"), () => copyText(toText(), line));
  const print = makeButton(say("print"), () => printCard(model, el), true);
  const all = makeButton(say("print_all"), () => printPaper(model, el));
  const empty = make("p", { className: "course-quiet" }, say("card_none"));
  const box = make("div", { className: "course-reply-card" }, title, empty, list, make("div", { className: "course-row" }, print, copy, all), line);
  const drawRow = ({ id, heard, reply }) => {
    const off = makeButton(say("card_off"), () => {
      takeOff(id);
      line.textContent = say("card_taken");
      (list.querySelector("button") ?? all).focus(); // the button pressed has gone
    });
    off.setAttribute("aria-label", say("card_off_named", { text: heard }));
    const words = make("p", {}, make("span", { className: "course-quiet" }, say("quote", { text: heard })), make("strong", {}, reply));
    return make("li", { className: "course-reply" }, words, off);
  };
  box.show = () => {
    const card = findCard(model);
    title.textContent = say("card_about", { n: card.length });
    empty.hidden = card.length > 0;
    copy.hidden = print.hidden = !card.length;
    list.replaceChildren(...card.map(drawRow));
  };
  return box;
}
