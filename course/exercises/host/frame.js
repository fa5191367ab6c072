/** JupyterLab's frame around a view: shows the exercise's notice, and says so in one line if the view fails.
 *  The file before it ends in `render` (and perhaps `fillPaper`); course/exercises/base.py joins the two. */
export default {
  async render({ model, el }) {
    const notice = document.createElement("p");
    const live = document.createElement("div");
    notice.className = "course-notice";
    notice.setAttribute("role", "status");
    live.className = "course-live";
    // Else an "x" typed on a radio button would cut the cell. JupyterLab looks for this on the focused element.
    live.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = "true"));
    const tell = () => {
      notice.textContent = model.get("notice") ?? "";
      notice.hidden = !notice.textContent;
    };
    model.on("change:notice", tell);
    tell();
    el.append(notice, live);
    try {
      return await render({ model, el: live });
    } catch (error) {
      console.error(error);
      notice.textContent = "This exercise could not be shown. What you wrote before is still in journal.json.";
      notice.hidden = false;
    }
  },
};
