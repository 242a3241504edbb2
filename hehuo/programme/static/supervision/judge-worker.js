/* Service worker of the judgement page: network first; the page and its files from the last day when there is no network. */
"use strict";
const NAME = "judge-1";
const PAGE = /^\/supervision\/spot-checks\/\d+\/sites\/\d+\/$/;
const DAY = 24 * 3600 * 1000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function fresh(answer) {
  const sent = answer && Date.parse(answer.headers.get("date") || "");
  return answer && (!sent || Date.now() - sent < DAY) ? answer : undefined;
}

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) { return; }
  const page = request.mode === "navigate" && PAGE.test(url.pathname);
  if (!page && !url.pathname.startsWith("/static/")) { return; }
  event.respondWith(
    fetch(request).then((answer) => {
      if (answer.ok && !answer.redirected) {
        const copy = answer.clone();
        caches.open(NAME).then((cache) => cache.put(request, copy));
      }
      return answer;
    }).catch(() => caches.match(request).then((answer) => fresh(answer) || Response.error()))
  );
});
