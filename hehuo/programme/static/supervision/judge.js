/* Judgement page: keeps page and entries on this device, sends once when there is a network, clears only what was sent. */
(function () {
  "use strict";
  var DAY = 24 * 3600 * 1000, CACHE = "judge-1";
  var form = document.getElementById("judge"), closed = document.getElementById("judge-closed");

  function stored(key) {
    try { return JSON.parse(localStorage.getItem(key) || "null"); } catch (problem) { return null; }
  }
  function dayOf(time) {
    var day = new Date(time);
    return (day.getMonth() + 1) + "月" + day.getDate() + "日" + day.getHours() + "时";
  }
  function forgetPage() {
    if (window.caches) { caches.open(CACHE).then(function (cache) { cache.delete(window.location.pathname, { ignoreVary: true, ignoreSearch: true }); }); }
  }

  if (closed) { sayUnsent(closed, closed.dataset.key); }
  if (!form) { return; }

  /* The judgement is in, or the check is over: what this device still holds is shown and dropped only by a person. */
  function sayUnsent(box, key) {
    var data = stored(key);
    forgetPage();
    if (!data) { return; }
    var text = document.createElement("p"), drop = document.createElement("button");
    text.className = "alert alert-warning";
    text.textContent = "本机还留有" + dayOf(data.at) + "填写、没有提交的内容。现在不能再提交；不需要的，请清除。";
    drop.type = "button"; drop.className = "btn btn-outline-secondary"; drop.textContent = "清除这些内容";
    drop.addEventListener("click", function () { localStorage.removeItem(key); text.remove(); drop.remove(); });
    box.append(text, drop);
  }

  /* Without a network this page works on; what the shell asks for by itself must not say that something went wrong. */
  document.addEventListener("htmx:sendError", function (event) { event.stopImmediatePropagation(); }, true);

  var say = document.getElementById("judge-say"), count = document.getElementById("judge-count");
  var old = document.getElementById("judge-old"), key = form.dataset.key, sending = false, wanted = false;

  function fields() {
    return Array.prototype.filter.call(form.elements, function (e) { return e.name && e.name !== "csrfmiddlewaretoken" && e.type !== "submit"; });
  }
  function keep() {
    var values = {}, before = stored(key);
    fields().forEach(function (e) { values[e.name] = e.value; });
    try {
      localStorage.setItem(key, JSON.stringify({ at: before ? before.at : Date.now(), values: values, wanted: wanted }));
    } catch (problem) { say.textContent = "本机存不下了，请先提交，或清理浏览器空间。"; }
    progress();
  }
  function restore() {
    var data = stored(key);
    if (!data || !data.values) { return; }
    fields().forEach(function (e) { if (Object.prototype.hasOwnProperty.call(data.values, e.name)) { e.value = data.values[e.name]; } });
    wanted = Boolean(data.wanted);
    say.textContent = "已带出您在本机填写的内容。";
    if (Date.now() - data.at >= DAY) { sayOld(data); }
  }
  /* Older than a day: nothing is sent by itself and nothing is deleted; the person decides. */
  function sayOld(data) {
    wanted = false;
    old.hidden = false;
    document.getElementById("judge-old-text").textContent = "这些内容是" + dayOf(data.at) + "开始填写的，超过一天还没有提交。请核对后提交，或者清除。";
    window.setTimeout(function () { old.scrollIntoView({ block: "center" }); }, 0);
    document.getElementById("judge-old-send").addEventListener("click", function () { keep(); send(); });
    document.getElementById("judge-old-drop").addEventListener("click", function () {
      localStorage.removeItem(key);
      form.reset();
      old.hidden = true;
      say.textContent = "已清除本机内容，请重新填写。";
      progress();
    });
  }
  function progress() {
    var points = fields().filter(function (e) { return e.name.indexOf("points-") === 0; });
    var chosen = fields().filter(function (e) { return e.name.indexOf("record-") === 0 || e.name.indexOf("home-") === 0; });
    var left = points.filter(function (e) { return !e.value.trim(); }).length;
    var rows = chosen.filter(function (e) { return !e.value; }).length;
    count.textContent = left || rows ? "还有 " + left + " 个子项没有评分" + (chosen.length ? "，" + rows + " 条记录（户）没有结果" : "") + "。" : "都已填写，提交后不能再改。";
  }
  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : form.elements.csrfmiddlewaretoken.value;
  }
  function waitForNetwork() {
    wanted = true;
    keep();
    say.textContent = "现在没有网络。内容已保存在本机，联网以后自动提交。";
  }
  function show(errors) {
    form.querySelectorAll("[data-said]").forEach(function (e) { e.textContent = ""; });
    var first = null, rest = [];
    Object.keys(errors).forEach(function (code) {
      var line = form.querySelector("[data-said='" + code + "']");
      if (line) { line.textContent = errors[code].join(""); first = first || document.getElementById("points-" + code); } else { rest = rest.concat(errors[code]); }
    });
    say.textContent = rest.length ? rest.join("") : "有 " + Object.keys(errors).length + " 处需要修改，您填写的内容已保留。";
    if (first) { first.focus(); } else { say.scrollIntoView({ block: "center" }); }
  }
  function done(url) {
    localStorage.removeItem(key);
    forgetPage();
    window.location.assign(url);
  }
  function send() {
    if (sending) { return; }
    if (!navigator.onLine) { waitForNetwork(); return; }
    sending = true;
    say.textContent = "正在提交…";
    fetch(window.location.href, {
      method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual",
      headers: { "X-Requested-With": "fetch", "X-CSRFToken": token() }
    }).then(function (answer) {
      sending = false;
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        wanted = false; keep();
        say.textContent = "登录已过期。内容已保存在本机，请重新登录后打开本页提交。";
        return null;
      }
      return answer.json().then(function (data) {
        wanted = false;
        if (data.ok) { done(data.url); } else { keep(); show(data.errors); }
      });
    }).catch(function () { sending = false; waitForNetwork(); });
  }
  /* The page and its files go into the cache on the first opening, whether or not the worker already has this page. */
  function keepPage() {
    if (!window.caches || !navigator.onLine) { return Promise.resolve(); }
    var files = performance.getEntriesByType("resource").map(function (e) { return e.name; });
    document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]").forEach(function (e) { files.push(e.href || e.src); });
    files = files.map(function (name) { return new URL(name, window.location.href); }).filter(function (url) {
      return url.origin === window.location.origin && url.pathname.indexOf("/static/") === 0;
    }).map(function (url) { url.hash = ""; return url.href; });
    return caches.open(CACHE).then(function (cache) {
      var page = fetch(window.location.pathname, { credentials: "same-origin", headers: { "X-Requested-With": "keep" } }).then(function (answer) {
        if (answer.ok && !answer.redirected) { return cache.put(window.location.pathname, answer); }
        throw new Error("not kept");
      });
      var rest = Array.from(new Set(files)).map(function (name) { return cache.add(name).catch(function () { /* a file less is no page less */ }); });
      return Promise.all([page].concat(rest));
    });
  }
  function prepareOffline() {
    if (!("serviceWorker" in navigator)) { return; }
    navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(keepPage).then(function () {
      if (!navigator.onLine) { return; }
      form.dataset.kept = "yes";
      if (say.textContent.indexOf("随时保存") > 0) { say.textContent = "本页已存到本机，断网一天内也能打开和填写；填写的内容随时保存，提交后清除。"; }
    }).catch(function () { /* the page still keeps entries while it stays open */ });
  }

  restore();
  progress();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", function (event) { event.preventDefault(); keep(); send(); });
  window.addEventListener("online", function () { if (wanted) { send(); } else { say.textContent = "已联网，可以提交。"; } });
  window.addEventListener("offline", function () { say.textContent = "现在没有网络，请照常填写，内容保存在本机。"; });
  if (wanted && navigator.onLine) { send(); }
  prepareOffline();
}());
