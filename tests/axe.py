"""axe-core in a page of a real browser: what it finds, one readable line each.

The script comes with the package axe-playwright-python. It is evaluated through the browser's own debugging door, which
the page's Content-Security-Policy does not concern, so the policy stays as strict as for a reader.

axe says of some places that it cannot decide, because something stands over the text or the text is one sign long.
Those are decided here, by the text's own color on the first ground below it; what stays undecided is a finding.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MANY = 12
"""of as many children of one kind as a list of facts has, the first say what there is to find"""
HAS_AXE = "() => typeof axe === 'object'"
RUN = """async ([tags, within, many]) => {
  const alike = (one) => [...one.parentElement.children].filter((other) => other.tagName === one.tagName);
  const isLate = (one) => alike(one).indexOf(one) >= many;
  const rest = many ? [...document.querySelectorAll("main :is(tr, li, section, div)")].filter(isLate) : [];
  const include = document.querySelector(within);
  return axe.run({ include: include ?? document, exclude: rest }, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "incomplete"],
  });
}"""
DECIDE = """([rule, target]) => {
  const one = document.querySelector(target);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (color, ground) => {
    pen.fillStyle = `rgb(${ground.join(" ")})`;
    pen.fillRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = () => {
    const chain = [];
    for (let at = one; at; at = at.parentElement) chain.unshift(getComputedStyle(at));
    if (chain.some(({ opacity }) => opacity !== "1")) return "it is not opaque";
    let grounds = [[255, 255, 255]];
    for (const { backgroundColor, backgroundImage } of chain) {
      grounds = grounds.map((ground) => over(backgroundColor, ground));
      if (backgroundImage === "none") continue;
      if (backgroundImage.includes("url(")) return "it stands on a picture";
      const tints = backgroundImage.match(/\\b(?:rgba?|color)\\([^)]*\\)/g) ?? [];
      grounds.push(...grounds.flatMap((ground) => tints.map((tint) => over(tint, ground))));
    }
    const style = getComputedStyle(one);
    const against = (ground) => {
      const [light, dark] = [over(style.color, ground), ground].map(luminance).sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const ratio = Math.min(...grounds.map(against));
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return ratio >= (isLarge ? 3 : 4.5) ? "" : `contrast of ${ratio.toFixed(2)}`;
  };
  if (rule === "color-contrast") return contrast();
  const look = (each) => getComputedStyle(each);
  const isTold = () =>
    look(one).textDecorationLine.includes("underline") ||
    look(one.firstElementChild ?? one).fontWeight !== look(one.parentElement).fontWeight;
  if (rule === "link-in-text-block" && isTold()) return ""; // by more than color
  if (rule === "aria-valid-attr-value" && document.getElementById(one.getAttribute("aria-controls"))) return "";
  return "undecided";
}"""


def findings(page: Page, within: str = "", *, is_sample: bool = False) -> list[str]:
    """What breaks a rule: its name, the place and why.

    ``within`` is a selector that narrows the look to one part; a sample looks at the first of many alike.
    """
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    result = page.evaluate(RUN, [TAGS, within or ":root", MANY if is_sample else 0])
    broken = [_line(rule["id"], node, _why(node)) for rule in result["violations"] for node in rule["nodes"]]
    doubts = [(rule["id"], node) for rule in result["incomplete"] for node in rule["nodes"]]
    decided = [(rule, node, page.evaluate(DECIDE, [rule, node["target"][0]])) for rule, node in doubts]
    return broken + [_line(rule, node, f"{why} ({_why(node)})") for rule, node, why in decided if why]


def _line(rule: str, node: dict[str, Any], why: str) -> str:
    return f"{rule} at {' > '.join(map(str, node['target']))}: {why}"


def _why(node: dict[str, Any]) -> str:
    checks = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return "; ".join(dict.fromkeys(checks))
