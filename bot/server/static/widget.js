/* Tiếp Nhận, the chat widget: <script async src="…/widget.js" data-site="…"></script> puts the chat on any page.
 It speaks to its own server and to nobody else, sets no cookie, runs no text as code and puts no token in an address. */
(() => {
"use strict";
if (window.tiepnhan && !Array.isArray(window.tiepnhan)) return; // the same script twice

// ---------- settings: the attributes of the script tag
const tag = document.currentScript || document.querySelector("script[data-site][src*='widget']");
const data = tag ? tag.dataset : {};
const SERVER = (data.server || (tag && tag.src ? new URL(tag.src, location.href).origin : location.origin)).replace(/\/$/, "");
const SITE = data.site || "main";
const KEY = `tiepnhan:${SITE}@${SERVER}`;
const PAGE = data.mode === "page";
const SECOND = 1000, DAY = 86400000;
const STREAM_SILENCE = 40 * SECOND; // two pings lost
const UPLOAD_SILENCE = 30 * SECOND; // no byte moved
const ANSWER = 20 * SECOND;
const TYPING_EVERY = 2 * SECOND;
const FAILED_AFTER = 3;

const noop = () => {};
const now = () => Date.now();
const clamp = (n, low, high) => Math.min(high, Math.max(low, n));
const backoff = (tries) => Math.min(30 * SECOND, SECOND * 2 ** Math.min(tries, 5)) * (0.5 + Math.random() / 2);
const freshId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return "w" + now().toString(36) + Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
};
const idle = (run) => (window.requestIdleCallback ? requestIdleCallback(run, { timeout: 2000 }) : setTimeout(run, 200));
const hears = (query) => !!(window.matchMedia && matchMedia(query).matches);

// ---------- texts, in one place
const TEXTS = {
  vi: {
    title: "Hỗ trợ khách hàng", open: "Mở chat hỗ trợ", openUnread: "Mở chat hỗ trợ, {0} tin chưa đọc",
    close: "Thu nhỏ khung chat", log: "Nội dung trò chuyện", write: "Nhập tin nhắn", placeholder: "Nhập tin nhắn…",
    send: "Gửi", attach: "Thêm ảnh hoặc tệp", camera: "Chụp ảnh", remove: "Bỏ {0}", drop: "Thả ảnh vào đây",
    you: "Anh/chị", assistant: "Trợ lý tự động", agent: "Nhân viên", agentNamed: "{0}, nhân viên",
    sending: "Đang gửi", sent: "Đã gửi", waiting: "Mất kết nối, sẽ tự gửi lại khi có mạng", failed: "Chưa gửi được",
    retry: "Gửi lại", discard: "Bỏ tin này", uploading: "Đang tải lên tệp {0}/{1}, {2}%",
    typing: "Trợ lý đang soạn tin", typingAgent: "Nhân viên đang soạn tin", today: "Hôm nay", yesterday: "Hôm qua",
    offline: "Đang mất kết nối. Tin nhắn được giữ lại và gửi đi khi có mạng.", back: "Đã kết nối lại.",
    unreachable: "Chưa kết nối được với máy chủ hỗ trợ. Tin nhắn được giữ lại và tự gửi sau.",
    tooMany: "Mỗi lần gửi tối đa {0} tệp.", tooBig: "{0} quá lớn, mỗi tệp tối đa {1} MB.",
    notTaken: "Chưa nhận được loại tệp của {0}. Anh/chị gửi ảnh chụp màn hình giúp em ạ.", empty: "{0} không có nội dung.",
    lost: "Không đọc lại được {0}. Anh/chị chọn lại tệp giúp em ạ.",
    masked: "Thông tin mật đã được che", picture: "Ảnh {0}", openPicture: "Xem ảnh {0}", file: "Tải tệp {0}",
    closePicture: "Đóng ảnh", code: "Mã hỗ trợ", copy: "Chép mã", copied: "Đã chép mã hỗ trợ.", choices: "Chọn câu trả lời",
    idle: "Anh/chị còn ở đó không ạ? Nếu chưa có tin mới, em sẽ chuyển phần đã ghi nhận cho nhân viên xử lý tiếp.",
    stay: "Tôi vẫn ở đây",
    languageLabel: "Switch to English", left: "Còn {0} ký tự",
    liveBack: "Nhân viên tư vấn trực tuyến đã sẵn sàng.", liveBackCode: "Nhân viên tư vấn trực tuyến đã sẵn sàng. Anh/chị gửi mã {0} để không phải kể lại.",
    goLive: "Sang chat trực tuyến", stayHere: "Ở lại đây", jump: "Tin mới nhất", greeting: "Em chào anh/chị. Anh/chị cần hỗ trợ việc gì ạ?",
  },
  en: {
    title: "Customer support", open: "Open support chat", openUnread: "Open support chat, {0} unread",
    close: "Minimise the chat", log: "Conversation", write: "Your message", placeholder: "Your message…",
    send: "Send", attach: "Add pictures or files", camera: "Take a picture", remove: "Remove {0}", drop: "Drop pictures here",
    you: "You", assistant: "Automatic assistant", agent: "Agent", agentNamed: "{0}, agent",
    sending: "Sending", sent: "Sent", waiting: "No connection; it will be sent when you are back online", failed: "Not sent",
    retry: "Try again", discard: "Discard", uploading: "Uploading file {0} of {1}, {2}%",
    typing: "The assistant is typing", typingAgent: "The agent is typing", today: "Today", yesterday: "Yesterday",
    offline: "You are offline. Messages are kept and sent when you are back.", back: "Connected again.",
    unreachable: "The support server cannot be reached. Messages are kept and sent later.",
    tooMany: "At most {0} files at a time.", tooBig: "{0} is too large; the limit is {1} MB a file.",
    notTaken: "{0} is of a kind that cannot be taken. Please send a screenshot.", empty: "{0} is empty.",
    lost: "{0} can no longer be read. Please choose it again.",
    masked: "Secret details were hidden", picture: "Picture {0}", openPicture: "View picture {0}", file: "Download {0}",
    closePicture: "Close the picture", code: "Support code", copy: "Copy code", copied: "Support code copied.", choices: "Choose an answer",
    idle: "Are you still there? If nothing new arrives, what you have told us goes on to an agent.",
    stay: "I am still here",
    languageLabel: "Chuyển sang tiếng Việt", left: "{0} characters left",
    liveBack: "Live support is available again.", liveBackCode: "Live support is available again. Give them the code {0}, so that you need not repeat yourself.",
    goLive: "Go to live chat", stayHere: "Stay here", jump: "Latest message", greeting: "Hello. What can we help you with?",
  },
};

// ---------- looks
const CSS = `
:host{all:initial!important;position:fixed!important;z-index:2147483647!important;display:block!important;
right:var(--right)!important;bottom:var(--bottom)!important;
direction:ltr!important;color-scheme:light;
--right:max(var(--tn-right,16px),env(safe-area-inset-right));--left:max(var(--tn-left,16px),env(safe-area-inset-left));--foot:env(safe-area-inset-bottom,0px);--bottom:max(var(--tn-bottom,16px),var(--foot));
--accent:var(--tn-accent,var(--cfg-accent,#0a5c52));--on-accent:var(--tn-accent-text,var(--cfg-accent-text,#fff));
--bg:var(--tn-background,#fff);--fg:var(--tn-text,#14201e);--soft:var(--tn-bubble,#edf2f1);--mute:#4d5b58;--line:#c3cecb;--link:#0a5c52;--bad:#a3161f;--badbg:#fdeced;--note:#fff6dc;--notefg:#463500;
--r:var(--tn-radius,16px);--font:var(--tn-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif)}
:host([data-left]){right:auto!important;left:var(--left)!important}
:host([data-beside]){bottom:calc(var(--bottom) + 76px)!important}
:host([data-away]){display:none!important}
:host([data-page]){position:static!important;z-index:auto!important}
:host([data-dark]){--accent:var(--tn-accent,var(--cfg-accent,#12776a));--bg:var(--tn-background,#12181a);--fg:var(--tn-text,#e8efed);--soft:var(--tn-bubble,#222c2e);--mute:#a9b8b4;--line:#41504f;--link:#7fdccb;--bad:#ffb3b6;--badbg:#3a1a1d;--note:#3a3115;--notefg:#ffe9a8;color-scheme:dark}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.root{font:400 16px/1.5 var(--font);color:var(--fg);text-align:left;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
button{font:inherit;color:inherit;border:0;background:none;margin:0;padding:0;cursor:pointer;touch-action:manipulation}
button:focus-visible,textarea:focus-visible,a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
textarea:focus-visible{outline-width:2px;outline-offset:0;border-color:transparent}
header button:focus-visible,.bubble:focus-visible{outline-color:var(--on-accent);outline-offset:-5px;box-shadow:0 0 0 3px var(--accent)}
svg{display:block;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.bubble{position:relative;width:60px;height:60px;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;box-shadow:0 4px 16px rgba(0,0,0,.3)}
.bubble svg{width:28px;height:28px}
.badge{position:absolute;top:-4px;right:-4px;min-width:24px;padding:0 6px;border-radius:12px;background:#b3121d;color:#fff;font-size:14px;line-height:24px;font-weight:700}
.vh{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.panel{position:fixed;right:var(--right);bottom:var(--bottom);width:min(400px,calc(100vw - 32px));height:min(680px,calc(100vh - 32px));display:flex;flex-direction:column;background:var(--bg);border:1px solid var(--line);border-radius:var(--r);box-shadow:0 12px 40px rgba(0,0,0,.35);overflow:hidden;animation:in .18s ease-out}
:host([data-left]) .panel{right:auto;left:var(--left)}
@keyframes in{from{opacity:0;transform:translateY(12px)}}
:host([data-full]) .panel,:host([data-page]) .panel{left:0;right:0;top:var(--top,0);bottom:auto;width:100%;height:var(--high,100vh);height:var(--high,100dvh);border:0;border-radius:0;box-shadow:none}
:host([data-page]) .panel{animation:none}
:host([data-page]) .panel>*{width:100%;max-width:820px;margin-inline:auto}
:host([data-page]) header{max-width:none!important}
header{display:flex;align-items:center;gap:4px;flex:none;padding:calc(6px + env(safe-area-inset-top,0px)) 6px 6px 16px;background:var(--accent);color:var(--on-accent)}
.who{flex:1;min-width:0}
h1,h2{font:700 17px/1.4 var(--font);margin:0}
.who p{margin:0;font-size:14px;line-height:1.5}
.icon{min-width:44px;min-height:44px;display:grid;place-items:center;border-radius:12px;flex:none}
.lang{font-size:14px;font-weight:600;padding:0 8px;text-decoration:underline}
.banner,.notice{flex:none;padding:8px 16px;font-size:14px;background:var(--note);color:var(--notefg)}
.notice{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center}
.notice p{margin:0;flex:1 1 180px}
.case{flex:none;display:flex;flex-wrap:wrap;align-items:center;padding:0 4px 6px 16px;border-bottom:1px solid var(--line);font-size:14px}
.case p{margin:0;flex:1}
.case b{white-space:nowrap}
.case span{color:var(--mute);flex:0 0 100%;margin-top:-6px}
.link{min-height:44px;padding:0 12px;color:var(--link);font-weight:600;font-size:14px;text-decoration:underline}
.notice .link{color:inherit}
.scroll{flex:1;min-height:0;overflow:hidden auto;overscroll-behavior:contain;padding:12px 12px 4px}
.log{display:flex;flex-direction:column;gap:4px}
.day{align-self:center;margin:12px 0 4px;font-size:14px;color:var(--mute)}
.m{display:flex;flex-direction:column;align-items:flex-start;max-width:min(90%,36em);align-self:flex-start;margin-top:6px}
.m.mine{align-self:flex-end;align-items:flex-end}
.m.follows{margin-top:0}
.m.follows .name{display:none}
.name{font-size:13px;color:var(--mute);padding:0 4px}
.text{padding:9px 13px;border-radius:var(--r);border-bottom-left-radius:4px;background:var(--soft);color:var(--fg);white-space:pre-wrap;text-wrap:pretty;max-width:100%}
.mine .text{background:var(--accent);color:var(--on-accent);border-radius:var(--r);border-bottom-right-radius:4px}
.failed .text{background:var(--badbg);color:var(--fg);box-shadow:inset 0 0 0 1px var(--bad)}
.text a{color:var(--link)}
.text ul{list-style:none;margin:6px 0;padding:8px 0 2px;border-top:1px solid var(--line);border-bottom:1px solid var(--line);white-space:normal}
.text li{margin:0 0 6px}
.text li span{display:block;font-size:14px;color:var(--mute)}
.text li b{font-weight:600}
.meta{display:flex;flex-wrap:wrap;align-items:center;gap:0 6px;padding:0 4px;font-size:13px;color:var(--mute);justify-content:flex-end}
.meta svg{width:16px;height:16px}
.failed .meta{color:var(--bad)}
.meta .link{padding:0 8px}
.pics{display:flex;flex-wrap:wrap;gap:6px;max-width:100%;margin:2px 0}
.mine .pics{justify-content:flex-end}
.pic{width:124px;height:124px;border-radius:12px;overflow:hidden;background:var(--soft);border:1px solid var(--line);display:grid;place-items:center;color:var(--mute)}
.pic img{width:100%;height:100%;object-fit:cover;display:block}
.chip{display:flex;align-items:center;gap:8px;min-height:44px;max-width:100%;padding:8px 12px;border-radius:12px;border:1px solid var(--line);background:var(--bg);font-size:14px;text-align:left}
.chip svg{flex:none}
.bar{width:160px;max-width:100%;height:6px;border-radius:3px;background:var(--line);overflow:hidden;margin:4px 0}
.bar i{display:block;height:100%;width:100%;background:var(--link);transform-origin:left;transform:scaleX(0)}
.choices{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0 4px;max-width:100%}
.choice{min-height:44px;padding:8px 16px;border-radius:22px;border:1.5px solid var(--link);color:var(--link);background:var(--bg);font-weight:600;text-align:left;max-width:100%}
.typing{display:flex;align-items:center;gap:8px;padding:6px 4px;font-size:14px;color:var(--mute);min-height:33px}
.dots{display:flex;gap:4px;padding:8px 10px;border-radius:14px;background:var(--soft)}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--mute);animation:dot 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes dot{0%,60%,100%{opacity:.35}30%{opacity:1}}
.jump{position:absolute;left:50%;bottom:calc(100% + 8px);transform:translateX(-50%);min-height:44px;padding:0 16px;border-radius:22px;background:var(--bg);color:var(--link);border:1px solid var(--line);box-shadow:0 2px 10px rgba(0,0,0,.25);font-size:14px;font-weight:600;white-space:nowrap}
.foot{position:relative;flex:none;border-top:1px solid var(--line);background:var(--bg);padding:8px 8px calc(8px + var(--foot))}
.error{margin:0 4px 8px;padding:8px 12px;border-radius:8px;background:var(--badbg);color:var(--fg);font-size:14px;white-space:pre-line}
.staged{display:flex;gap:8px;overflow:auto hidden;padding:4px 4px 8px;list-style:none;margin:0}
.staged li{position:relative;flex:none}
.staged .pic{width:76px;height:76px}
.staged .pic small{font-size:12px;line-height:1.4;padding:4px;overflow:hidden;max-height:100%}
.staged button{position:absolute;top:-4px;right:-4px;width:44px;height:44px;display:grid;place-items:start end;padding:4px}
.staged button span{width:26px;height:26px;border-radius:50%;display:grid;place-items:center;background:#14201e;color:#fff;border:1px solid #fff}
.staged svg{width:14px;height:14px}
.write{display:flex;align-items:flex-end;gap:4px}
.write .icon{color:var(--link)}
textarea{flex:1;min-width:0;font:400 16px/1.5 var(--font);color:var(--fg);background:var(--bg);border:1.5px solid #7b8a86;border-radius:22px;padding:9px 14px;margin:0;resize:none;min-height:44px;max-height:132px;overflow-y:auto}
textarea::placeholder{color:var(--mute)}
.write .send{background:var(--accent);color:var(--on-accent);border-radius:50%;width:44px;height:44px}
.write .send:disabled{background:var(--soft);color:var(--mute);cursor:default}
.write .send:focus-visible{outline-color:var(--link)}
.count{font-size:13px;color:var(--mute);text-align:right;padding:4px 8px 0}
.dropping{position:absolute;inset:0;display:grid;place-items:center;background:var(--bg);opacity:.94;border:3px dashed var(--link);border-radius:var(--r);font-weight:700;z-index:2;pointer-events:none}
.view{position:absolute;inset:0;z-index:3;background:#000;display:grid;place-items:center}
.view img{max-width:100%;max-height:100%;object-fit:contain}
.view button{position:absolute;top:calc(8px + env(safe-area-inset-top,0px));right:8px;background:#14201e;color:#fff;border:1px solid #fff;border-radius:50%}
.view button:focus-visible{outline-color:#fff}
@media (max-height:420px){header{padding-top:2px;padding-bottom:2px}.case span,.who p{display:none}}
@media (max-height:300px){.panel{overflow-y:auto}.scroll{flex:none;height:50vh}}
@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media (forced-colors:active){.text,.bubble,.send,.dots i{border:1px solid CanvasText}}
`;
const SHAPES = {
  chat: "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5zM9 11h8M9 14h5", down: "M6 9l6 6 6-6", send: "M4 12l16-8-6 16-3-7z",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  camera: "M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  x: "M6 6l12 12M18 6L6 18", tick: "M5 13l4 4L19 7", clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  warn: "M12 3l10 18H2zM12 10v5M12 18v.01", doc: "M6 3h8l4 4v14H6zM14 3v4h4",
};

// ---------- small tools for the page: text never becomes markup
function h(name, props, ...children) {
  const el = document.createElement(name);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key === "class") el.className = value;
    else el.setAttribute(key, value === true ? "" : String(value));
  }
  el.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return el;
}
const btn = (props, ...children) => h("button", { type: "button", ...props }, ...children);
function icon(name) {
  const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS(space, "path"));
  path.setAttribute("d", SHAPES[name]);
  return svg;
}
function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch { // browsers before 2023
    root.append(h("style", { nonce: tag && tag.nonce }, CSS));
  }
}
/* Web addresses of the assistant and of agents become links, lines with a bullet a list. */
function said(text, links) {
  const out = document.createDocumentFragment();
  let list = null, plain = [];
  const pour = () => {
    if (plain.length) out.append(...linked(plain.join("\n"), links));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const item = links && /^[•-] (.+)$/.exec(line);
    if (!item) { list = null; plain.push(line); continue; }
    if (!list) { pour(); list = out.appendChild(h("ul")); }
    const cut = item[1].indexOf(": ");
    if (cut < 0) list.append(h("li", null, h("b", null, item[1])));
    else list.append(h("li", null, h("span", null, item[1].slice(0, cut + 1)), h("b", null, ...linked(item[1].slice(cut + 2), links))));
  }
  pour();
  return out;
}
function linked(text, links) {
  if (!links) return [text];
  return text.split(/(https?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]])/).map((part, i) =>
    i % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer nofollow" }, part) : part);
}

