// How is the surroundings of a thing drawn? Nodes and lines from the page's own address, colours from its style.
"use strict";

(() => {
  const place = document.getElementById("drawing");
  if (!place || !window.echarts) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (text) => (text.length > 10 ? `${text.slice(0, 9)}…` : text);

  // Without a size (swapped out, or hidden in print) the layout has no inverse and ECharts fails.
  const shown = () => place.clientWidth > 0 && place.clientHeight > 0;

  function node(n) {
    return {
      id: n.id,
      name: n.name,
      url: n.url,
      symbolSize: n.centre ? 34 : 18,
      itemStyle: { color: colour(`--g${n.group}`), borderColor: colour("--card"), borderWidth: 2 },
      label: { formatter: short(n.name), fontWeight: n.centre ? "bold" : "normal" },
    };
  }

  function line(l) {
    return { source: l.source, target: l.target, value: l.label };
  }

  function options(data) {
    const few = data.nodes.length < 12;
    const font = getComputedStyle(document.body).fontFamily;
    return {
      animation: !calm,
      textStyle: { fontFamily: font },
      tooltip: { renderMode: "richText", confine: true, formatter: (p) => (p.dataType === "edge" ? p.value : p.name) },
      series: [
        {
          type: "graph",
          layout: "force",
          roam: "move",
          draggable: true,
          data: data.nodes.map(node),
          links: data.lines.map(line),
          edgeSymbol: ["none", "arrow"],
          edgeSymbolSize: 6,
          force: { repulsion: few ? 700 : 190, edgeLength: few ? [100, 140] : [60, 110], gravity: few ? 0.1 : 0.16, layoutAnimation: !calm },
          labelLayout: { hideOverlap: true },
          label: { show: true, position: "bottom", color: colour("--ink"), fontSize: 12 },
          lineStyle: { color: colour("--quiet"), opacity: 0.7, curveness: 0.08 },
          emphasis: { focus: "adjacency", lineStyle: { width: 2 } },
        },
      ],
    };
  }

  async function draw() {
    place.hidden = false;
    const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
    place.hidden = !answer.ok;
    if (!answer.ok) return;
    const data = await answer.json();
    if (!shown()) return;
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(options(data));
    place.dataset.nodes = String(data.nodes.length);
    chart.on("click", (p) => p.dataType === "node" && p.data.url && window.location.assign(p.data.url));
    const kept = new AbortController();
    window.addEventListener("resize", () => shown() && chart.resize(), kept);
    dark.addEventListener("change", () => chart.setOption(options(data)), kept);
    document.addEventListener("htmx:beforeSwap", () => {
      kept.abort();
      chart.dispose();
    }, { once: true });
  }

  draw();
})();
