/** Draws the charts of a saved page, by day or by night, and folds what can be folded. */
"use strict";

(() => {
  const held = (script) => JSON.parse(script.textContent);
  const night = held(document.getElementById("by-night"));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const print = matchMedia("print");

  for (const folded of document.querySelectorAll("details")) folded.open = false;

  /** A colour is a whole text of seven letters, or nine with its opacity; all other texts stay as they are. */
  const byNight = (part) => {
    if (typeof part === "string") return /^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(part) ? (night.swaps[part.slice(0, 7)] ?? part.slice(0, 7)) + part.slice(7) : part;
    if (Array.isArray(part)) return part.map(byNight);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, byNight(value)]));
  };

  function draw() {
    for (const script of document.querySelectorAll("script[data-for]")) {
      const { data, layout, config } = held(script);
      const shown = dark.matches && !print.matches ? { data: byNight(data), layout: { ...byNight({ ...layout, template: null }), template: night.template } } : { data, layout };
      Plotly.react(document.getElementById(script.dataset.for), shown.data, shown.layout, config);
    }
  }

  draw();
  dark.addEventListener("change", draw);
  addEventListener("beforeprint", draw);
  addEventListener("afterprint", draw);
})();