// ---------- what the browser keeps
const memory = new Map();
const kept = {
  read(what) {
    try { return JSON.parse(localStorage.getItem(`${KEY}:${what}`)); } catch { return memory.get(what) || null; }
  },
  write(what, value) {
    memory.set(what, value);
    try {
      if (value === null) localStorage.removeItem(`${KEY}:${what}`);
      else localStorage.setItem(`${KEY}:${what}`, JSON.stringify(value));
    } catch { /* full or forbidden */ }
  },
};
/* What the server has not acknowledged yet, files too; all tabs share it. */
class Outbox {
  constructor() { this.spare = new Map(); this.opened = null; }
  base() {
    this.opened = this.opened || new Promise((done) => {
      let ask;
      try { ask = indexedDB.open("tiepnhan", 1); } catch { done(null); return; }
      ask.onupgradeneeded = () => ask.result.createObjectStore("outbox", { keyPath: "id" }).createIndex("key", "key");
      ask.onsuccess = () => done(ask.result);
      ask.onerror = ask.onblocked = () => done(null);
    });
    return this.opened;
  }
  async run(mode, work) {
    const base = await this.base();
    if (!base) return null;
    return new Promise((done) => {
      try {
        const deal = base.transaction("outbox", mode), ask = work(deal.objectStore("outbox"));
        deal.oncomplete = () => done({ value: ask && ask.result });
        deal.onerror = deal.onabort = () => done(null);
      } catch { done(null); }
    });
  }
  async put(entry) {
    const done = await this.run("readwrite", (store) => store.put({ ...entry, key: KEY }));
    if (!done) this.spare.set(entry.id, entry); // no storage
  }
  async remove(id) {
    this.spare.delete(id);
    await this.run("readwrite", (store) => store.delete(id));
  }
  async all() {
    const found = await this.run("readonly", (store) => store.index("key").getAll(KEY));
    return [...((found && found.value) || []), ...this.spare.values()].sort((a, b) => a.at - b.at);
  }
  async has(id) {
    if (this.spare.has(id)) return true;
    const found = await this.run("readonly", (store) => store.get(id));
    return !!(found && found.value);
  }
  async clear() { for (const entry of await this.all()) await this.remove(entry.id); }
}
/* One tab at a time; without locks the ids still keep messages from doubling. */
const alone = (name, run) =>
  navigator.locks ? navigator.locks.request(`${KEY}:${name}`, run) : run();

