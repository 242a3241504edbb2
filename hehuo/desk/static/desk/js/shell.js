/* Shell: print buttons, long parts folded on a phone and the first ten of many cards, the current page in sight in a long menu, copy of the wanted page title, quiet messages, focus after swaps. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) { window.print(); }
    var back = event.target.closest("[data-back]");
    if (back) { event.preventDefault(); window.history.back(); }
  });
  document.addEventListener("change", function (event) {
    var field = event.target.closest("[data-submit-on-change]");
    if (field && field.form) { field.form.requestSubmit(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      var box = document.getElementById("top-search");
      if (box && box.offsetParent) { event.preventDefault(); box.focus(); }
    }
  });
  document.addEventListener("htmx:responseError", function () { tell("没有连上服务器或没有权限，请刷新页面后再试。"); });
  document.addEventListener("htmx:sendError", function () { tell("网络不通，请检查网络后再试。"); });
  var side = document.querySelector("#side-menu .side-inner"), here = side && side.querySelector("[aria-current=page]");
  if (here) {
    var box = side.scrollHeight > side.clientHeight ? side : side.parentElement;
    box.scrollTop = Math.max(0, here.offsetTop - box.clientHeight / 2);
  }
  if (window.matchMedia("(max-width: 640px)").matches) {
    document.querySelectorAll("[data-phone-fold]").forEach(function (fold) {
      if (!location.hash || !fold.querySelector(location.hash)) { fold.open = false; }
    });
    document.querySelectorAll(".phone-cards, .phone-short").forEach(shorten);
  }
  function shorten(table) {
    var cards = Array.from(table.querySelectorAll(":scope > tbody > tr")), shown = 10;
    if (cards.length <= shown + 4 || (location.hash && table.querySelector(location.hash))) { return; }
    cards.slice(shown).forEach(function (card) { card.classList.add("phone-later"); });
    var more = document.createElement("button");
    more.type = "button";
    more.className = "btn btn-outline-primary phone-more";
    more.textContent = "再看后面 " + (cards.length - shown) + " 条";
    more.addEventListener("click", function () {
      cards.forEach(function (card) { card.classList.remove("phone-later"); });
      var next = cards[shown].querySelector("a, button, summary, input");
      if (next) { next.focus({ preventScroll: true }); }
      more.remove();
    });
    table.after(more);
  }
  function tell(text) {
    var place = document.getElementById("messages");
    if (!place || place.textContent.indexOf(text) >= 0) { return; }
    var box = document.createElement("div");
    box.className = "alert alert-warning";
    box.setAttribute("role", "alert");
    box.textContent = text;
    place.appendChild(box);
  }
})();
