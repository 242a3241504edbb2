/* Scorecard: asks a tiny address whether anything changed, renews the card and keeps open what was open. */
(function () {
  "use strict";
  var card = document.getElementById("card");
  if (!card) { return; }

  var FOLDS = "article.item > details.item-fold";
  function openOnes() {
    return {
      cases: Array.prototype.map.call(card.querySelectorAll("details.cases[open]"), function (d) { return d.id; }),
      items: Array.prototype.map.call(card.querySelectorAll("article.item:has(> details.item-fold[open])"), function (a) { return a.id; })
    };
  }
  function reopen(ones) {
    ones.cases.forEach(function (id) { var d = document.getElementById(id); if (d) { d.open = true; } });
    card.querySelectorAll(FOLDS).forEach(function (d) { d.open = ones.items.indexOf(d.parentElement.id) >= 0; });
    openTarget();
  }
  /* A phone shows sixteen lines with their points first; a tap opens an item. */
  function foldOnPhone() {
    if (window.matchMedia("(max-width: 640px)").matches) { card.querySelectorAll(FOLDS).forEach(function (d) { d.open = false; }); }
  }
  foldOnPhone();
  function openWanted() {
    if (!card.dataset.open) { return; }
    var wanted = card.querySelector('details[data-measure="' + CSS.escape(card.dataset.open) + '"]');
    if (!wanted) { return; }
    wanted.closest(FOLDS).open = true;
    wanted.open = true;
  }
  function openTarget() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    var outer = target.closest("article.item");
    var fold = outer && outer.querySelector("details.item-fold");
    if (fold && !fold.open) { fold.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("load", openTarget);
  window.addEventListener("beforeprint", function () { card.querySelectorAll(FOLDS).forEach(function (d) { d.open = true; }); });

  var busy = false;
  function renew(version) {
    busy = true;
    fetch(card.dataset.pageUrl, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("card");
      if (!fresh) { return; }
      var ones = openOnes();
      var before = figures(card);
      card.innerHTML = fresh.innerHTML;
      card.dataset.version = version;
      window.htmx.process(card);
      reopen(ones);
      mark(before);
    }).finally(function () { busy = false; });
  }
  function figures(root) {
    var found = {};
    root.querySelectorAll("article.item").forEach(function (a) { found[a.id] = a.querySelector(".item-points").textContent; });
    return found;
  }
  function mark(before) {
    card.querySelectorAll("article.item").forEach(function (a) {
      var points = a.querySelector(".item-points");
      if (before[a.id] !== points.textContent) { points.classList.add("fresh"); }
    });
  }

  var url = card.dataset.versionUrl;
  var last = Date.now();
  function ask() {
    if (!url || busy || document.visibilityState !== "visible") { return; }
    fetch(url, { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (version) {
      if (version && version !== card.dataset.version && !busy) { renew(version); }
    }).catch(function () { /* offline: ask again later */ });
  }
  // Once a second while somebody works here, every ten seconds after five quiet minutes.
  var beat = 0;
  window.setInterval(function () {
    beat += 1;
    if (Date.now() - last < 300000 || beat % 10 === 0) { ask(); }
  }, 1000);
  ["pointermove", "keydown", "scroll", "focus"].forEach(function (name) {
    window.addEventListener(name, function () { last = Date.now(); }, { passive: true });
  });
  window.addEventListener("focus", ask);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { ask(); } });
  window.addEventListener("load", openWanted);
})();
