// What a person with a keyboard, a screen reader or weak eyes would stumble over; each finding is one line.
() => {
  const found = [];
  const say = (rule, element) => found.push(`${rule}: ${element.outerHTML.slice(0, 160)}`);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const named = (element) =>
    (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent || "").trim() ||
    (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join("").trim();

  for (const one of document.querySelectorAll("a[href], button, input, select, summary, [role=img], nav, section, search, [role=group]"))
    if (seen(one) && !named(one)) say("no name", one);
  for (const one of document.querySelectorAll("[tabindex]")) if (one.tabIndex > 0) say("jumps the queue", one);
  for (const one of document.querySelectorAll("th")) if (!one.scope) say("header of nothing", one);
  for (const one of document.querySelectorAll("th, h1, h2, h3, title, caption, li, dt")) if (!one.textContent.trim()) say("empty", one);
  for (const one of document.querySelectorAll("table")) if (!one.querySelector("thead th") || !one.querySelector("tbody th")) say("no headers", one);
  for (const one of document.querySelectorAll("ul")) for (const child of one.children) if (child.tagName !== "LI") say("no item", child);
  for (const one of document.querySelectorAll("*"))
    if (seen(one) && one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.tabIndex < 0 && !/INPUT|SELECT|OPTION/.test(one.tagName)) say("scrolls by mouse only", one);

  for (const [tag, most] of [["header", 1], ["nav", 1], ["main", 1], ["footer", 1], ["h1", 1]])
    if (document.querySelectorAll(tag).length !== most) found.push(`not one ${tag}`);
  let level = 0;
  for (const one of document.querySelectorAll("h1, h2, h3, h4")) {
    if (Number(one.tagName[1]) > level + 1) say("skips a level", one);
    level = Number(one.tagName[1]);
  }
  if (!document.documentElement.lang) found.push("no language");
  if (document.scrollingElement.scrollWidth > innerWidth + 1) found.push(`wider than the window: ${document.scrollingElement.scrollWidth}`);

  const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !seen(element) || /SCRIPT|STYLE/.test(element.tagName)) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(parse(element.closest("svg") ? style.fill : style.color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) say(`contrast ${contrast.toFixed(1)}`, element);
  }
  return found;
}
