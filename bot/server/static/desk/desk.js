// The desk's little script: fetches parts of the page when the server rings, counts time, keys, pictures, a bell.
// Everything works without it, by reloading. Parts come from our own server, escaped there; nothing else is inserted.
(() => {
  "use strict";
  document.documentElement.classList.add("script");
  const page = document.body.dataset;
  const lang = document.documentElement.lang;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const baseTitle = document.title;

  // ---------------------------------------------------------------- time that is left
  const UNITS = { vi: ["giây", "phút", "giờ", "ngày"], en: ["s", "min", "h", "d"] }[lang];
  const offset = 0;
  function span(seconds) {
    const s = Math.max(0, Math.floor(seconds));
    if (s >= 3600 && s < 36000 && s % 3600 >= 60) return `${Math.floor(s / 3600)} ${UNITS[2]} ${Math.floor((s % 3600) / 60)} ${UNITS[1]}`;
    if (s < 60) return `${s} ${UNITS[0]}`;
    if (s < 3600) return `${Math.floor(s / 60)} ${UNITS[1]}`;
    return s < 86400 ? `${Math.floor(s / 3600)} ${UNITS[2]}` : `${Math.floor(s / 86400)} ${UNITS[3]}`;
  }
  function tick() {
    const now = Date.now() + offset;
    for (const time of $$("time[data-due]")) {
      const left = (Date.parse(time.dateTime) - now) / 1000;
      if (Number.isNaN(left)) continue;
      const words = lang === "vi" ? (left > 0 ? `còn ${span(left)}` : `trễ ${span(-left)}`) : span(Math.abs(left)) + (left > 0 ? " left" : " late");
      if (time.textContent !== words) time.textContent = words;
      time.classList.toggle("late", left <= 0);
    }
  }
  setInterval(tick, 5000);

  // ---------------------------------------------------------------- parts of the page
  const typed = (field) => field.name && !["csrf", "request_id"].includes(field.name) && field.type !== "file" && field.type !== "hidden";
  function replace(old, fresh) {
    const kept = new Map($$("textarea, input, select", old).filter(typed).map((field) => [field.id || field.name, field.value]));
    const files = new Map($$("input[type=file]", old).filter((field) => field.files.length).map((field) => [field.name, field]));
    const open = new Set($$("details[open][id]", old).map((each) => each.id));
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const place = active && (active.id ? `#${CSS.escape(active.id)}` : active.tagName === "A" ? `a[href="${CSS.escape(active.getAttribute("href"))}"]` : null);
    const cursor = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    const scroller = $("[data-scroll]", old);
    const bottom = scroller && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
    const top = scroller ? scroller.scrollTop : 0;
    old.replaceWith(fresh);
    if (fresh.dataset.newest && Number(fresh.dataset.newest) > Number(old.dataset.newest)) {
      const last = $$(".m", fresh).at(-1), heard = $("[data-heard]");
      if (heard && last) heard.textContent = [$(".by b", last), $(".text", last)].map((each) => each?.textContent ?? "").join(": ");
    }
    for (const field of $$("textarea, input, select", fresh).filter(typed)) {
      const value = kept.get(field.id || field.name);
      if (value !== undefined && value !== "") field.value = value;
    }
    for (const [name, field] of files) $(`input[type=file][name="${name}"]`, fresh)?.replaceWith(field);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const now = $("[data-scroll]", fresh);
    if (now) now.scrollTop = bottom ? now.scrollHeight : top;
    const again = place && $(place, fresh);
    if (again) {
      again.focus({ preventScroll: true });
      if (cursor && "setSelectionRange" in again) again.setSelectionRange(...cursor);
    }
  }
  function take(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of $$("[data-part]", fresh)) {
      const old = $(`[data-part="${part.dataset.part}"]`);
      if (!old || (part.dataset.key && part.dataset.key === old.dataset.key)) continue;
      replace(old, document.importNode(part, true));
    }
    noticed();
    tick();
  }
  let running = false, again = false;
  async function look() {
    if (running) { again = true; return; }
    running = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.href.split("#")[0], { headers: { "x-desk-part": "1" }, redirect: "manual" });
        if (answer.status === 401) { location.assign("/desk/login?next=" + encodeURIComponent(location.pathname)); return; }
        if (answer.ok) take(await answer.text());
      } while (again);
    } catch { /* the stream will tell when the server is back */ } finally { running = false; }
  }

  // ---------------------------------------------------------------- news
  const lost = $("[data-lost]");
  let source = null, before = false;
  function listen() {
    if (!page.events || source) return;
    source = new EventSource(page.events);
    source.addEventListener("ready", () => { if (lost) lost.hidden = true; if (before) look(); before = true; });
    for (const name of (page.news || "").split(" ")) source.addEventListener(name, look);
    source.addEventListener("out", () => location.reload());
    source.onerror = () => { if (lost) lost.hidden = false; if (source && source.readyState === 2) { source = null; setTimeout(listen, 3000); } };
  }
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); listen(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });

  // ---------------------------------------------------------------- bell and title
  const bell = $("[data-sound]");
  let muted = localStorage.getItem("tiepnhan-desk-muted") === "1", known = null, sound = null;
  function showBell() {
    if (!bell) return;
    bell.hidden = false;
    bell.textContent = muted ? bell.dataset.off : bell.dataset.on;
    bell.setAttribute("aria-pressed", String(muted));
  }
  function ring() {
    if (muted) return;
    try {
      sound = sound || new AudioContext();
      const tone = sound.createOscillator(), loud = sound.createGain();
      tone.frequency.value = 880;
      loud.gain.setValueAtTime(0.12, sound.currentTime);
      loud.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.5);
      tone.connect(loud).connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.5);
    } catch { /* a browser that plays nothing before the first press */ }
  }
  function noticed() {
    const list = $("[data-waiting]");
    if (!list) return;
    const urgent = Number(list.dataset.urgent), waiting = Number(list.dataset.waiting);
    document.title = waiting ? `(${waiting}${urgent ? "!" : ""}) ${baseTitle}` : baseTitle;
    if (known !== null && urgent > known) ring();
    known = urgent;
  }
  bell?.addEventListener("click", () => {
    muted = !muted;
    localStorage.setItem("tiepnhan-desk-muted", muted ? "1" : "0");
    showBell();
    ring();
  });

  // ---------------------------------------------------------------- keys
  const busy = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
  function choose(step) {
    const links = $$(".cases .case");
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step))].focus();
  }
  const KEYS = {
    j: () => choose(1), k: () => choose(-1),
    n: () => location.assign("/desk/next" + (page.code ? "?but=" + page.code : "")),
    g: () => location.assign("/desk"),
    "/": () => $("#q") ? $("#q").focus() : location.assign("/desk"),
    t: () => $("[data-key-t]")?.click(),
    r: () => $("#reply")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && event.target.form) { event.target.form.requestSubmit(); return; }
    if (event.key === "Escape") { $$(".menu[open]").forEach((each) => each.removeAttribute("open")); if (busy(event.target)) event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || busy(event.target)) return;
    const act = KEYS[event.key.toLowerCase()];
    if (act && (page.page || event.key === "g")) { event.preventDefault(); act(); }
  });

  // ---------------------------------------------------------------- forms are sent once
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.sure && !confirm(form.dataset.sure)) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-canned]");
    const reply = $("#reply");
    if (!select || !reply || !select.value) return;
    const words = select.selectedOptions[0].dataset.text;
    reply.setRangeText((reply.selectionStart ? "\n" : "") + words, reply.selectionStart, reply.selectionEnd, "end");
    select.value = "";
    reply.focus();
  });
  addEventListener("click", (event) => { for (const menu of $$(".menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open"); });

  // ---------------------------------------------------------------- pictures
  const viewer = $("dialog.viewer");
  let shown = [], at = 0;
  function show(place) {
    at = (place + shown.length) % shown.length;
    const img = $("img", viewer);
    $(".frame", viewer).classList.remove("big");
    img.src = shown[at].href;
    img.alt = $("img", shown[at])?.alt || "";
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || !viewer || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const seen = new Set();
    shown = $$("a[data-view]").filter((each) => !seen.has(each.href) && seen.add(each.href));
    viewer.showModal();
    show(shown.findIndex((each) => each.href === link.href));
  });
  const VIEWER = { close: () => viewer.close(), next: () => show(at + 1), before: () => show(at - 1), zoom: () => $(".frame", viewer).classList.toggle("big") };
  viewer?.addEventListener("click", (event) => {
    if (event.target.tagName === "IMG") VIEWER.zoom();
    VIEWER[event.target.dataset.viewer]?.();
  });
  viewer?.addEventListener("keydown", (event) => {
    const name = { ArrowRight: "next", ArrowLeft: "before", "+": "zoom", "-": "zoom" }[event.key];
    if (name && !(event.key.startsWith("Arrow") && $(".frame.big", viewer))) { event.preventDefault(); VIEWER[name](); }
  });

  // ---------------------------------------------------------------- begin
  for (const scroller of $$("[data-scroll]")) scroller.scrollTop = scroller.scrollHeight;
  if (!location.hash) $("textarea[data-focus]")?.focus({ preventScroll: true });
  $(".bar nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  showBell();
  noticed();
  tick();
})();
