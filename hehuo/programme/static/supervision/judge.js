/* Judgement page: keeps every entry in this browser for a day, sends once when there is a network, clears afterwards. */
(function () {
  "use strict";
  var form = document.getElementById("judge");
  if (!form) { return; }
  var say = document.getElementById("judge-say"), count = document.getElementById("judge-count");
  var key = form.dataset.key, DAY = 24 * 3600 * 1000, sending = false, wanted = false;

  function fields() {
    return Array.prototype.filter.call(form.elements, function (e) { return e.name && e.name !== "csrfmiddlewaretoken" && e.type !== "submit"; });
  }
  function kept() {
    try {
      var data = JSON.parse(localStorage.getItem(key) || "null");
      if (data && Date.now() - data.at < DAY) { return data; }
    } catch (problem) { /* unreadable entries are as good as none */ }
    localStorage.removeItem(key);
    return null;
  }
  function keep() {
    var values = {};
    fields().forEach(function (e) { values[e.name] = e.value; });
    var before = kept();
    try {
      localStorage.setItem(key, JSON.stringify({ at: before ? before.at : Date.now(), values: values, wanted: wanted }));
    } catch (problem) { say.textContent = "本机存不下了，请先提交，或清理浏览器空间。"; }
    progress();
  }
  function restore() {
    var data = kept();
    if (!data) { return; }
    fields().forEach(function (e) { if (Object.prototype.hasOwnProperty.call(data.values, e.name)) { e.value = data.values[e.name]; } });
    wanted = Boolean(data.wanted);
    say.textContent = "已带出您在本机填写的内容。";
  }
  function progress() {
    var points = fields().filter(function (e) { return e.name.indexOf("points-") === 0; });
    var left = points.filter(function (e) { return !e.value.trim(); }).length;
    count.textContent = left ? "还有 " + left + " 个子项没有评分。" : "子项都已评分，提交后不能再改。";
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
    if (first) { first.focus(); }
  }
  function done(url) {
    localStorage.removeItem(key);
    if (window.caches) { caches.keys().then(function (names) { names.forEach(function (n) { if (n.indexOf("judge-") === 0) { caches.delete(n); } }); }); }
    window.location.assign(url);
  }
  function send() {
    if (sending) { return; }
    if (!navigator.onLine) { waitForNetwork(); return; }
    sending = true;
    say.textContent = "正在提交…";
    fetch(form.action || window.location.href, {
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

  restore();
  progress();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", function (event) { event.preventDefault(); keep(); send(); });
  window.addEventListener("online", function () { if (wanted) { send(); } else { say.textContent = "已联网，可以提交。"; } });
  window.addEventListener("offline", function () { say.textContent = "现在没有网络，请照常填写，内容保存在本机。"; });
  if (wanted && navigator.onLine) { send(); }
  if ("serviceWorker" in navigator) { navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }).catch(function () { /* the page still keeps entries while it stays open */ }); }
}());
