(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const table = document.getElementById("figures");
  if (!table) return;
  const LEFT = 62, WIDTH = 828, TOTAL = 1000;
  const headers = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.textContent);
  const rows = table.tBodies[0].rows;
  const figures = [...document.querySelectorAll("figure[data-columns]")];
  let current = -1;

  function show(index) {
    current = Math.max(0, Math.min(rows.length - 1, index));
    const cells = rows[current].cells;
    const x = LEFT + WIDTH * (current + 0.5) / rows.length;
    for (const path of document.querySelectorAll(".cursor")) {
      path.setAttribute("d", "M" + x + " 0V" + path.ownerSVGElement.viewBox.baseVal.height * 0.9);
    }
    for (const figure of figures) {
      figure.querySelector("output").textContent = cells[0].textContent + "  " + figure.dataset.columns.split(",")
        .map(column => headers[+column] + " " + cells[+column + 1].textContent).join(" · ");
    }
  }

  function hide() {
    document.querySelectorAll(".cursor").forEach(path => path.setAttribute("d", ""));
    figures.forEach(figure => { figure.querySelector("output").textContent = ""; });
  }

  document.querySelectorAll(".chart").forEach(chart => {
    chart.addEventListener("pointermove", event => {
      const box = chart.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * TOTAL;
      if (x >= LEFT && x <= LEFT + WIDTH) show(Math.floor((x - LEFT) / WIDTH * rows.length));
    });
    chart.addEventListener("pointerleave", hide);
  });
  figures.forEach(figure => {
    figure.addEventListener("keydown", event => {
      const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -rows.length, End: rows.length };
      if (event.key in steps) {
        event.preventDefault();
        show((current < 0 ? 0 : current) + steps[event.key]);
      }
    });
    figure.addEventListener("blur", hide);
  });
})();
