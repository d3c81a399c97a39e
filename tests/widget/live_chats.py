"""Local stand-ins for the scripts of live chats: only what their vendors document, and a record of what was asked of them.

Each script defines what its vendor's script defines, then waits: `window.vendor.ready()` makes it ready, as the vendor's
loader would, `window.vendor.status(online)` changes who is online where the vendor tells it, and `window.asked` is the
list of all calls. None of the vendors' own code is here.
"""

from __future__ import annotations

RECORD = "window.asked = window.asked || []; const note = (...a) => window.asked.push(JSON.parse(JSON.stringify(a)));"

# https://www.chatwoot.com/docs/product/channels/live-chat/sdk/setup/
CHATWOOT = (
    "(() => {"
    + RECORD
    + """
  window.vendor = { ready() {
    window.$chatwoot = { hasLoaded: true };
    for (const name of ["toggle", "toggleBubbleVisibility", "setConversationCustomAttributes"]) window.$chatwoot[name] = (...a) => note(name, ...a);
    window.dispatchEvent(new CustomEvent("chatwoot:ready"));
  } };
})();"""
)

# https://developer.tawk.to/jsapi/
TAWK = (
    "(() => {"
    + RECORD
    + """
  const api = window.Tawk_API = window.Tawk_API || {};
  let status = "offline";
  window.vendor = {
    ready(online) {
      status = online ? "online" : "away";
      api.getStatus = () => status;
      for (const name of ["showWidget", "hideWidget", "maximize"]) api[name] = () => note(name);
      api.setAttributes = (values, done) => { note("setAttributes", values); done(); };
      if (api.onLoad) api.onLoad();
    },
    status(online) { status = online ? "online" : "offline"; if (api.onStatusChange) api.onStatusChange(status); },
  };
})();"""
)

# https://developer.zendesk.com/api-reference/widget-messaging/web/core
ZENDESK = "(() => {" + RECORD + " window.vendor = { ready() { window.zE = (...a) => note(...a); } }; })();"

# https://platform.text.com/docs/extending-chat-widget/javascript-api
LIVECHAT = (
    "(() => {"
    + RECORD
    + """
  const heard = {};
  window.LiveChatWidget = { on: (name, run) => { heard[name] = run; }, call: (...a) => note(...a), get: () => { throw new Error("before load"); } };
  window.vendor = {
    ready(online) { heard.ready({ state: { availability: online ? "online" : "offline", visibility: "minimized" }, customerData: {} }); },
    status(online) { heard.availability_changed({ availability: online ? "online" : "offline" }); },
  };
})();"""
)

# https://help.subiz.com.vn/1583390769-ket-noi-website
SUBIZ = (
    "(() => {"
    + RECORD
    + """
  window.subiz = function () { window.subiz.q.push(arguments); };
  window.subiz.q = [];
  window.subiz("setAccount", "acc");
  window.vendor = { ready() { window.subiz = (...a) => note(...a); } };
})();"""
)

# a site's own test: docs of the widget
CUSTOM = (
    "(() => {"
    + RECORD
    + """
  let ready = false, online = true, queue = 0;
  window.tiepnhanLiveChat = { ready: () => ready, online: () => online, queue: () => queue };
  for (const name of ["show", "hide", "open", "handOver"]) window.tiepnhanLiveChat[name] = (...a) => note(name, ...a);
  window.vendor = { ready(is) { ready = true; online = is; }, status(is) { online = is; }, queue(n) { queue = n; } };
})();"""
)

SCRIPTS = {"chatwoot": CHATWOOT, "tawk": TAWK, "zendesk": ZENDESK, "livechat": LIVECHAT, "subiz": SUBIZ, "custom": CUSTOM}
TELLS_STATUS = ("tawk", "livechat", "custom")
"""Whose API says whether somebody is online."""
SHOWN = {
    "chatwoot": ["toggleBubbleVisibility", "show"],
    "tawk": ["showWidget"],
    "zendesk": ["messenger", "show"],
    "livechat": ["minimize"],
    "subiz": ["changeCss", ""],
    "custom": ["show"],
}
HIDDEN = {
    "chatwoot": ["toggleBubbleVisibility", "hide"],
    "tawk": ["hideWidget"],
    "zendesk": ["messenger", "hide"],
    "livechat": ["hide"],
    "subiz": ["changeCss", ".widget_desktop,.widget_mobile{display:none}"],
    "custom": ["hide"],
}