// ---------- the server
class Refusal extends Error {
  constructor(status, body = "", after = 0) {
    let problem = {};
    try { problem = JSON.parse(body) || {}; } catch { /* not ours */ }
    super(`HTTP ${status}`);
    Object.assign(this, { status, code: problem.code || "", words: problem.detail || problem.title || "", after: Number(problem.retry_after || after) || 0 });
  }
  get passing() { return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500; }
}
class Api {
  constructor(app) { this.app = app; this.pending = null; }
  head(extra) {
    const me = kept.read("me");
    return { "Accept-Language": this.app.lang, ...(me && me.token ? { Authorization: `Bearer ${me.token}` } : {}), ...extra };
  }
  async ask(path, { body, again = true, patience = ANSWER, open = false } = {}) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), patience);
    let answer, words;
    try {
      answer = await fetch(SERVER + path, {
        method: body === undefined ? "GET" : "POST", credentials: "omit", cache: "no-store", signal: stop.signal, referrerPolicy: "origin",
        headers: open ? { "Accept-Language": this.app.lang, ...(body === undefined ? {} : { "Content-Type": "application/json" }) }
          : this.head(body === undefined ? {} : { "Content-Type": "application/json" }),
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      words = await answer.text();
    } catch {
      throw new Refusal(0);
    } finally { clearTimeout(timer); }
    if (answer.status === 401 && again && !open && kept.read("me")) {
      await this.renew();
      return this.ask(path, { body, again: false, patience });
    }
    if (!answer.ok) throw new Refusal(answer.status, words, answer.headers.get("Retry-After"));
    if (!words) return null;
    try { return JSON.parse(words); } catch { throw new Refusal(0); }
  }
  config() { return this.ask(`/api/chat/config?site=${encodeURIComponent(SITE)}&lang=${this.app.lang}`, { open: true }); }
  async bytes(path) {
    try {
      const answer = await fetch(SERVER + path, { credentials: "omit", headers: this.head() });
      return answer.ok ? await answer.blob() : null;
    } catch { return null; }
  }
  /* Two tabs that begin at once share one conversation. */
  async session() {
    const me = kept.read("me");
    if (me && me.token && Date.parse(me.expires) - now() > 3600 * SECOND) return me;
    return this.renew(me && me.token);
  }
  renew(seen = (kept.read("me") || {}).token, force = false) {
    this.pending = this.pending || alone("session", async () => {
      const me = kept.read("me");
      if (!force && me && me.token && me.token !== seen) return me;
      const body = { site: SITE, lang: this.app.lang };
      if (me && me.token) body.token = me.token;
      if (this.app.identity) body.identity = this.app.identity;
      let got;
      try {
        got = await this.ask("/api/chat/session", { body, open: true });
      } catch (error) {
        if (error.code === "identity_invalid") { this.app.identity = null; delete body.identity; this.app.complain(error.words); }
        else if (body.token && /^token_/.test(error.code)) delete body.token; // a new visitor
        else throw error;
        got = await this.ask("/api/chat/session", { body, open: true });
      }
      const mine = { token: got.token, expires: got.expires_at, conversation: got.conversation };
      kept.write("me", mine);
      if (me && me.conversation !== mine.conversation) this.app.startOver();
      return mine;
    }).finally(() => { this.pending = null; });
    return this.pending;
  }
  upload(id, file, name, tell) {
    return new Promise((done, fail) => {
      const ask = new XMLHttpRequest(), form = new FormData();
      let watch;
      const alive = () => { clearTimeout(watch); watch = setTimeout(() => ask.abort(), UPLOAD_SILENCE); };
      const end = (act) => { clearTimeout(watch); act(); };
      form.append("id", id);
      form.append("file", file, name);
      ask.open("POST", SERVER + "/api/chat/evidence");
      for (const [key, value] of Object.entries(this.head())) ask.setRequestHeader(key, value);
      ask.upload.onprogress = (e) => { alive(); if (e.lengthComputable) tell(e.loaded / e.total); };
      ask.upload.onload = alive;
      ask.onload = () => end(() => {
        if (ask.status >= 200 && ask.status < 300) {
          try { done(JSON.parse(ask.responseText)); } catch { fail(new Refusal(0)); }
        } else fail(new Refusal(ask.status, ask.responseText, ask.getResponseHeader("Retry-After")));
      });
      ask.onerror = ask.onabort = () => end(() => fail(new Refusal(0)));
      alive();
      ask.send(form);
    });
  }
}

/* EventSource can send no header: server-sent events by fetch. */
class Stream {
  constructor(app) { this.app = app; this.on = false; this.tries = 0; this.stop = null; this.timer = 0; }
  start() {
    if (this.on) return;
    this.on = true;
    this.turn();
  }
  halt() {
    this.on = false;
    clearTimeout(this.timer);
    if (this.stop) this.stop.abort();
  }
  hurry() {
    if (!this.on || this.stop) return;
    clearTimeout(this.timer);
    this.tries = 0;
    this.turn();
  }
  async turn() {
    let pause = null;
    try {
      pause = await this.read();
    } catch (error) {
      if (error.status === 401) await this.app.api.renew().catch(noop);
      if (error.after) pause = error.after * SECOND;
    }
    if (!this.on) return;
    if (pause === null) { pause = backoff(this.tries++); this.app.linked(false); }
    this.timer = setTimeout(() => this.turn(), pause);
  }
  async read() {
    const { app } = this, stop = (this.stop = new AbortController());
    let watch;
    const alive = () => { clearTimeout(watch); watch = setTimeout(() => stop.abort(), STREAM_SILENCE); };
    try {
      alive();
      await app.catchUp();
      const answer = await fetch(SERVER + "/api/chat/events", {
        credentials: "omit", cache: "no-store", signal: stop.signal,
        headers: app.api.head({ Accept: "text/event-stream", "Last-Event-ID": String(app.last) }),
      });
      if (!answer.ok) throw new Refusal(answer.status, await answer.text(), answer.headers.get("Retry-After"));
      app.linked(true);
      if (!answer.body || !answer.body.getReader) return 4 * SECOND;
      const reader = answer.body.getReader(), decoder = new TextDecoder();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return null;
        alive();
        this.tries = 0;
        rest += decoder.decode(value, { stream: true });
        const blocks = rest.split(/\r?\n\r?\n/);
        rest = blocks.pop();
        for (const block of blocks) {
          const bye = this.take(block);
          if (bye) { if (bye === "expired") await app.api.renew(); return 200 + Math.random() * 1800; }
        }
      }
    } finally {
      clearTimeout(watch);
      stop.abort();
      this.stop = null;
    }
  }
  take(block) {
    let name = "message", body = "";
    for (const line of block.split(/\r?\n/)) {
      if (line.startsWith("event:")) name = line.slice(6).trim();
      else if (line.startsWith("data:")) body += (body ? "\n" : "") + line.slice(5).replace(/^ /, "");
    }
    if (!body) return null;
    let value;
    try { value = JSON.parse(body); } catch { return null; }
    if (name === "message") this.app.receive([value]);
    else if (name === "state") this.app.enter(value);
    else if (name === "typing") this.app.theyType(value);
    else if (name === "bye") return value.reason || "restart";
    return null;
  }
}

// ---------- the conversation, and what one sees of it
class App {
  constructor(host) {
    this.host = host;
    this.lang = pickLang();
    this.api = new Api(this);
    this.stream = new Stream(this);
    this.outbox = new Outbox();
    this.heard = new Map();      // event -> functions
    this.messages = new Map();   // seq -> message
    this.rows = new Map();       // "s<seq>" or "p<id>" -> element
    this.pending = new Map();    // id -> entry
    this.progress = new Map();   // id -> [file, files, share]
    this.local = new Map();      // evidence id -> object URL
    this.staged = [];
    this.last = this.era = 0; this.seen = kept.read("seen") || 0; this.state = null; this.config = null; this.identity = null;
    this.isOpen = false; this.pumping = false; this.pumpTries = 0; this.typedAt = 0; this.activeAt = now();
    this.t = (key, ...rest) => TEXTS[this.lang][key].replace(/\{(\d)\}/g, (_, i) => rest[i]);
    this.ends = new AbortController();
    this.news = "BroadcastChannel" in window ? new BroadcastChannel(KEY) : null;
  }

