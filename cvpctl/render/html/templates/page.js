// Searching and filtering; everything else on the page works without it. Texts of others are only ever compared.
"use strict";
(() => {
  const bar = document.getElementById("filter");
  const all = [...document.querySelectorAll("details")];
  openWhatIsNamed();
  addEventListener("hashchange", openWhatIsNamed);
  printUnfolded();
  if (!bar) return;

  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const selects = [...bar.querySelectorAll("select")];
  const entries = [...document.querySelectorAll("[data-entry]")].map((element) => ({
    element,
    text: "",
    groups: groupsAround(element),
    tags: selects.map((select) => (element.getAttribute(`data-${select.dataset.tag}`) || "").split(" ")),
  }));
  const groups = new Set(entries.flatMap((entry) => entry.groups));

  bar.hidden = false;
  words.addEventListener("input", filter);
  for (const select of selects) select.addEventListener("change", filter);
  document.getElementById("unfold").addEventListener("click", () => fold(true));
  document.getElementById("fold").addEventListener("click", () => fold(false));
  addEventListener("keydown", hotkeys);
  // A page that is gone back to keeps what was typed.
  addEventListener("pageshow", filter);
  filter();

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = selects.map((select) => select.value);
    const alive = new Set();
    let count = 0;
    for (const entry of entries) {
      const fits = chosen.every((value, index) => !value || entry.tags[index].includes(value)) && says(entry, wanted);
      entry.element.hidden = !fits;
      if (!fits) continue;
      count += 1;
      for (const group of entry.groups) alive.add(group);
    }
    for (const group of groups) group.hidden = !alive.has(group);
    shown.textContent = `${count.toLocaleString("en")} of ${entries.length.toLocaleString("en")} shown`;
  }

  function says(entry, wanted) {
    if (!wanted.length) return true;
    entry.text ||= entry.element.textContent.toLowerCase();
    return wanted.every((word) => entry.text.includes(word));
  }

  function groupsAround(element) {
    const found = [];
    for (let at = element.closest("[data-group]"); at; at = at.parentElement.closest("[data-group]")) found.push(at);
    return found;
  }

  function fold(open) {
    for (const one of all) if (!one.closest("[hidden]") && (open || !one.classList.contains("group"))) one.open = open;
  }

  function hotkeys(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      words.focus();
    }
    if (event.key === "Escape" && document.activeElement === words) {
      words.value = "";
      filter();
    }
  }

  function openWhatIsNamed() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named) return;
    if (named.closest("[hidden]") && bar && !bar.hidden) {
      words.value = "";
      for (const select of selects) select.value = "";
      filter();
    }
    const own = named.querySelector(":scope > details");
    if (own) own.open = true;
    for (let at = named.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    named.scrollIntoView();
  }

  function printUnfolded() {
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = all.filter((one) => !one.open);
      for (const one of folded) one.open = true;
    });
    addEventListener("afterprint", () => {
      for (const one of folded) one.open = false;
    });
  }
})();
