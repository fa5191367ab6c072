/** Private ranking, from hand to hand: a curtain, one person's ranking, the curtain again. What is ranked is kept only
 *  when that person hides it, and in an order that tells nobody whose it was. A reload closes the curtain. */

function drawRank({ model, keep, clock, back, show: redraw }) {
  const line = make("p", { className: "course-ngt-turn", tabIndex: -1 });
  const begin = makeButton(say("take_device"), () => turn(true), true);
  const end = makeButton(say("show_result"), () => {
    if (!isEnough(readGroup(model))) return setText(said, say("too_few"));
    finish(model);
    redraw(true);
  }, true);
  const said = make("p", { role: "status" });
  const texts = { text: say("again_rank"), question: say("again_rank_ask"), yes: say("again_rank_yes"), no: say("keep_them") };
  const again = makeAsking(texts, () => {
    keep({ ballots: [] });
    line.focus();
  });
  const curtain = make("div", { className: "course-ngt-curtain" }, line, make("div", { className: "course-row" }, begin, end), said);
  curtain.append(clock.element, again);
  const ballot = drawBallot(model, (ranks) => {
    const ballots = [...readGroup(model).ballots, ranks];
    keep({ ballots: ballots.sort((a, b) => (a.join() < b.join() ? -1 : 1)) });
    turn(false);
    line.focus();
  });
  const turn = (isOpen) => {
    if (isOpen) ballot.start();
    setText(said, "");
    curtain.hidden = isOpen;
    ballot.element.hidden = !isOpen;
    back.hidden = isOpen;
  };
  ballot.element.hidden = true;
  const show = () => {
    const { ballots, people } = readGroup(model);
    const isAll = ballots.length >= people;
    setText(line, say(isAll ? "all_ranked" : ballots.length ? "curtain" : "curtain_first", { n: ballots.length, people }));
    begin.hidden = isAll;
    end.hidden = !ballots.length;
    end.classList.toggle("course-main", isAll);
    again.hidden = !ballots.length;
    if (isAll && curtain.hidden) turn(false);
  };
  return { element: make("div", {}, curtain, ballot.element), show };
}

/** One person's ranking: a tap gives an idea the next rank, another tap takes it out. */
function drawBallot(model, onHide) {
  const head = make("p", { className: "course-prompt", tabIndex: -1 });
  const list = make("ul", { className: "course-ngt-ballot" });
  const said = make("p", { className: "course-quiet", role: "status" });
  let ranks = [];
  let buttons = [];
  const most = () => Math.min(PICKS, buttons.length);
  const tap = (id) => {
    if (ranks.includes(id)) ranks = ranks.filter((one) => one !== id);
    else if (ranks.length < PICKS) ranks = [...ranks, id];
    else return setText(said, say("ranked_full", { n: PICKS }));
    setText(said, say("ranked_n", { n: ranks.length, most: most() }));
    mark();
  };
  const mark = () => {
    for (const [id, button, place] of buttons) {
      const rank = ranks.indexOf(id) + 1;
      button.setAttribute("aria-pressed", String(rank > 0));
      place.textContent = rank ? String(rank) : "";
    }
  };
  const start = () => {
    const { ideas } = readGroup(model);
    ranks = [];
    buttons = listHeads(ideas).map(([id]) => {
      const place = make("span", { className: "course-ngt-rank" });
      const button = makeButton("", () => tap(id));
      button.append(place, make("span", {}, sayIdea(id, ideas)));
      return [id, button, place];
    });
    list.replaceChildren(...buttons.map(([, button]) => make("li", {}, button)));
    setText(head, say("rank_how", { n: most() }));
    setText(said, "");
    mark();
    setTimeout(() => head.focus()); // once it is in sight
  };
  const hide = makeButton(say("hide"), () => {
    if (!ranks.length) return setText(said, say("rank_none"));
    onHide(ranks);
    list.replaceChildren();
  }, true);
  const pass = makeButton(say("pass_rank"), () => {
    onHide([]);
    list.replaceChildren();
  });
  return { element: make("div", {}, head, list, said, make("div", { className: "course-row" }, hide, pass)), start };
}
