/* Charts: read their data from a JSON block, draw with the SVG renderer, say in words what they show. */
(function () {
  "use strict";
  var ink = "#1c2632", quiet = "#4d5966", line = "#e2ddd1";
  var blue = "#0b57b8", ochre = "#b56a17", indigo = "#12305a";
  var font = getComputedStyle(document.body).fontFamily;
  var shades = ["#12305a", "#1a4c8f", "#2b6ab3", "#5b90c9", "#8fb4dd", "#c9882f", "#e2b46c", "#9aa4ae", "#56606b"];

  function series(name, values, days, colour, width) {
    return {
      name: name, type: "line", symbolSize: 7, lineStyle: { width: width, color: colour }, itemStyle: { color: colour },
      data: values.map(function (value, n) { return [days[n], value]; }),
      endLabel: { show: true, formatter: "{a} {@[1]}", color: colour, fontWeight: 600 }
    };
  }

  function trend(data) {
    var total = series("总分", data.total, data.days, blue, 3);
    total.areaStyle = { color: "rgba(11,87,184,0.07)" };
    total.markLine = {
      symbol: "none", lineStyle: { color: ochre, type: "dashed" },
      label: { color: "#7a4b00", fontSize: 12, formatter: "{b}", rotate: 0 },
      data: data.deadlines.map(function (d) { return { name: d.title, xAxis: d.day }; })
    };
    return {
      grid: { left: 44, right: 110, top: 30, bottom: 30 },
      tooltip: { trigger: "axis" },
      legend: { show: false },
      xAxis: { type: "time", axisLine: { lineStyle: { color: quiet } }, axisLabel: { color: quiet, formatter: "{yyyy}-{MM}", hideOverlap: true } },
      yAxis: { type: "value", min: 0, splitLine: { lineStyle: { color: line } }, axisLabel: { color: quiet } },
      series: [total, series("活力", data.vibrant, data.days, ochre, 2), series("和谐", data.harmonious, data.days, indigo, 2)]
    };
  }

  function lines(data) {
    return {
      grid: { left: 52, right: 24, top: 36, bottom: 30 },
      tooltip: { trigger: "axis" },
      legend: { top: 0, textStyle: { color: ink } },
      xAxis: { type: "time", axisLine: { lineStyle: { color: quiet } }, axisLabel: { color: quiet, formatter: "{yyyy}-{MM}", hideOverlap: true } },
      yAxis: { type: "value", scale: true, axisLabel: { color: quiet, formatter: "{value}%" }, splitLine: { lineStyle: { color: line } } },
      series: data.lines.map(function (row, n) { var made = series(row.name, row.values, data.days, shades[n % shades.length], 2); made.endLabel = { show: false }; return made; })
    };
  }

  var makers = { trend: trend, lines: lines };

  function draw(place) {
    var source = document.getElementById(place.dataset.source);
    if (!source || !window.echarts || echarts.getInstanceByDom(place)) { return; }
    var option = makers[place.dataset.chart](JSON.parse(source.textContent));
    option.textStyle = { fontFamily: font, color: ink };
    option.animation = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    option.animationDuration = 400;
    var words = place.getAttribute("aria-label");
    option.aria = { enabled: true, label: { description: words } };
    var chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(option);
    new ResizeObserver(function () { chart.resize(); }).observe(place);
  }

  function drawAll(root) { root.querySelectorAll("[data-chart]").forEach(draw); }
  drawAll(document);
  document.addEventListener("htmx:afterSettle", function () { drawAll(document); });
})();
