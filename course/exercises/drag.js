/** Dragging, as an extra beside tap and keyboard, for mouse, pen and finger. `make` and `say` stand in make.js.
 *
 *  letDrag(root, { items, places, onDrop }): what matches `items` may be carried onto what matches `places`, both inside
 *  `root`; onDrop(item, place) then does what a tap or a key would have done. Gives a function that lets go and listens
 *  no more. A mouse takes an item anywhere, a finger by its grip alone (`makeGrip`), so that the page still scrolls
 *  under a thumb. Escape, or a browser that takes the pointer away, puts the item back. */

const DRAG_SLACK = 6; // pixels that a click may wander
const DRAG_EDGE = 48; // pixels from the edge of what scrolls, within which it does

/** The dotted mark by which a finger takes hold. Whoever has no pointer needs no word for it. */
const makeGrip = () => make("span", { className: "course-grip", "aria-hidden": "true" });

function letDrag(root, { items, places, onDrop }) {
  let held = null;

  const start = (event) => {
    const item = event.target.closest?.(items);
    const isByGrip = event.target.closest?.(".course-grip");
    if (held || !item || !event.isPrimary || event.button || (event.pointerType === "touch" && !isByGrip)) return;
    if (event.target.closest("select, input, textarea, summary, a")) return;
    held = { item, id: event.pointerId, x: event.clientX, y: event.clientY, at: event, isLifted: false };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape, true);
    addEventListener("resize", putBack); // a phone that is turned moves every place
  };

  const move = (event) => {
    if (event.pointerId !== held?.id) return;
    held.at = event;
    if (!held.isLifted && Math.hypot(event.clientX - held.x, event.clientY - held.y) > DRAG_SLACK) lift();
  };

  /** Where everything lies is read once; from then on, only where the whole has been scrolled to. */
  const lift = () => {
    const base = root.getBoundingClientRect();
    const boxes = [...root.querySelectorAll(places)].filter((place) => place.offsetParent).map((place) => {
      const { left, top, right, bottom } = place.getBoundingClientRect();
      return { place, left: left - base.left, top: top - base.top, right: right - base.left, bottom: bottom - base.top };
    });
    Object.assign(held, { isLifted: true, base, boxes, scroller: findScroller(root) });
    held.item.setPointerCapture?.(held.id);
    held.item.toggleAttribute("data-lifted", true);
    root.toggleAttribute("data-dragging", true);
    getSelection()?.removeAllRanges();
    held.frame = requestAnimationFrame(follow);
  };

  /** Once a frame: one rectangle is read, and one transform is written. */
  const follow = () => {
    const { item, at, x, y, base, boxes, scroller } = held;
    const now = root.getBoundingClientRect();
    const [left, top] = [at.clientX - now.left, at.clientY - now.top];
    item.style.transform = `translate(${left - (x - base.left)}px, ${top - (y - base.top)}px)`;
    const over = boxes.filter((box) => left >= box.left && left <= box.right && top >= box.top && top <= box.bottom).at(-1)?.place;
    if (over !== held.over) {
      held.over?.removeAttribute("data-over");
      over?.toggleAttribute("data-over", true);
      held.over = over;
    }
    scrollNear(scroller, at.clientY);
    held.frame = requestAnimationFrame(follow);
  };

  const drop = (event) => {
    if (event.pointerId !== held.id) return;
    if (held.isLifted) {
      cancelAnimationFrame(held.frame);
      follow(); // the last step may have come after the last frame
      // The click that ends a drag is no click; it comes before the next task, or not at all.
      addEventListener("click", stopClick, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", stopClick, true));
    }
    const { item, over } = held;
    putBack();
    if (over) onDrop(item, over);
  };

  const cancel = (event) => event.pointerId === held?.id && putBack();

  const escape = (event) => {
    if (event.key !== "Escape" || !held?.isLifted) return;
    event.preventDefault();
    event.stopPropagation();
    putBack();
  };

  const putBack = () => {
    if (!held) return;
    cancelAnimationFrame(held.frame);
    held.item.style.transform = "";
    held.item.removeAttribute("data-lifted");
    held.over?.removeAttribute("data-over");
    root.removeAttribute("data-dragging");
    held = null;
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape, true);
    removeEventListener("resize", putBack);
  };

  root.addEventListener("pointerdown", start);
  return () => {
    putBack();
    root.removeEventListener("pointerdown", start);
  };
}

const stopClick = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

/** What scrolls around an exercise: the page, or in JupyterLab the notebook. */
function findScroller(element) {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return document.scrollingElement;
}

function scrollNear(scroller, y) {
  if (y < DRAG_EDGE) scroller.scrollTop -= 8;
  else if (y > innerHeight - DRAG_EDGE) scroller.scrollTop += 8;
}