  // ---------- life
  mount() {
    const { host } = this;
    this.root = host.attachShadow({ mode: "open" });
    dress(this.root);
    host.toggleAttribute("data-page", PAGE);
    host.toggleAttribute("data-left", data.position === "left");
    this.body = this.root.appendChild(h("div", { class: "root", lang: this.lang }));
    this.bubble = btn({ class: "bubble", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() }, icon("chat"));
    this.badge = this.bubble.appendChild(h("span", { class: "badge", "aria-hidden": "true", hidden: true }));
    if (!PAGE) this.body.append(this.bubble);
    this.scheme();
    this.label();
    this.raise();
    idle(() => { if (this.ends.signal.aborted) return; this.listen(); this.meet(); }); // the bubble is painted first
  }
  /* The top layer beats every z-index. */
  raise() {
    if (PAGE || !this.host.showPopover) return;
    try {
      this.host.setAttribute("popover", "manual");
      this.host.showPopover();
    } catch { this.host.removeAttribute("popover"); }
  }
  listen() {
    const { signal } = this.ends, on = (target, name, run) => target.addEventListener(name, run, { signal });
    on(window, "online", () => { this.stream.hurry(); this.pump(true); });
    on(window, "offline", () => this.linked(false));
    on(window, "pageshow", (e) => { if (e.persisted) this.stream.hurry(); });
    on(document, "visibilitychange", () => { if (!document.hidden) { this.stream.hurry(); this.read(); } });
    on(window, "storage", (e) => { if (e.key === `${KEY}:seen`) { this.seen = kept.read("seen") || 0; this.label(); } });
    if (window.matchMedia) {
      on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.scheme());
      on(matchMedia("(max-width: 480px), (max-height: 420px)"), "change", () => this.fit());
    }
    if (window.visualViewport) for (const name of ["resize", "scroll"]) on(visualViewport, name, () => this.fit());
    if (this.news) this.news.onmessage = ({ data: what }) => {
      if (what === "outbox") this.recall();
      else if (what === "seen") { this.seen = kept.read("seen") || 0; this.label(); }
      else this.follow();
    };
    this.clock = setInterval(() => this.tick(), 5 * SECOND);
  }
  /* The conversation of this browser, whichever tab began it. */
  follow() {
    const { conversation } = kept.read("me") || {};
    if (this.conversation && conversation !== this.conversation) this.startOver();
    this.conversation = conversation;
    if (conversation) { this.stream.start(); this.stream.hurry(); } else this.stream.halt();
  }
  tell(what) { if (this.news) this.news.postMessage(what); }
  async meet() {
    await this.recall();
    const me = kept.read("me");
    this.conversation = (me || {}).conversation;
    if (!this.away && (PAGE || data.open === "true" || (kept.read("open") && !this.narrow()))) this.open({ quiet: true });
    if (this.pending.size) this.pump();
    if (me && (this.isOpen || now() - (kept.read("active") || 0) < DAY)) this.stream.start();
    this.emit("ready", { resumed: !!me });
  }
  destroy() {
    this.ends.abort();
    this.stream.halt();
    clearInterval(this.clock);
    clearTimeout(this.pumpTimer);
    if (this.news) this.news.close();
    for (const url of this.local.values()) URL.revokeObjectURL(url);
    this.host.remove();
  }
  /* Another conversation took its place: nothing of the old one may be seen. */
  startOver() {
    this.messages.clear();
    for (const [key, row] of this.rows) if (key[0] === "s") { row.remove(); this.rows.delete(key); }
    this.last = this.seen = 0;
    this.era++;
    if (this.stream.stop) this.stream.stop.abort();
    kept.write("seen", 0);
    this.conversation = (kept.read("me") || {}).conversation;
    this.enter(null);
    this.days();
    this.label();
    this.tell("token");
  }
  emit(name, detail) {
    for (const run of this.heard.get(name) || []) {
      try { run(detail); } catch (error) { setTimeout(() => { throw error; }); }
    }
  }

  // ---------- looks that change
  scheme() {
    const want = data.theme || "auto", dark = want === "dark" || (want !== "light" && hears("(prefers-color-scheme: dark)"));
    this.host.toggleAttribute("data-dark", dark);
  }
  theme({ accent, accent_text: text } = {}) {
    for (const [name, value] of [["--cfg-accent", accent], ["--cfg-accent-text", text]]) if (/^#[0-9a-f]{6}$/i.test(value || "")) this.host.style.setProperty(name, value);
  }
  home() { (hears("(pointer: coarse)") ? this.panel : this.area).focus({ preventScroll: true }); }
  narrow() { return PAGE || hears("(max-width: 480px), (max-height: 420px)"); }
  fit() {
    if (!this.panel) return;
    const full = this.narrow(), view = window.visualViewport;
    this.host.toggleAttribute("data-full", full && !PAGE);
    if (!PAGE) this.panel.setAttribute("aria-modal", String(full));
    const set = (name, value) => (value === null ? this.panel.style.removeProperty(name) : this.panel.style.setProperty(name, value));
    set("--high", full && view ? `${Math.round(view.height * view.scale)}px` : null);
    set("--top", full && view && view.scale <= 1.01 ? `${Math.round(view.offsetTop)}px` : null);
  }
  unread() {
    let count = 0;
    for (const m of this.messages.values()) if (m.from !== "customer" && m.seq > this.seen) count++;
    return count;
  }
  label() {
    const count = this.unread(), name = count ? this.t("openUnread", count) : this.t("open");
    if (this.bubble.getAttribute("aria-label") !== name) this.bubble.setAttribute("aria-label", name);
    this.badge.hidden = !count;
    this.badge.textContent = count > 99 ? "99+" : String(count);
    if (count !== this.counted) this.emit("unread", { count });
    this.counted = count;
  }
  read() {
    if (!this.isOpen || document.hidden) return;
    let top = this.seen;
    for (const seq of this.messages.keys()) if (seq > top) top = seq;
    if (top > this.seen) { this.seen = top; kept.write("seen", top); this.tell("seen"); }
    this.label();
  }

  // ---------- the panel
  build() {
    const t = this.t, title = h(PAGE ? "h1" : "h2", { id: "t" });
    this.title = title;
    this.sub = h("p");
    this.closer = btn({ class: "icon", onclick: () => this.close() }, icon("down"));
    this.tongue = btn({ class: "icon lang", onclick: () => this.speak(this.lang === "vi" ? "en" : "vi") });
    this.banner = h("div", { class: "banner", hidden: true });
    this.notices = h("div", { class: "notices" });
    this.caseBox = h("div", { class: "case", hidden: true });
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-relevant": "additions", tabindex: "-1" });
    this.typing = h("div", { class: "typing", hidden: true });
    this.scroll = h("div", { class: "scroll", tabindex: "0", role: "group" }, this.log, this.typing);
    this.status = h("div", { class: "vh", role: "status" });
    this.error = h("div", { class: "error", role: "alert", hidden: true });
    this.strip = h("ul", { class: "staged", hidden: true });
    this.jump = btn({ class: "jump", hidden: true, onclick: () => { this.toEnd(); this.area.focus(); } });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", onchange: () => this.picked(this.picker) });
    this.lens = h("input", { type: "file", accept: "image/*", capture: "environment", hidden: true, tabindex: "-1", onchange: () => this.picked(this.lens) });
    this.attach = btn({ class: "icon", onclick: () => this.picker.click() }, icon("clip"));
    this.shoot = btn({ class: "icon", hidden: !hears("(pointer: coarse)"), onclick: () => this.lens.click() }, icon("camera"));
    this.area = h("textarea", { rows: "1", enterkeyhint: "send", autocomplete: "off", maxlength: "4000",
      oninput: () => this.typed(), onkeydown: (e) => this.key(e), onpaste: (e) => this.pasted(e) });
    this.sender = h("button", { type: "submit", class: "icon send", disabled: true }, icon("send"));
    this.count = h("div", { class: "count", hidden: true });
    this.form = h("form", { class: "foot", novalidate: true, onsubmit: (e) => { e.preventDefault(); this.submit(); } }, this.jump, this.error, this.strip,
      h("div", { class: "write" }, this.attach, this.shoot, this.area, this.sender), this.count, this.picker, this.lens);
    this.panel = h("div", { class: "panel", role: PAGE ? "region" : "dialog", "aria-labelledby": "t", tabindex: "-1", hidden: true,
      onkeydown: (e) => this.keys(e), ondragover: (e) => this.drag(e, true), ondragleave: (e) => this.drag(e, false), ondrop: (e) => this.dropped(e) },
      h("header", null, h("div", { class: "who" }, title, this.sub), this.tongue, PAGE ? null : this.closer),
      this.banner, this.caseBox, this.notices, this.scroll, this.form, this.status);
    this.body.append(this.panel);
    this.scroll.addEventListener("scroll", () => { this.stuck = this.atEnd(); if (this.stuck) this.jump.hidden = true; }, { passive: true });
    if (window.ResizeObserver) { // whoever reads the end stays there
      const grown = new ResizeObserver(() => { if (this.stuck) this.toEnd(); });
      for (const el of [this.scroll, this.log, this.typing]) grown.observe(el);
    }
    this.area.value = this.draft();
    this.words();
    for (const m of [...this.messages.values()].sort((a, b) => a.seq - b.seq)) this.row(m);
    for (const entry of this.pending.values()) this.pendingRow(entry);
    this.greet();
    this.days();
    this.typed({ silent: true });
  }
  words() {
    const t = this.t, name = (el, key) => el.setAttribute("aria-label", t(key));
    this.body.lang = this.lang;
    this.label();
    if (!this.panel) return;
    this.title.textContent = (this.config && this.config.brand) || t("title");
    name(this.closer, "close"); name(this.attach, "attach"); name(this.shoot, "camera"); name(this.sender, "send");
    this.log.setAttribute("aria-label", t("log"));
    this.scroll.setAttribute("aria-label", t("log"));
    this.area.setAttribute("aria-label", t("write"));
    this.area.placeholder = t("placeholder");
    this.jump.textContent = t("jump");
    this.tongue.textContent = this.lang === "vi" ? "EN" : "VI";
    name(this.tongue, "languageLabel");
    this.tongue.lang = this.lang === "vi" ? "en" : "vi";
    this.subtitle();
    this.showCase();
    this.stage();
  }
  subtitle() {
    const c = this.config, t = this.t;
    if (!navigator.onLine) this.sub.textContent = t("offline");
    else if (this.broken) this.sub.textContent = t("unreachable");
    else if (this.state && this.state.agent) this.sub.textContent = t("agentNamed", this.state.agent);
    else this.sub.textContent = (c && c.hours && c.hours.words) || t("assistant");
  }
  async configure() {
    const ask = this.lang;
    try {
      const c = await this.api.config();
      if (ask !== this.lang) return;
      this.config = c;
      this.broken = false;
    } catch {
      this.broken = true; // or not on the list of origins
      this.subtitle();
      if (!this.config) setTimeout(() => { if (this.isOpen && !this.config) this.configure(); }, backoff(2));
      return;
    }
    const { config } = this;
    this.theme(config.theme);
    if (!this.panel) return;
    this.banner.textContent = config.banner || "";
    this.banner.hidden = !config.banner;
    this.tongue.hidden = (config.languages || []).length < 2;
    this.area.maxLength = (config.limits && config.limits.text) || 4000;
    this.picker.accept = ((config.limits && config.limits.accepts) || []).join(",");
    this.words();
    this.greet();
  }
  /* Shown, not sent: a conversation begins with the customer's first word. */
  greet() {
    const old = this.rows.get("greeting");
    if (old) old.remove();
    if (!this.panel || (!old && kept.read("me"))) return;
    const text = (this.config && this.config.greeting) || (this.config ? this.t("greeting") : "");
    if (!text) return;
    const row = this.shape({ from: "assistant", text, name: null, evidence: [], buttons: [], at: null });
    this.rows.set("greeting", row);
    this.log.prepend(row);
    this.days();
  }
  open({ quiet = false } = {}) {
    if (this.away) this.fallback.call("open");
    if (this.isOpen || this.away) return;
    if (!this.panel) this.build();
    this.before = quiet ? null : (this.root.activeElement || document.activeElement);
    this.isOpen = true;
    this.panel.hidden = false;
    this.bubble.hidden = true;
    this.bubble.setAttribute("aria-expanded", "true");
    kept.write("open", true);
    this.fit();
    this.toEnd();
    if (!quiet) this.home();
    if (!this.config) this.configure();
    if (kept.read("me")) this.stream.start();
    this.read();
    // history is not read out
    setTimeout(() => { if (this.isOpen) this.log.setAttribute("aria-live", "polite"); }, 300);
    this.emit("open", {});
  }
  close() {
    if (!this.isOpen || PAGE) return;
    const inside = !!this.root.activeElement;
    this.isOpen = false;
    this.panel.hidden = true;
    this.bubble.hidden = false;
    this.bubble.setAttribute("aria-expanded", "false");
    this.log.setAttribute("aria-live", "off");
    kept.write("open", false);
    if (inside) {
      const back = this.before && this.before.isConnected && this.before !== document.body && this.before !== this.host ? this.before : this.bubble;
      back.focus({ preventScroll: true });
    }
    this.emit("close", {});
  }
  keys(e) {
    if (e.key === "Escape" && !e.isComposing) {
      e.stopPropagation();
      if (this.view) this.unview(); else this.close();
    } else if (e.key === "Tab" && (this.view || (this.narrow() && !PAGE))) {
      const within = this.view || this.panel;
      const stops = [...within.querySelectorAll("button,textarea,a[href],[tabindex='0']")].filter((el) => !el.disabled && el.offsetParent !== null);
      const edge = e.shiftKey ? stops[0] : stops[stops.length - 1], at = this.root.activeElement;
      if (stops.length && (at === edge || at === this.panel)) { e.preventDefault(); (e.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
    }
  }
  atEnd() { const s = this.scroll; return s.scrollHeight - s.scrollTop - s.clientHeight < 80; }
  toEnd() { if (this.scroll) { this.stuck = true; this.scroll.scrollTop = this.scroll.scrollHeight; this.jump.hidden = true; } }
  announce(text) {
    if (!this.status || !this.isOpen) return;
    this.status.textContent = "";
    setTimeout(() => { this.status.textContent = text; }, 50);
  }
  complain(text) {
    this.emit("error", { message: text });
    if (!this.error) return;
    this.error.textContent = text;
    this.error.hidden = !text;
  }
  async speak(lang) {
    if (lang === this.lang || !TEXTS[lang]) return;
    this.lang = lang;
    kept.write("lang", lang);
    this.config = null;
    this.words();
    for (const [key, row] of [...this.rows]) {
      if (key[0] === "s") this.row(this.messages.get(Number(key.slice(1))), row);
      else if (key[0] === "p") this.pendingRow(this.pending.get(key.slice(1)));
    }
    this.days(true);
    await this.configure();
    if (kept.read("me")) this.api.renew(undefined, true).then(() => this.tell("token"), noop);
  }

  // ---------- messages on the screen
  shape(m) {
    const t = this.t, mine = m.from === "customer";
    const who = mine ? t("you") : m.from === "agent" ? (m.name ? t("agentNamed", m.name) : t("agent")) : m.name || t("assistant");
    const row = h("div", { class: `m ${mine ? "mine" : m.from}`, "aria-live": mine && "off" }); // no echo
    row.append(h("span", { class: mine ? "vh" : "name" }, who, h("span", { class: "vh" }, ": ")));
    if (m.text) row.append(h("div", { class: "text" }, said(m.text, !mine)));
    if (m.evidence && m.evidence.length) row.append(h("div", { class: "pics" }, ...m.evidence.map((e) => this.evidence(e))));
    const meta = h("div", { class: "meta" });
    if (m.masked) meta.append(h("span", null, t("masked"), " ·"));
    if (m.at) meta.append(h("time", { datetime: m.at }, clockTime(m.at, this.lang)));
    row.append(meta);
    row.dataset.from = m.from;
    row.at = m.at ? Date.parse(m.at) : 0;
    return row;
  }
  /* A message of the server; an own one replaces what was waiting. */
  row(m, old = this.rows.get(`s${m.seq}`) || (m.id && this.rows.get(`p${m.id}`))) {
    const row = this.shape(m);
    row.seq = m.seq;
    if (m.from === "customer") row.lastChild.append(icon("tick"), h("span", { class: "vh" }, this.t("sent")));
    if (m.id) this.rows.delete(`p${m.id}`);
    this.rows.set(`s${m.seq}`, row);
    if (old && old.isConnected) old.replaceWith(row); // in place: it is not read out twice
    this.place(row);
    this.choices();
  }
  place(row) {
    const after = (el) => (row.seq === undefined ? el.seq === undefined && el.at > row.at : el.seq === undefined ? el.at !== 0 || el.waits : el.seq > row.seq);
    let next = null;
    for (let el = this.log.lastElementChild; el; el = el.previousElementSibling) {
      if (el === row || el.classList.contains("day")) continue;
      if (!after(el)) break;
      next = el;
    }
    if (row.isConnected && (row.nextElementSibling === next || !next && row === this.log.lastElementChild)) return;
    if (next) this.log.insertBefore(row, next); else this.log.append(row);
  }
  pendingRow(entry) {
    const t = this.t, row = this.shape({ from: "customer", text: entry.text, evidence: [], at: null });
    const state = entry.problem ? "refused" : !navigator.onLine && entry.tries < FAILED_AFTER ? "waiting" : entry.tries >= FAILED_AFTER ? "failed" : "sending";
    const meta = row.lastChild, bad = state === "failed" || state === "refused";
    if (entry.files.length) meta.before(h("div", { class: "pics" }, ...entry.files.map((f) => this.localPicture(f))));
    const going = this.progress.get(entry.id);
    if (going && !bad) {
      const percent = Math.floor(going[2] * 100), fill = h("i");
      fill.style.transform = `scaleX(${going[2]})`;
      meta.before(h("div", { class: "bar", role: "progressbar", "aria-label": t("uploading", going[0], going[1], percent), "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent }, fill));
      meta.append(h("span", null, t("uploading", going[0], going[1], percent)));
    } else meta.append(icon(bad ? "warn" : "clock"), h("span", null, bad ? entry.problem || t("failed") : t(state)));
    row.classList.toggle("failed", bad);
    if (bad) {
      meta.append(btn({ class: "link", onclick: () => this.again(entry.id) }, t("retry")),
        btn({ class: "link", onclick: () => this.drop(entry.id) }, t("discard")));
    }
    row.waits = true;
    row.at = entry.at;
    const key = `p${entry.id}`, old = this.rows.get(key), focused = old && this.root.activeElement && old.contains(this.root.activeElement);
    this.rows.set(key, row);
    if (old && old.isConnected) old.replaceWith(row);
    if (this.log) this.place(row);
    if (focused) this.area.focus();
  }
  localPicture(file) {
    file.url = file.url || (file.blob && URL.createObjectURL(file.blob));
    return this.tile(file, file.url);
  }
  tile(file, url) {
    const box = h("div", { class: "pic" });
    if (url && /^image\//.test(file.type || "image/")) {
      const img = h("img", { alt: this.t("picture", file.name || ""), src: url, decoding: "async" });
      img.addEventListener("error", () => img.replaceWith(icon("doc"), h("small", null, file.name || "")), { once: true });
      box.append(img);
    } else box.append(icon("doc"), h("small", null, file.name || ""));
    return box;
  }
  evidence(e) {
    const name = e.name || e.id;
    if (e.kind !== "image" || (!e.thumbnail && !this.local.has(e.id))) {
      return btn({ class: "chip", "aria-label": this.t("file", name), onclick: () => this.save(e) }, icon("doc"), h("span", null, name, e.size ? ` · ${bytes(e.size)}` : ""));
    }
    const box = btn({ class: "pic", "aria-label": this.t("openPicture", name), onclick: () => this.show(e) });
    const fill = (url) => {
      const img = h("img", { alt: "", src: url, decoding: "async" });
      img.addEventListener("error", () => img.replaceWith(icon("doc")), { once: true });
      box.replaceChildren(img);
    };
    if (this.local.has(e.id)) fill(this.local.get(e.id));
    else this.fetched(e, "/thumbnail").then((url) => { if (url) fill(url); else box.replaceChildren(icon("doc")); });
    return box;
  }
  async fetched(e, part) {
    const key = e.id + part;
    if (!this.local.has(key)) {
      const blob = await this.api.bytes(`/api/chat/evidence/${encodeURIComponent(e.id)}${part}`);
      if (!blob) return null;
      this.local.set(key, URL.createObjectURL(blob));
    }
    return this.local.get(key);
  }
  async show(e) {
    const back = this.root.activeElement, close = btn({ class: "icon", "aria-label": this.t("closePicture"), onclick: () => this.unview() }, icon("x"));
    this.view = h("div", { class: "view", role: "dialog", "aria-modal": "true", "aria-label": this.t("picture", e.name || e.id) }, close);
    this.view.back = back;
    this.panel.append(this.view);
    close.focus();
    const url = (await this.fetched(e, "")) || this.local.get(e.id);
    if (this.view && url) this.view.prepend(h("img", { alt: this.t("picture", e.name || e.id), src: url }));
  }
  unview() {
    const { back } = this.view;
    this.view.remove();
    this.view = null;
    if (back && back.isConnected) back.focus();
  }
  async save(e) {
    const url = await this.fetched(e, "");
    if (url) h("a", { href: url, download: e.name || e.id }).click();
  }
  /* Only the newest question can be answered, once. */
  choices() {
    if (!this.log) return;
    let newest = null;
    for (const m of this.messages.values()) if (m.buttons && m.buttons.length && (!newest || m.seq > newest.seq)) newest = m;
    const pressed = new Set([...this.pending.values()].filter((e) => e.button && !e.problem).map((e) => e.button));
    const open = newest && !newest.buttons.some((b) => b.pressed || pressed.has(b.id));
    const box = this.log.querySelector(".choices"), row = open && this.rows.get(`s${newest.seq}`);
    if (box && row && box.parentNode === row) return;
    if (box) {
      const focused = this.root.activeElement && box.contains(this.root.activeElement);
      box.remove();
      if (focused) this.home();
    }
    if (row) {
      row.append(h("div", { class: "choices", role: "group", "aria-label": this.t("choices") }, ...newest.buttons.map((b) =>
        btn({ class: "choice", onclick: () => this.press(b) }, b.title))));
    }
  }
  /* Day separators; names above the first of a row only. */
  days(fresh = false) {
    if (!this.log) return;
    let day = null, from = null;
    for (const el of [...this.log.children]) {
      if (el.classList.contains("day")) { if (fresh || el.dataset.day === day || !el.nextElementSibling || el.nextElementSibling.classList.contains("day")) { el.remove(); continue; } }
      else if (el.at) {
        const its = dayKey(el.at);
        if (its !== day) {
          const before = el.previousElementSibling;
          if (!before || before.dataset.day !== its) el.before(h("div", { class: "day", "data-day": its }, dayWords(el.at, this.lang, this.t)));
          from = null;
        }
        day = its;
      }
      if (el.dataset.from) {
        el.classList.toggle("follows", el.dataset.from === from && !el.classList.contains("mine"));
        from = el.dataset.from;
      } else if (el.dataset.day) { day = el.dataset.day; from = null; }
    }
  }

  // ---------- what comes in
  async catchUp() {
    for (const { era } = this; ;) {
      const got = await this.api.ask(`/api/chat/messages?after=${this.last}&limit=200`);
      if (era !== this.era) throw new Refusal(0); // of the former conversation
      this.receive(got.messages);
      if (got.state) this.enter(got.state);
      if (!got.messages.length || this.last >= got.last) return;
    }
  }
  receive(list) {
    let fresh = 0;
    for (const m of list) {
      if (!m || typeof m.seq !== "number") continue;
      this.last = Math.max(this.last, m.seq);
      const known = this.messages.get(m.seq);
      if (known && JSON.stringify(known) === JSON.stringify(m)) continue;
      this.messages.set(m.seq, m);
      if (m.id && this.pending.has(m.id)) this.acknowledged(m.id);
      if (m.from === "customer") this.pressed((b, asked) => b.title === m.text && asked.seq < m.seq); // in another tab, or typed
      if (this.log) this.row(m);
      if (known) continue;
      if (m.from !== "customer") { fresh++; this.theyType({ on: false }); }
      this.emit("message", { from: m.from, text: m.text, seq: m.seq });
    }
    if (list.length) kept.write("active", now());
    if (!this.log) { this.label(); return; }
    this.days();
    if (this.stuck) this.toEnd(); else if (fresh) this.jump.hidden = false;
    this.read();
    this.label();
  }
  enter(state) {
    const old = JSON.stringify(this.state);
    this.state = state;
    if (JSON.stringify(state) === old) return;
    this.notice("idle", null);
    if (this.panel) { this.showCase(); this.subtitle(); }
    if (state) this.emit("state", { name: state.name, code: state.case ? state.case.code : null });
  }
  showCase() {
    const c = this.state && this.state.case;
    this.caseBox.hidden = !c;
    if (!c) return;
    this.caseBox.replaceChildren(h("p", null, this.t("code"), " ", h("b", null, c.code)), btn({ class: "link", onclick: () => this.copy(c.code) }, this.t("copy")),
      h("span", null, [c.title, c.status_title].filter(Boolean).join(" · ")));
  }
  copy(code) {
    const done = () => { this.announce(this.t("copied")); this.caseBox.querySelector("button").textContent = this.t("copied").replace(/\.$/, ""); setTimeout(() => this.panel && this.showCase(), 3 * SECOND); };
    if (navigator.clipboard) navigator.clipboard.writeText(code).then(done, noop);
  }
  theyType({ from, on }) {
    clearTimeout(this.typingTimer);
    if (!this.typing) return;
    this.typing.hidden = !on;
    if (!on) return;
    this.typing.replaceChildren(h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), this.t(from === "agent" ? "typingAgent" : "typing"));
    this.typingTimer = setTimeout(() => { this.typing.hidden = true; }, 20 * SECOND);
    if (this.stuck) this.toEnd();
  }
  linked(up) {
    const broken = !up && this.stream.tries >= 2;
    if (broken === this.broken && this.online === navigator.onLine) return;
    const was = this.broken || this.online === false;
    this.broken = broken;
    this.online = navigator.onLine;
    if (this.panel) this.subtitle();
    if (!this.online) this.announce(this.t("offline"));
    else if (was && !broken) this.announce(this.t("back"));
    if (up && this.pending.size) this.pump(true);
  }

  // ---------- what goes out
  draft(text) {
    try {
      if (text === undefined) return sessionStorage.getItem(`${KEY}:draft`) || "";
      if (text) sessionStorage.setItem(`${KEY}:draft`, text); else sessionStorage.removeItem(`${KEY}:draft`);
    } catch { /* forbidden */ }
    return "";
  }
  typed({ silent = false } = {}) {
    const { area } = this, most = Number(area.maxLength) || 4000, left = most - area.value.length;
    area.style.height = "auto";
    area.style.height = `${clamp(area.scrollHeight + 3, 44, 132)}px`;
    this.sender.disabled = !area.value.trim() && !this.staged.length;
    this.count.hidden = left > most / 10;
    this.count.textContent = this.t("left", left);
    if (silent) return;
    this.draft(area.value);
    this.alive();
    if (this.error && !this.error.hidden) this.complain("");
    if (!kept.read("me") || now() - this.typedAt < TYPING_EVERY) return;
    this.typedAt = now();
    this.api.ask("/api/chat/typing", { body: { on: !!area.value } }).catch(noop);
  }
  key(e) {
    // 229: an input method is still composing
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    this.submit();
  }
  pasted(e) {
    const files = [...((e.clipboardData && e.clipboardData.files) || [])];
    if (files.length) { e.preventDefault(); this.add(files); }
  }
  drag(e, over) {
    if (!e.dataTransfer || ![...e.dataTransfer.types].includes("Files")) return;
    e.preventDefault();
    const shown = this.panel.querySelector(".dropping");
    if (over && !shown) this.panel.append(h("div", { class: "dropping" }, this.t("drop")));
    if (!over && shown && !(e.relatedTarget && this.panel.contains(e.relatedTarget))) shown.remove();
  }
  dropped(e) {
    if (!e.dataTransfer || !e.dataTransfer.files.length) return;
    e.preventDefault();
    const shown = this.panel.querySelector(".dropping");
    if (shown) shown.remove();
    this.add([...e.dataTransfer.files]);
  }
  picked(input) {
    this.add([...input.files]);
    input.value = "";
  }
  add(files) {
    const limits = (this.config && this.config.limits) || {}, most = limits.pictures || 10, words = [];
    for (const file of files) {
      const name = file.name || "ảnh.png", type = kindOf(file), image = limits.picture_bytes || 10485760, heavy = /^image/.test(type) ? image : limits.file_bytes || image;
      if (this.staged.length >= most) { words.push(this.t("tooMany", most)); break; }
      if (!file.size) words.push(this.t("empty", name));
      else if (file.size > heavy) words.push(this.t("tooBig", name, Math.floor(heavy / 1048576)));
      else if (limits.accepts && !limits.accepts.includes(type)) words.push(this.t("notTaken", name));
      else this.staged.push({ id: freshId(), name, type, size: file.size, blob: file, sent: null });
    }
    this.complain(words.join("\n"));
    this.stage();
    this.alive();
    this.area.focus();
  }
  stage() {
    this.strip.hidden = !this.staged.length;
    this.strip.replaceChildren(...this.staged.map((file) => h("li", null, this.localPicture(file),
      btn({ "aria-label": this.t("remove", file.name), onclick: () => {
        this.staged = this.staged.filter((other) => other !== file);
        if (file.url) URL.revokeObjectURL(file.url);
        this.stage();
        this.area.focus();
      } }, h("span", null, icon("x"))))));
    this.typed({ silent: true });
  }
  submit() {
    const text = this.area.value.trim();
    if (!text && !this.staged.length) return;
    const files = this.staged;
    this.staged = [];
    this.area.value = "";
    this.draft("");
    this.complain("");
    this.stage();
    this.queue({ text, files, button: null });
    this.area.focus();
  }
  press(button) { this.queue({ text: button.title, files: [], button: button.id }); }
  async queue({ text, files, button }) {
    const entry = { id: freshId(), at: Math.max(now(), this.queuedAt || 0) + 1, text, button, files, tries: 0, problem: null };
    this.queuedAt = entry.at;
    this.pending.set(entry.id, entry);
    this.alive();
    this.pendingRow(entry);
    this.choices();
    this.days();
    this.toEnd();
    await this.keep(entry);
    entry.stored = true;
    this.tell("outbox");
    this.pump();
  }
  keep(entry) { return this.outbox.put({ ...entry, files: entry.files.map(({ url, ...file }) => file) }); }
  async recall() {
    const before = [...this.pending.values()].filter((e) => e.stored), entries = await this.outbox.all(), found = new Set(entries.map((e) => e.id));
    for (const entry of entries) {
      const known = this.pending.get(entry.id);
      if (known) { Object.assign(known, { tries: entry.tries, problem: entry.problem }); if (this.log) this.pendingRow(known); continue; }
      if ([...this.messages.values()].some((m) => m.id === entry.id)) { await this.outbox.remove(entry.id); continue; }
      entry.stored = true;
      this.pending.set(entry.id, entry);
      if (this.log) this.pendingRow(entry);
    }
    // sent or discarded by another tab
    for (const { id } of before) if (!found.has(id)) this.forgetRow(id);
    if (this.log) { this.choices(); this.days(); }
    if (!this.stream.on) this.follow();
  }
  forgetRow(id) {
    const row = this.rows.get(`p${id}`);
    if (row) row.remove();
    this.rows.delete(`p${id}`);
    this.pending.delete(id);
    this.progress.delete(id);
  }
  acknowledged(id) {
    const entry = this.pending.get(id);
    this.pending.delete(id);
    this.progress.delete(id);
    for (const file of entry.files) if (file.sent && file.url) this.local.set(file.sent, file.url);
    if (entry.button) this.pressed((b) => b.id === entry.button);
    this.outbox.remove(id).then(() => this.tell("outbox"));
  }
  pressed(is) { for (const m of this.messages.values()) for (const b of m.buttons || []) if (is(b, m)) b.pressed = true; }
  async again(id) {
    const entry = this.pending.get(id);
    if (!entry) return;
    Object.assign(entry, { tries: 0, problem: null });
    await this.keep(entry);
    this.pendingRow(entry);
    this.pump(true);
  }
  async drop(id) {
    this.forgetRow(id);
    this.days();
    this.choices();
    await this.outbox.remove(id);
    this.tell("outbox");
    this.area.focus();
  }
  async pump(now_ = false) {
    if (now_) { clearTimeout(this.pumpTimer); this.pumpTimer = 0; this.pumpTries = 0; }
    if (this.pumping) { this.pumpAgain = true; return; }
    if (this.pumpTimer) return;
    this.pumping = true;
    let pause = 0;
    try {
      await this.api.session();
      if (!this.stream.on) { this.follow(); this.tell("token"); }
      await alone("outbox", async () => {
        for (const entry of [...this.pending.values()].filter((e) => !e.problem).sort((a, b) => a.at - b.at)) {
          if (!(await this.outbox.has(entry.id))) continue; // another tab did
          await this.deliver(entry);
          this.pumpTries = 0;
        }
      });
    } catch (error) {
      if (!(error instanceof Refusal)) { this.pumping = false; throw error; }
      pause = Math.max(error.after * SECOND, backoff(this.pumpTries++));
      for (const entry of this.pending.values()) {
        if (entry.problem) continue;
        entry.tries++;
        if (!error.passing) entry.problem = error.words || this.t("failed");
        this.progress.delete(entry.id);
        if (this.log) this.pendingRow(entry);
        if (entry.tries === FAILED_AFTER || entry.problem) { this.announce(this.t("failed")); this.emit("failed", { id: entry.id, code: error.code }); }
      }
      if (!error.passing) pause = 0;
    }
    this.pumping = false;
    if (pause) this.pumpTimer = setTimeout(() => { this.pumpTimer = 0; this.pump(); }, pause);
    else if (this.pumpAgain) { this.pumpAgain = false; this.pump(); }
  }
  async deliver(entry) {
    try {
      for (const [i, file] of entry.files.entries()) {
        if (file.sent) continue;
        if (!file.blob || !file.blob.size) throw new Refusal(400, JSON.stringify({ detail: this.t("lost", file.name) }));
        const tell = (share) => { this.progress.set(entry.id, [i + 1, entry.files.length, (i + share) / entry.files.length]); if (this.log && this.pending.has(entry.id)) this.gauge(entry); };
        tell(0);
        const got = await this.withToken(() => this.api.upload(file.id, file.blob, file.name, tell));
        file.sent = got.id;
        await this.keep(entry);
      }
      this.progress.delete(entry.id);
      const got = await this.api.ask("/api/chat/messages", { body: { id: entry.id, text: entry.text, evidence: entry.files.map((f) => f.sent), button: entry.button } });
      this.delivered(entry, got);
    } catch (error) {
      if (!(error instanceof Refusal) || error.passing || error.status === 401) throw error;
      entry.problem = error.words || this.t("failed"); // for good
      this.progress.delete(entry.id);
      await this.keep(entry);
      if (this.log) { this.pendingRow(entry); this.choices(); }
      this.announce(`${this.t("failed")}. ${entry.problem}`);
      this.emit("failed", { id: entry.id, code: error.code });
    }
  }
  async withToken(run) {
    try { return await run(); } catch (error) {
      if (error.status !== 401) throw error;
      await this.api.renew();
      return run();
    }
  }
  gauge(entry) {
    const row = this.rows.get(`p${entry.id}`), bar = row && row.querySelector(".bar"), going = this.progress.get(entry.id);
    if (!bar) { this.pendingRow(entry); return; }
    const percent = Math.floor(going[2] * 100), words = this.t("uploading", going[0], going[1], percent);
    bar.setAttribute("aria-valuenow", percent);
    bar.setAttribute("aria-label", words);
    bar.firstChild.style.transform = `scaleX(${going[2]})`;
    row.querySelector(".meta span").textContent = words;
  }
  delivered(entry, got) {
    if (!this.pending.has(entry.id)) return;
    this.acknowledged(entry.id);
    if (!this.messages.has(got.seq)) {
      const evidence = entry.files.map((f) => ({ id: f.sent, kind: /^image\//.test(f.type) ? "image" : "file", name: f.name, size: f.size, thumbnail: false }));
      const m = { seq: got.seq, id: entry.id, from: "customer", name: null, text: entry.text, buttons: [], evidence, at: got.at, masked: false };
      this.messages.set(got.seq, m);
      if (this.log) { this.row(m); this.days(); }
    }
    kept.write("active", now());
    this.emit("sent", { id: entry.id, seq: got.seq });
  }

  // ---------- time
  alive() { this.activeAt = now(); this.notice("idle", null); }
  tick() {
    if ([...this.pending.values()].some((e) => !e.problem)) this.pump(); // also for a tab that was closed
    const warn = (this.config && this.config.idle_warning_seconds) * SECOND, { name, ends_at: ends } = this.state || {};
    if (!warn || !this.isOpen || this.warned === this.activeAt || !(name === "collecting" || name === "confirming")) return;
    if (ends ? now() < Date.parse(ends) - warn : now() < this.activeAt + warn) return;
    this.warned = this.activeAt;
    this.notice("idle", this.t("idle"), [[this.t("stay"), () => { this.alive(); this.api.ask("/api/chat/typing", { body: { on: true } }).catch(noop); this.area.focus(); }]]);
  }
  notice(name, words, buttons = []) {
    if (!this.notices) return;
    const old = this.notices.querySelector(`[data-name=${name}]`);
    if (old) old.remove();
    if (!words) return;
    this.notices.append(h("div", { class: "notice", "data-name": name }, h("p", null, words), ...buttons.map(([title, run]) => btn({ class: "link", onclick: run }, title))));
    this.announce(words);
  }
  async identify(jwt) {
    this.identity = jwt;
    if (kept.read("me")) await this.api.renew(undefined, true);
  }
  async forget() {
    this.stream.halt();
    await this.outbox.clear();
    for (const what of ["me", "seen", "open", "active"]) kept.write(what, null);
    this.identity = null;
    for (const id of [...this.pending.keys()]) this.forgetRow(id);
    this.startOver();
    this.greet();
  }
  story(most = 2000) {
    const lines = [...this.messages.values()].sort((a, b) => a.seq - b.seq).map((m) => {
      const who = m.from === "customer" ? "Khách" : m.from === "agent" ? m.name || this.t("agent") : this.t("assistant");
      return `${who}: ${m.text || ""}${m.evidence && m.evidence.length ? ` [${m.evidence.length} ${this.lang === "vi" ? "tệp" : "files"}]` : ""}`;
    });
    return { code: (this.state && this.state.case && this.state.case.code) || "", text: lines.join("\n").slice(-most), messages: lines.length };
  }
}

// ---------- days, times, sizes
function pickLang() {
  const wish = kept.read("lang") || data.lang || document.documentElement.lang || "vi";
  return /^en\b/i.test(wish) ? "en" : "vi";
}
const locale = (lang) => (lang === "en" ? "en-GB" : "vi-VN");
const clockTime = (at, lang) => new Date(at).toLocaleTimeString(locale(lang), { hour: "2-digit", minute: "2-digit", hour12: false });
const dayKey = (at) => { const d = new Date(at); return `${d.getFullYear()}-${d.getMonth() + 1}-${d.getDate()}`; };
function dayWords(at, lang, t) {
  if (dayKey(at) === dayKey(now())) return t("today");
  if (dayKey(at) === dayKey(now() - DAY)) return t("yesterday");
  return new Date(at).toLocaleDateString(locale(lang), { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
}
const bytes = (n) => (n < 1048576 ? `${Math.ceil(n / 1024)} KB` : `${(n / 1048576).toFixed(1)} MB`);
/* Some systems name no type for HEIC. */
const ENDINGS = { heic: "image/heic", heif: "image/heif", jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", webp: "image/webp", pdf: "application/pdf", mp4: "video/mp4", mov: "video/quicktime", m4a: "audio/mp4", mp3: "audio/mpeg", ogg: "audio/ogg" };
const kindOf = (file) => file.type || ENDINGS[(file.name || "").split(".").pop().toLowerCase()] || "application/octet-stream";

// ---------- the site's own live chat, for which this one steps in
/* watch(tell) reports {ready, failed, online: true | false | null, queue: number | null}, as far as the vendor tells. */
const chain = (object, name, run) => {
  const old = object[name];
  object[name] = function (...rest) { run(...rest); if (typeof old === "function") return old.apply(this, rest); };
};
const SCRIPTS = /chatwoot|packs\/js\/sdk|tawk\.to|zdassets|livechatinc|subiz/;
const LIVE = {
  // https://www.chatwoot.com/docs/product/channels/live-chat/sdk/setup/ (tells nobody's status)
  chatwoot: {
    watch(tell) {
      const ready = () => tell({ ready: true });
      if (window.$chatwoot && window.$chatwoot.hasLoaded) ready();
      window.addEventListener("chatwoot:ready", ready);
      window.addEventListener("chatwoot:error", () => tell({ ready: false, failed: true }));
    },
    show: () => window.$chatwoot.toggleBubbleVisibility("show"),
    hide: () => { window.$chatwoot.toggle("close"); window.$chatwoot.toggleBubbleVisibility("hide"); },
    open: () => window.$chatwoot.toggle("open"),
    hand: (s) => window.$chatwoot.setConversationCustomAttributes({ support_code: s.code, said_before: s.text }),
  },
  // https://developer.tawk.to/jsapi/
  tawk: {
    watch(tell) {
      const api = (window.Tawk_API = window.Tawk_API || {});
      const status = (name) => tell({ ready: true, online: name === "online" });
      if (api.getStatus && api.getStatus()) status(api.getStatus());
      chain(api, "onLoad", () => status(api.getStatus()));
      chain(api, "onStatusChange", status);
    },
    show: () => window.Tawk_API.showWidget(),
    hide: () => window.Tawk_API.hideWidget(),
    open: () => window.Tawk_API.maximize(),
    hand: (s) => window.Tawk_API.setAttributes({ "support-code": s.code, "said-before": s.text.slice(-255) }, noop),
  },
  // https://developer.zendesk.com/api-reference/widget-messaging/web/core (tells nobody's status);
  // data-live-chat-field is the ticket field for what was said
  zendesk: {
    watch(tell) { poll(() => typeof window.zE === "function", () => tell({ ready: true })); },
    show: () => window.zE("messenger", "show"),
    hide: () => window.zE("messenger", "hide"),
    open: () => window.zE("messenger", "open"),
    hand(s) {
      if (data.liveChatField) window.zE("messenger:set", "conversationFields", [{ id: data.liveChatField, value: `${s.code}\n${s.text}`.trim() }]);
      window.zE("messenger:set", "conversationTags", ["tiepnhan", ...(s.code ? [s.code.toLowerCase()] : [])]);
    },
  },
  // https://platform.text.com/docs/extending-chat-widget/javascript-api
  livechat: {
    watch(tell) {
      poll(() => window.LiveChatWidget, (api) => {
        const heard = (a) => tell({ ready: true, online: a === "online" });
        api.on("ready", (e) => heard(e.state.availability));
        api.on("availability_changed", (e) => heard(e.availability));
      });
    },
    show: () => window.LiveChatWidget.call("minimize"),
    hide: () => window.LiveChatWidget.call("hide"),
    open: () => window.LiveChatWidget.call("maximize"),
    hand: (s) => window.LiveChatWidget.call("update_session_variables", { support_code: s.code, said_before: s.text.slice(-500) }),
  },
  // https://help.subiz.com.vn/1583390769-ket-noi-website (no event, no status, takes no
  // transcript: it is ready when app.js has taken up the snippet's queue, and the customer passes the code on)
  subiz: {
    watch(tell) { poll(() => typeof window.subiz === "function" && !(window.subiz.q && window.subiz.q.length), () => tell({ ready: true })); },
    show: () => window.subiz("changeCss", ""),
    hide: () => { window.subiz("shrinkWidget"); window.subiz("changeCss", ".widget_desktop,.widget_mobile{display:none}"); },
    open: () => window.subiz("expandWidget"),
  },
  // The site's own test: window.tiepnhanLiveChat = {ready(), online(), queue(), show(), hide(), open(), handOver(said)}
  custom: {
    watch: noop,
    show: () => own("show"), hide: () => own("hide"), open: () => own("open"), hand: (s) => own("handOver", s),
  },
};
const own = (name, ...rest) => {
  const site = window.tiepnhanLiveChat;
  return site && typeof site[name] === "function" ? site[name](...rest) : undefined;
};
function poll(test, then) {
  const look = () => { const got = test(); if (got) { clearInterval(timer); then(got); } return got; };
  const timer = setInterval(look, 500);
  look();
}
/* null: the live chat serves. */
function whyStepIn(live, config, target) {
  if (live.failed) return "failed";
  if (!live.ready) return live.late ? "not_ready" : "waiting";
  if (live.online === false) return "nobody_online";
  if (live.online !== true && config && config.hours && config.hours.open === false) return "outside_hours";
  const queue = live.queue !== null && live.queue !== undefined ? live.queue : config && config.queue ? config.queue.waiting : 0;
  return target && queue > target ? "queue" : null;
}
class Fallback {
  constructor(app, vendor) {
    this.app = app;
    this.vendor = LIVE[vendor];
    this.live = { ready: false, online: null, queue: null, failed: false, late: false };
    this.target = Number(data.liveChatQueue) || 0;
    this.why = "waiting";
    app.fallback = this;
    this.place(false, false);
  }
  start() {
    const { signal } = this.app.ends;
    // one that failed before is found by the time limit
    window.addEventListener("error", (e) => {
      const el = e.target;
      if (el && el.tagName === "SCRIPT" && SCRIPTS.test(el.src)) this.tell({ failed: true });
    }, { capture: true, signal });
    this.vendor.watch((news) => this.tell({ failed: false, ...news }));
    setTimeout(() => this.tell({ late: true }), (Number(data.liveChatWait) || 8) * SECOND);
    this.look();
    this.clock = setInterval(() => this.look(), 2 * SECOND);
    this.ask();
    this.asking = setInterval(() => { if (!document.hidden) this.ask(); }, (Number(data.liveChatEvery) || 60) * SECOND);
    signal.addEventListener("abort", () => { clearInterval(this.clock); clearInterval(this.asking); });
  }
  /* The site's own functions complete what the vendor tells. */
  look() {
    const news = {};
    for (const name of ["ready", "online", "queue"]) {
      let value;
      try { value = own(name); } catch { /* the site's fault */ }
      if (value !== undefined) news[name] = value;
    }
    this.tell(news);
    this.settle();
  }
  async ask() {
    try { this.config = await this.app.api.config(); } catch { /* later */ }
    this.tell({});
  }
  tell(news) {
    Object.assign(this.live, news);
    const why = whyStepIn(this.live, this.config, this.target);
    if (why === this.why) return;
    const before = this.why;
    this.why = why;
    if (why === "waiting") return;
    if (why) this.stepIn(why); else this.stepBack(before);
  }
  call(name, ...rest) {
    if (this.live.ready && this.vendor[name]) { try { this.vendor[name](...rest); } catch (error) { console.warn("tiepnhan:", error); } }
  }
  stepIn(why) {
    this.call("hide");
    this.place(true, false);
    this.app.notice("live", null);
    this.app.emit("fallback", { active: true, reason: why });
  }
  stepBack(before) {
    const { app } = this, said = app.story();
    if (before === "waiting") return;
    this.call("show");
    if (said.messages) this.call("hand", said);
    app.emit("fallback", { active: false, reason: before });
    this.settle();
    if (app.away) return;
    if (!app.panel) app.build();
    app.notice("live", app.t(said.code && !this.vendor.hand ? "liveBackCode" : "liveBack", said.code), [
      [app.t("goLive"), () => { this.call("hand", app.story()); app.notice("live", null); app.close(); this.settle(); this.call("open"); }],
      [app.t("stayHere"), () => { app.notice("live", null); app.area.focus(); }],
    ]);
  }
  /* Nobody is thrown out of a talk, and a case under way stays within reach, beside the live chat. */
  settle() {
    const { app } = this;
    if (this.why !== null) return;
    const busy = app.isOpen || app.pending.size > 0 || app.unread() > 0 || !!(app.state && app.state.name !== "listening");
    this.place(busy, busy);
  }
  place(shown, beside) {
    this.app.away = !shown;
    this.app.host.toggleAttribute("data-away", !shown);
    this.app.host.toggleAttribute("data-beside", beside);
  }
}

// ---------- the element, the page's API, the start
let app = null;
class TiepNhanChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot || app) return;
    app = new App(this);
    for (const [name, run] of early) api.on(name, run);
    app.mount();
    if (LIVE[data.liveChat] && !PAGE) new Fallback(app, data.liveChat).start();
    for (const run of waiting.splice(0)) run();
  }
}
const early = [], waiting = [];
const ready = (run) => (app ? run() : waiting.push(run));
const before = Array.isArray(window.tiepnhan) ? window.tiepnhan : [];
const api = {
  open: () => ready(() => app.open()),
  close: () => ready(() => app.close()),
  toggle: () => ready(() => (app.isOpen ? app.close() : app.open())),
  /** A token that the site's own server has signed (HS256): who the visitor is. */
  identify: (jwt) => new Promise((done, fail) => ready(() => app.identify(String(jwt)).then(done, fail))),
  /** Events: ready, open, close, message, sent, failed, state, unread, fallback, error. */
  on(name, run) {
    if (!app) { early.push([name, run]); return; }
    app.heard.set(name, (app.heard.get(name) || new Set()).add(run));
  },
  off(name, run) { if (app && app.heard.has(name)) app.heard.get(name).delete(run); },
  /** This browser forgets the visitor: for a log-out, for shared computers. */
  forget: () => new Promise((done) => ready(() => app.forget().then(done))),
  destroy() { if (app) { app.destroy(); app = null; } },
};
window.tiepnhan = api;
for (const [name, ...rest] of before) if (api[name]) api[name](...rest);
// nothing else runs before the page is idle
idle(() => {
  customElements.define("tiepnhan-chat", TiepNhanChat);
  if (!document.querySelector("tiepnhan-chat")) document.documentElement.append(document.createElement("tiepnhan-chat"));
});
})();
