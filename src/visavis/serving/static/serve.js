// Everything here only adds to pages that work without it.

// Strokes and bars of drawings lead to what they stand for; the table below each does so without this.
for (const mark of document.querySelectorAll("svg [data-link]")) {
  mark.classList.add("by-link");
  mark.addEventListener("click", () => { location.href = mark.dataset.link; });
}

// Dragging over the timeline shows only what happened on those days.
for (const figure of document.querySelectorAll("[data-brush]")) {
  figure.classList.add("ready");
  for (const hint of figure.querySelectorAll(".by-script")) hint.hidden = false;
  for (const svg of figure.querySelectorAll("svg")) brush(svg);
}

function brush(svg) {
  const bars = [...svg.querySelectorAll("[data-since]")];
  if (!bars.length) return;
  let from = null, box = null;
  const at = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return Math.max(0, Math.min(svg.viewBox.baseVal.width, point.x));
  };
  svg.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    from = at(event);
    box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    box.setAttribute("class", "brush-box");
    box.setAttribute("y", 0);
    box.setAttribute("height", svg.viewBox.baseVal.height);
    svg.prepend(box);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", event => {
    if (from === null) return;
    const to = at(event);
    box.setAttribute("x", Math.min(from, to));
    box.setAttribute("width", Math.abs(to - from));
  });
  svg.addEventListener("pointercancel", () => { if (box) box.remove(); from = null; });
  svg.addEventListener("pointerup", event => {
    if (from === null) return;
    const [low, high] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    const inside = bars.filter(bar => { const b = bar.getBBox(); return b.x + b.width >= low && b.x <= high; });
    if (!inside.length) { box.remove(); return; }
    const url = new URL(location.href);
    url.searchParams.set("since", inside[0].dataset.since);
    url.searchParams.set("until", inside[inside.length - 1].dataset.until);
    url.searchParams.delete("page");
    url.hash = "";
    location.href = url;
  });
}

// The slider of the system's page leads to the network as it was at the end of a month.
for (const slider of document.querySelectorAll("[data-months]")) {
  const months = slider.dataset.months.split(" ");
  slider.closest("label").hidden = false;
  const say = () => slider.setAttribute("aria-valuetext", months[slider.value]);
  say();
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => { location.href = "/system?as_of=" + months[slider.value]; });
}

// Checkboxes of an article's layers act at once.
for (const form of document.querySelectorAll(".layers-form")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.submit());
}

// A drawer opens beside the text without loading the page anew.
const drawer = document.getElementById("drawer");
const text = document.getElementById("text");
if (drawer && text) text.addEventListener("click", event => {
  const word = event.target.closest("a[data-item]");
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const show = word.dataset.item;
  fetch(location.pathname + "/item/" + show).then(answer => answer.ok ? answer.text() : Promise.reject()).then(page => {
    const found = new DOMParser().parseFromString(page, "text/html").getElementById("drawer");
    drawer.replaceChildren(...found.childNodes);
    drawer.parentElement.classList.add("open");
    for (const one of text.querySelectorAll(".chosen")) one.classList.remove("chosen");
    for (const one of text.querySelectorAll(`[data-item="${show}"]`)) one.classList.add("chosen");
    const url = new URL(location.href);
    url.searchParams.set("show", show);
    history.replaceState(null, "", url);
    if (drawer.getBoundingClientRect().top < 0 || getComputedStyle(drawer).position === "static") drawer.scrollIntoView({block: "nearest"});
    drawer.focus({preventScroll: true});
  }).catch(() => { location.href = word.href; });
});

enliven({defaultStyle: false, tooltip: {disableDefaultStyle: true}});
