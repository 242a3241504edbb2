/* Plan picture: one stop of the tab key for a building, arrow keys from door to door. */
(function () {
  "use strict";
  document.querySelectorAll(".tower").forEach(function (tower) {
    var doors = Array.prototype.slice.call(tower.querySelectorAll("a"));
    if (!doors.length) { return; }
    var places = doors.map(function (door) {
      var cell = door.querySelector("use");
      return { door: door, x: Number(cell.getAttribute("x")), y: Number(cell.getAttribute("y")) };
    });
    doors.forEach(function (door, n) { door.setAttribute("tabindex", n ? "-1" : "0"); });
    tower.addEventListener("keydown", function (event) {
      var way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      var here = places[doors.indexOf(document.activeElement)];
      if (!way || !here) { return; }
      event.preventDefault();
      var best = null, least = Infinity;
      places.forEach(function (place) {
        var along = (place.x - here.x) * way[0] + (place.y - here.y) * way[1];
        var aside = Math.abs((place.x - here.x) * way[1]) + Math.abs((place.y - here.y) * way[0]);
        if (along > 0 && along + aside * 4 < least) { best = place; least = along + aside * 4; }
      });
      if (best) {
        here.door.setAttribute("tabindex", "-1");
        best.door.setAttribute("tabindex", "0");
        best.door.focus();
      }
    });
  });
})();
