/** Runs before anything of a page is drawn. Who left by the way out must not meet the page again by the Back button,
 *  not even for a blink; whoever opens it anew, by its address or in a new tab, is let in. */
try {
  const [visit] = performance.getEntriesByType("navigation");
  if (sessionStorage.getItem("course-left") && visit?.type === "back_forward") {
    document.documentElement.style.display = "none";
    location.replace(document.documentElement.dataset.leaveTo);
  } else sessionStorage.removeItem("course-left");
} catch {
  // A browser that keeps nothing has nothing to bring back.
}
