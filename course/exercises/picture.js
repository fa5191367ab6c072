/** Pictures that a view draws, and that a learner may keep. `make` and `saveFile` stand in make.js and keep.js. */

/** An element of SVG with its attributes and children. */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A picture with its name and its text, which stand in the file too. */
function drawPicture(width, height, { title, text, id }, ...children) {
  const names = { role: "img", "aria-labelledby": `${id}-name ${id}-text`, viewBox: `0 0 ${width} ${height}` };
  const name = draw("title", { id: `${id}-name` }, title);
  const words = draw("desc", { id: `${id}-text` }, text);
  return draw("svg", { ...names, class: "course-picture" }, name, words, ...children);
}

/** Save a picture that is on the page as an SVG file, its colors as they are seen now. */
function savePicture(svg, name, line) {
  const copy = svg.cloneNode(true);
  const seen = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(seen[index]);
    for (const property of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor"])
      if (element instanceof SVGGraphicsElement) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute("class");
  });
  copy.style.background = getComputedStyle(svg.closest(".course-live") ?? svg).backgroundColor;
  copy.setAttribute("xmlns", svg.namespaceURI);
  saveFile(name, new XMLSerializer().serializeToString(copy), "image/svg+xml", line);
}
