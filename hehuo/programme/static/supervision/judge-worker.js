/* Service worker of the judgement page: network first; the page and its files from the last day when there is no network.
   The page stores itself and its files on its first opening (judge.js), so that it opens offline from then on. */
"use strict";
const NAME = "judge-1";
const PAGE = /^\/supervision\/spot-checks\/\d+\/sites\/\d+\/$/;
const DAY = 24 * 3600 * 1000;
const OLD = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">" +
  "<title>现在没有网络</title><h1>现在没有网络</h1><p>本页存在本机已超过一天，为保护个人信息不再显示。</p>" +
  "<p>您填写的内容仍在本机，没有删除。联网后重新打开本页，核对后即可提交。</p></html>";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function isFresh(answer) {
  const sent = Date.parse(answer.headers.get("date") || "");
  return !sent || Date.now() - sent < DAY;
}

async function keptPage(request) {
  const answer = await caches.match(request, { ignoreVary: true, ignoreSearch: true });
  if (!answer) { return Response.error(); }
  if (isFresh(answer)) { return answer; }
  const cache = await caches.open(NAME);
  await cache.delete(request, { ignoreVary: true, ignoreSearch: true });
  return new Response(OLD, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function keptFile(request) {
  return (await caches.match(request, { ignoreVary: true })) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) { return; }
  const page = request.mode === "navigate" && PAGE.test(url.pathname);
  if (!page && !url.pathname.startsWith("/static/")) { return; }
  event.respondWith(
    fetch(request).then((answer) => {
      if (answer.ok && !answer.redirected && !page) {
        const copy = answer.clone();
        event.waitUntil(caches.open(NAME).then((cache) => cache.put(request, copy)));
      }
      return answer;
    }).catch(() => (page ? keptPage(request) : keptFile(request)))
  );
});
