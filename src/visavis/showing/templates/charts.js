"use strict";

// On a wide page the drawings of charts become interactive; where that fails they stand as they are.
function enliven(options, then) {
  for (const figure of document.querySelectorAll("[data-chart]")) {
    const spec = document.querySelector(`script[data-spec="${figure.dataset.chart}"]`);
    if (!spec || !window.vegaEmbed || !matchMedia("(min-width: 44rem)").matches) continue;
    const still = figure.querySelector(".wide");
    const holder = document.createElement("div");
    holder.className = "wide";
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", still.querySelector("svg").getAttribute("aria-label"));
    holder.hidden = true;
    figure.insertBefore(holder, still);
    window.vegaEmbed(holder, JSON.parse(spec.textContent), {actions: false, ast: true, renderer: "svg", ...options})
      .then(({view}) => {
        if (then) then(view);
        holder.hidden = false;
        still.remove();
      }, () => holder.remove());
  }
}
