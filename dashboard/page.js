/**
 * What the page does beyond Streamlit: one step of the browser's history for each act of the analyst, pictures of the charts, and charts that let a
 * phone scroll. Loaded before the app; asks nobody but this server.
 */
"use strict";

(() => {
  const { plotly: PLOTLY, paper: PAPER } = document.currentScript.dataset;

  // ------------------------------------------------------------------------------------------------------------------ the width of the window
  // Known to the server with the first request of the app, so that a phone gets charts that are drawn for it.

  const measured = () => (document.cookie = `dateline_width=${Math.min(innerWidth, screen.width)}; path=/; SameSite=Strict`);
  measured();
  addEventListener("resize", measured);

  // A grid that scrolls sideways keeps a line of room above for a toolbar. Charts have none.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`[class*="st-key-card-"] .stGrid { padding-top: 3px }`);
  document.adoptedStyleSheets.push(sheet);

  // ------------------------------------------------------------------------------------------------------------------ back and forward
  // Streamlit writes a widget's new value over the current entry of the history, and pushes an entry for everything the server writes, defaults
  // included. Here an act of the user makes one entry, and whatever follows from it is written over that one.

  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let acted = false; // since the page was loaded, or the last step back or forward
  let owed = false; // the last act has no entry of its own yet
  let pressed = false; // a pointer is down: what is written now ends the act before, such as words typed into a field that is left
  const SILENT = new Set(["Alt", "AltGraph", "Control", "Meta", "Shift"]);

  function act() {
    acted = owed = true;
  }

  addEventListener("pointerdown", (event) => event.isTrusted && ((pressed = true), act()), true);
  addEventListener("pointerup", () => (pressed = false), true);
  addEventListener("pointercancel", () => (pressed = false), true);
  addEventListener("keydown", (event) => event.isTrusted && !event.altKey && !event.metaKey && !SILENT.has(event.key) && act(), true);
  addEventListener("popstate", () => (acted = owed = false), true);

  const same = (url) => new URL(url ?? "", location.href).href === location.href;

  /** Streamlit's own pushes come from the server's answer: a page, a default, a value that a callback sets. */
  history.pushState = (state, title, url) => {
    if (same(url)) return;
    (owed ? push : replace)(state, title, url);
    owed = false;
    arrived();
  };

  /** A widget writes its value with the whole address; a path alone is the server's answer to a step back or forward. */
  history.replaceState = (state, title, url) => {
    const widget = typeof url === "string" && /^\w+:/.test(url);
    if (!widget || !acted || same(url)) {
      replace(state, title, url);
    } else {
      push(state, title, url);
      owed = pressed;
    }
    arrived();
  };

  // ------------------------------------------------------------------------------------------------------------------ moving about
  // Another page, or another thing's page, is shown from its top. In the menu the page one is on leads to the page itself, without what is open on it;
  // Streamlit would do nothing. What was opened to choose from closes: the menu on a phone, the list of saved views.

  const THINGS = ["who", "about", "name", "group"]; // address parameters of the things that have a page of their own
  const OPEN = [...THINGS, "article", "sentence", "at"]; // and of what else is open on a page
  const PHONE = 640; // pixels; up to here the menu covers the page

  const place = () => {
    const address = new URL(location.href);
    return [address.pathname, ...THINGS.map((name) => address.searchParams.get(name) ?? "")].join("\n");
  };
  let here = place();

  function arrived() {
    const before = here;
    here = place();
    if (here !== before) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  addEventListener("popstate", arrived, true);

  addEventListener("click", (event) => {
    const chosen = event.target.closest?.('[data-testid="stSidebarNavLink"]');
    if (!chosen || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (innerWidth <= PHONE) setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
    const address = new URL(location.href);
    if (chosen.getAttribute("aria-current") !== "page" || !OPEN.some((name) => address.searchParams.has(name))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    OPEN.forEach((name) => address.searchParams.delete(name));
    owed = true; // a click by the keyboard or by a script is an act as well
    history.pushState(history.state, "", address.href);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  }, true);

  addEventListener("click", (event) => {
    if (event.target.closest?.('[class*="st-key-view-open-"] button')) setTimeout(() => document.querySelector(".st-key-saved-views button")?.click());
  });

  // ------------------------------------------------------------------------------------------------------------------ a box over points
  // Where a chart's own drag draws a box, Streamlit lets no click choose a point. Here both work: on a chart that names a direction for its box, a
  // mouse that moves on while it is down begins anew as one that draws a box. A finger scrolls the page instead.

  const A_DRAG = 10; // pixels; a little more than what Plotly takes for one
  let down; // where the mouse went down on such a chart

  const mouse = (kind, x, y) => new MouseEvent(kind, { bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: x, clientY: y });

  addEventListener(
    "pointerdown",
    (event) => {
      const graph = event.target instanceof Element && event.target.closest(".js-plotly-plot");
      down = undefined;
      if (!graph?.layout?.selectdirection || !graph._fullLayout || event.pointerType !== "mouse" || event.button !== 0) return;
      down = { graph, target: event.target, x: event.clientX, y: event.clientY };
      graph._fullLayout.dragmode = graph.layout.dragmode;
    },
    true,
  );
  addEventListener("pointerup", () => (down = undefined), true);
  addEventListener(
    "pointermove",
    (event) => {
      if (!down || Math.hypot(event.clientX - down.x, event.clientY - down.y) < A_DRAG) return;
      const { graph, target, x, y } = down;
      down = undefined;
      document.dispatchEvent(mouse("mousemove", x + A_DRAG, y + A_DRAG)); // so that letting go is no click
      document.dispatchEvent(mouse("mouseup", x + A_DRAG, y + A_DRAG));
      Object.assign(graph._fullLayout, { dragmode: "select", selectdirection: graph.layout.selectdirection });
      graph.layout.selections = graph._fullLayout.selections = []; // one box at a time
      target.dispatchEvent(mouse("mousedown", x, y));
    },
    true,
  );

  // A box that stands there takes no clicks from the points in it.
  addEventListener("pointerover", (event) => event.target.closest?.(".js-plotly-plot .selectionlayer, .js-plotly-plot .outline-controllers") && (event.target.style.pointerEvents = "none"), true);

  // ------------------------------------------------------------------------------------------------------------------ touch
  // Plotly takes every touch on a chart that can be clicked for the begin of a drag, and a finger cannot scroll past it. Unseen by plotly, a swipe
  // scrolls, and a tap still arrives as a click.

  for (const kind of ["touchstart", "touchmove", "touchend"]) {
    addEventListener(kind, (event) => event.target.closest?.(".js-plotly-plot .draglayer") && event.stopImmediatePropagation(), {
      capture: true,
      passive: true,
    });
  }

  // ------------------------------------------------------------------------------------------------------------------ to the words of a sentence
  // A sentence of an article that is read (data-sentence, its number) is chosen by a click or Enter: a step of the history that the server follows
  // as it follows Back.

  function choose(event) {
    const sentence = event.target.closest?.("[data-article] [data-sentence]");
    if (!sentence || event.detail > 1 || !getSelection().isCollapsed) return; // words may still be marked and copied
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("article", sentence.closest("[data-article]").dataset.article);
    address.searchParams.set("sentence", sentence.dataset.sentence);
    if (same(address)) return;
    push(history.state, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  }
  addEventListener("click", choose, true);
  addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && choose(event), true);

  // A table below the dialog listens to the whole window, and would take a tap on the text for one on the row behind it.
  for (const kind of ["touchstart", "touchend"]) {
    document.addEventListener(kind, (event) => event.target.closest?.("[data-testid=stDialog] [data-article]") && event.stopPropagation(), { passive: true });
  }

  // What is known of the chosen sentence stays in sight while the text scrolls: beside it, and at the foot of a phone's screen.
  const inSight = new CSSStyleSheet();
  inSight.replaceSync(`
    @media (min-width: 641px) {
      .stColumn:has(.st-key-asked) > .stVerticalBlock { position: sticky; top: 4rem; height: auto; flex: none; }
    }
    @media (max-width: 640px) {
      [data-testid="stLayoutWrapper"]:has(> .st-key-asked) {
        position: sticky; bottom: 0; z-index: 2; max-height: 50vh; overflow-y: auto; backdrop-filter: blur(24px);
      }
    }
    [data-testid="stDialog"]:has(.st-key-asked) > div { overflow: clip } /* hidden would keep it from staying */`);
  document.adoptedStyleSheets.push(inSight);

  // ------------------------------------------------------------------------------------------------------------------ Escape
  // A table in a dialog takes the first Escape for itself. Here it closes the dialog, unless a list or a menu is open over it.

  const OVER_DIALOG = '[role="listbox"], [role="menu"], [data-testid="stPopoverBody"], .gdg-style, [data-testid="stFullScreenFrame"] [title="Close fullscreen"]';

  addEventListener("keydown", (event) => {
    const close = event.key === "Escape" && document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]');
    if (!close || document.querySelector(OVER_DIALOG)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    close.click();
  }, true);

  // ------------------------------------------------------------------------------------------------------------------ minus
  // Tables are drawn on a canvas, their negative numbers with a hyphen and, of a trifle, as -0.00. Their downloads keep the hyphen that programs read.

  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    const [, digits] = /^[-+]([\d,.]+(?:\s?%)?)$/.exec(text) ?? [];
    const shown = !digits ? text : /[1-9]/.test(digits) ? text.replace("-", "−") : digits;
    return fillText.call(this, shown, ...rest);
  };

  // ------------------------------------------------------------------------------------------------------------------ to the filters
  // The button in a page's head (key open-filters): on a phone, or where the sidebar is closed, it opens it; else it leads the keyboard there.

  const SLIDES = 400; // milliseconds until the sidebar is open and its fields can be reached

  addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-open-filters button")) return;
    event.stopImmediatePropagation(); // the server need not be asked
    event.preventDefault();
    const closed = document.querySelector('[data-testid="stExpandSidebarButton"]');
    closed?.click();
    setTimeout(
      () => {
        const filters = document.querySelector('[data-testid="stSidebar"] .st-key-filters');
        if (!filters) return;
        filters.tabIndex = -1; // the next Tab leads to the first filter
        filters.scrollIntoView({ block: "start" });
        filters.focus({ preventScroll: true });
      },
      closed ? SLIDES : 0,
    );
  }, true);

  // ------------------------------------------------------------------------------------------------------------------ pictures
  // A card's buttons PNG and SVG (keys png-… and svg-…) are answered here: the chart as it stands, drawn again on light paper with the words of its
  // card. What is read from the page is set as text; only the chart's own labels, which the server has escaped, are plotly's markup.

  const KINDS = { png: "image/png", svg: "image/svg+xml" };
  const WIDTH = 1200; // of a picture, in pixels
  const SHARPER = 2; // PNG pixels to one of those
  const NARROWEST = 800; // what is drawn across that width: fewer pixels than this make the text too large, more than the other too small
  const WIDEST = 1300;
  const EDGE = 28; // empty paper around all
  const SHOWN = 8000; // milliseconds a message stays
  // How to use a chart on the screen: no help on paper.
  const ON_SCREEN = /(^|[.;] )(Click|Choose|Drag|Draw|Point at|Hover|Double click)\b[^.;]*(?=[.;]|$)/gi;
  const XML = "http://www.w3.org/2000/svg";

  addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const [, kind, key] = button?.closest("[class*=st-key-png-], [class*=st-key-svg-]")?.className.match(/st-key-(png|svg)-(\S+)/) ?? [];
    if (!kind) return;
    event.stopImmediatePropagation(); // the server need not be asked
    event.preventDefault();
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    button.style.cursor = "progress";
    picture(document.querySelector(`.st-key-card-${CSS.escape(key)}`), kind, key)
      .catch((error) => say(`The picture could not be made: ${error.message}`))
      .finally(() => {
        button.ariaBusy = null;
        button.style.cursor = "";
      });
  }, true);

  // The library is large: a hand on the way to the button starts it.
  for (const kind of ["pointerover", "focusin"]) {
    addEventListener(kind, (event) => event.target.closest?.("[class*=st-key-png-], [class*=st-key-svg-]") && plotly().catch(() => {}), true);
  }

  /** Makes the picture of a card's chart and hands it to the browser as a download. */
  async function picture(card, kind, key) {
    const chart = card?.querySelector(".js-plotly-plot");
    if (!chart?.data) throw new Error("the chart is not drawn yet. Wait for it, then try again.");
    const [Plotly, paper] = await Promise.all([plotly(), colours()]);
    const fonts = kind === "png" ? await pageFonts(card, chart) : { serif: paper.serif, sans: paper.sans, faces: "" };
    const words = captions(card, chart);
    const width = Math.min(Math.max(chart.clientWidth, NARROWEST), WIDEST);
    const height = chart.layout.height ?? chart.clientHeight;
    const figure = onPaper(chart, paper, fonts);
    const drawn = await Plotly.toImage(figure, { format: "svg", width: width - 2 * EDGE, height, imageDataOnly: true });
    const svg = page(drawn, words, { width, height, paper, fonts });
    const text = new XMLSerializer().serializeToString(svg);
    const file = new Blob([text], { type: KINDS.svg });
    save(kind === "svg" ? file : await rastered(file, svg), `${words.name ?? key}.${kind}`);
  }

  /** Plotly, loaded once when it is first asked for. */
  let library;
  function plotly() {
    library ??= new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = PLOTLY;
      script.onload = () => (window.Plotly ? loaded(window.Plotly) : failed(new Error("the drawing library did not start.")));
      script.onerror = () => failed(new Error("the drawing library did not load. Is Dateline still running?"));
      document.head.append(script);
    }).catch((error) => {
      library = undefined; // the next click tries again
      throw error;
    });
    return library;
  }

  let looked;
  function colours() {
    looked ??= fetch(PAPER).then((answer) => answer.json()).catch(() => {
      looked = undefined;
      throw new Error("the server does not answer. Is Dateline still running?");
    });
    return looked;
  }

  /** The chart's traces and layout on light paper, without what was selected. */
  function onPaper(chart, paper, fonts) {
    const recoloured = (part) => {
      if (typeof part === "string") return recolour(part, paper.swaps);
      if (Array.isArray(part)) return part.map(recoloured);
      if (part === null || typeof part !== "object" || ArrayBuffer.isView(part) || part instanceof Date) return part;
      return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, recoloured(value)]));
    };
    const fitted = (part) => JSON.parse(JSON.stringify(part).replaceAll(JSON.stringify(paper.sans), JSON.stringify(fonts.sans)));
    const { width, template, selections, selectdirection, ...layout } = chart.layout;
    return {
      data: recoloured(chart.data).map(({ selectedpoints, ...trace }) => trace),
      layout: { ...recoloured(layout), template: fitted(paper.template) },
    };
  }

  function recolour(text, swaps) {
    const [, colour, alpha] = text.match(/^(#[0-9a-f]{6})([0-9a-f]{2})?$/i) ?? [];
    const light = colour && swaps[colour.toLowerCase()];
    return light ? light + (alpha ?? "") : text;
  }

  /** What a card says: title, measure, how to read it, and where it comes from. */
  function captions(card, chart) {
    const notes = [...card.querySelectorAll("[data-testid=stCaptionContainer]")];
    const before = (note) => note.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING;
    const plain = (element) => (element?.textContent ?? "").replace(/[ \t\r\n]+/g, " ").trim(); // "67.7 %" stays on one line
    const meta = chart.layout.meta ?? {};
    const reading = plain(notes.find((note) => !before(note))).replace(ON_SCREEN, "$1").replace(/[.;]\s*([.;])/g, "$1");
    return {
      title: plain(card.querySelector("h1, h2, h3, h4, h5, h6")),
      measured: notes.filter(before).map(plain).join(" "),
      reading: reading.replace(/^[.;\s]+/, "").trim(),
      source: ["Dateline", meta.source].filter(Boolean).join(" · "),
      name: meta.name,
    };
  }

  /** The fonts of the page, as rules that hold them whole: an image may not load anything. */
  async function pageFonts(card, chart) {
    const serif = getComputedStyle(card.querySelector("h1, h2, h3, h4, h5, h6") ?? card).fontFamily;
    const sans = chart.layout.template?.layout?.font?.family ?? getComputedStyle(card).fontFamily;
    const first = (families) => families.split(",")[0].replace(/["']/g, "").trim();
    const wanted = new Set([first(serif), first(sans)]);
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
    const faces = rules.filter(({ style }) => wanted.has(first(style.getPropertyValue("font-family"))) && style.getPropertyValue("font-style") !== "italic");
    return { serif, sans, faces: (await Promise.all(faces.map(face))).join("\n") };
  }

  async function face({ style, parentStyleSheet }) {
    const source = style.getPropertyValue("src").match(/url\(["']?([^"')]+)/)?.[1];
    if (!source) return "";
    const answer = await fetch(new URL(source, parentStyleSheet.href ?? document.baseURI));
    const held = await encoded(await answer.blob());
    const weight = style.getPropertyValue("font-weight") || "400";
    return `@font-face{font-family:${style.getPropertyValue("font-family")};font-weight:${weight};src:url(${held})}`;
  }

  function encoded(blob) {
    return new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => failed(new Error("a font could not be read."));
      reader.readAsDataURL(blob);
    });
  }

  /** The whole picture as SVG: title, measure, chart, how to read it, source. */
  function page(chart, words, { width, height, paper, fonts }) {
    const svg = element("svg", { xmlns: XML });
    const room = width - 2 * EDGE;
    if (fonts.faces) svg.append(element("style", {}, fonts.faces));
    svg.append(element("title", {}, words.title), element("rect", { width: "100%", height: "100%", fill: paper.paper }));
    let y = EDGE;
    const write = (text, { size, family, colour, weight = 400, gap }) => {
      for (const line of wrapped(text, room, `${weight} ${size}px ${family}`)) {
        y += size * 1.3;
        svg.append(element("text", { x: EDGE, y: y - size * 0.3, "font-family": family, "font-size": size, "font-weight": weight, fill: colour }, line));
      }
      if (text) y += gap;
    };
    write(words.title, { size: 22, family: fonts.serif, colour: paper.ink, weight: 600, gap: 4 });
    write(words.measured, { size: 13.5, family: fonts.sans, colour: paper.muted, gap: 14 });
    const inner = document.importNode(new DOMParser().parseFromString(chart, KINDS.svg).documentElement, true);
    for (const [name, value] of Object.entries({ x: EDGE, y, width: room, height, overflow: "visible" })) inner.setAttribute(name, value);
    svg.append(inner);
    y += height + 10;
    write(words.reading, { size: 12.5, family: fonts.sans, colour: paper.muted, gap: 10 });
    svg.append(element("line", { x1: EDGE, x2: width - EDGE, y1: y, y2: y, stroke: paper.rule }));
    y += 6;
    write(words.source, { size: 11.5, family: fonts.sans, colour: paper.muted, gap: 0 });
    y = Math.ceil(y + EDGE * 0.7);
    const parts = { viewBox: `0 0 ${width} ${y}`, width: WIDTH, height: Math.round((y * WIDTH) / width) };
    for (const [name, value] of Object.entries(parts)) svg.setAttribute(name, value);
    return svg;
  }

  function element(name, attributes, text) {
    const made = document.createElementNS(XML, name);
    for (const [attribute, value] of Object.entries(attributes)) if (attribute !== "xmlns") made.setAttribute(attribute, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** A text in lines that fit. */
  function wrapped(text, room, font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const lines = [];
    for (const word of text.split(" ").filter(Boolean)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  async function rastered(file, svg) {
    const address = URL.createObjectURL(file);
    const image = new Image();
    image.src = address;
    await image.decode().catch(() => {
      throw new Error("the browser could not draw it. The SVG may still work.");
    });
    const canvas = document.createElement("canvas");
    canvas.width = svg.getAttribute("width") * SHARPER;
    canvas.height = svg.getAttribute("height") * SHARPER;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("it is too large for this browser."))), KINDS.png));
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** Shows a short message at the foot of the window. */
  function say(text) {
    const app = getComputedStyle(document.querySelector("[data-testid=stApp]") ?? document.body);
    const note = document.createElement("div");
    note.setAttribute("role", "alert");
    note.textContent = text;
    Object.assign(note.style, {
      position: "fixed", left: "50%", bottom: "24px", transform: "translateX(-50%)", maxWidth: "min(36rem, 90vw)", padding: "10px 16px", zIndex: 1e6,
      background: app.color, color: app.backgroundColor, font: `14px ${app.fontFamily}`, borderRadius: "4px",
    });
    document.body.append(note);
    setTimeout(() => note.remove(), SHOWN);
  }
})();
