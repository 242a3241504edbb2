/* Ticks in groups: one button ticks or clears a whole group. */
(function () {
  "use strict";
  function boxes(button) { return Array.from(button.closest("details").querySelectorAll("input[type=checkbox]")); }
  function word(button) {
    var chosen = boxes(button).filter(function (box) { return box.checked; });
    button.closest("details").querySelector("[data-chosen]").textContent = chosen.length ? "，已选：" + chosen.map(function (box) {
      return box.closest("label").textContent.trim();
    }).join("、") : "";
    button.textContent = boxes(button).every(function (box) { return box.checked; }) ? "全不选本组" : "全选本组";
  }
  document.querySelectorAll("[data-all]").forEach(function (button) {
    button.parentNode.hidden = false;
    word(button);
    button.addEventListener("click", function () {
      var all = boxes(button).every(function (box) { return box.checked; });
      boxes(button).forEach(function (box) { box.checked = !all; });
      word(button);
    });
    button.closest("details").addEventListener("change", function () { word(button); });
  });
}());
