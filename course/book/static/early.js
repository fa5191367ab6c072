/** Runs before anything of a page is drawn. Who left by the way out must not meet the page again by the Back button,
 *  not even for a blink; whoever opens it anew, by its address or in a new tab, is let in. */

/** Blank at once, then away, in place of this page. leave.js calls it too. Without a network, or stuck in a bad one, it
 *  is our own blank page if the worker keeps it, else the browser's. */
globalThis.courseAway = (isStuck) => {
  const { style, dataset } = document.documentElement;
  style.display = "none";
  document.title = "Blank page";
  const blank = navigator.serviceWorker?.controller ? `${dataset.content_root}away.html` : "about:blank";
  location.replace(navigator.onLine && !isStuck ? dataset.leaveTo : blank);
};
try {
  const [visit] = performance.getEntriesByType("navigation");
  // A page that hangs on the way out may be loaded again by a nervous finger.
  const isAnew = !["back_forward", "reload"].includes(visit?.type);
  if (isAnew) sessionStorage.removeItem("course-left");
  else if (sessionStorage.getItem("course-left")) courseAway();
} catch {
  // A browser that keeps nothing has nothing to bring back.
}
