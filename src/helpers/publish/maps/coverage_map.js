// A map on a canvas: areas coloured by one byte an area and year, as map_data.py packs them.
// Where it is shown it does not know: a notebook takes it as a module, a page opened from a disk as
// a classic script. `on.select(code)` hears what is chosen. Names and codes are text, never HTML.
function coverageMap(element, data, on = {}) {
  const numbers = (Kind, { buffer, byteOffset: from, byteLength: length }) =>
    new Kind(buffer.slice(from, from + length));
  const [points, boxes, hearts, beside] = ["points", "boxes", "hearts", "beside"]
    .map((key) => numbers(Uint16Array, data.shapes[key]));
  const [rings, firsts] = ["rings", "firsts"].map((key) => numbers(Uint32Array, data.shapes[key]));
  const { codes, regions, shapes: { extents, fine } } = data, fingers = new Map();
  let { year, language, focus } = data, shown, values, paths, awaited = 0, moved = 0;
  let chosen = codes.indexOf(data.selected), pointed = -1, at = -1; // places in `codes`
  let view = { k: 1, x: 0, y: 0 }, least = 1, wide = 1, high = 1, sharp = 1;
  const root = element.appendChild(document.createElement("div"));
  root.className = "coverage-map", root.innerHTML = `<p class="mark"></p><p class="told"></p><div>
    <canvas role="application" tabindex="0"></canvas><p hidden aria-hidden="true"></p><div>
    <button>+</button><button>−</button><button>⤢</button></div></div><p role="status"></p><ul></ul>
    <p class="help"></p>`; // nothing of the data
  const [mark, told, frame, said, legend, help] = root.children;
  const [canvas, tip, { children: buttons }] = frame.children, pen = canvas.getContext("2d");
  const outlines = Array.from(firsts.subarray(1), (end, i) => { // one an area, then the borders
    const path = new Path2D();
    for (let ring = firsts[i]; ring < end; ring++)
      for (let p = rings[ring]; p < rings[ring + 1]; p++)
        path[p > rings[ring] ? "lineTo" : "moveTo"](points[2 * p], points[2 * p + 1]);
    return path;
  });
  const inside = (i) => !focus || regions[i] === focus || codes[i].startsWith(focus);
  const place = (i) => shown.years.indexOf(year) * codes.length + i;
  const state = (i) => values[place(i)] ?? shown.classes.length - 1; // the last one is no data
  const sentence = (i) => i < 0 ? data.words[language].none : `${data.names[language][i]}: ${
    shown.said[language]?.[place(i)] || shown.classes[state(i)].label[language]}`;

  const tell = () => { // all of it in words, and the legend
    const words = data.words[language], counts = shown.classes.map(() => 0);
    codes.forEach((code, i) => { counts[state(i)] += inside(i); });
    const entries = shown.classes.map(({ counted }, i) => counted[language][+(counts[i] !== 1)]
      .replace("{count}", counts[i].toLocaleString(words.locale)));
    const lack = !codes.length ? words.empty : counts.slice(0, -1).some(Boolean) ? "" : words.lack;
    const title = shown.title[language].replace("{year}", words.years[year] ?? year);
    root.lang = language, mark.textContent = shown.mark[language] ?? "";
    told.textContent = lack ? `${title} · ${lack}` : title, said.textContent = sentence(chosen);
    help.textContent = `${shown.note[language]}\n${words.help}`, frame.hidden = !codes.length;
    entries.forEach((entry, i) => { legend.children[i].lastChild.textContent = entry; });
    words.buttons.forEach((word, i) => { buttons[i].ariaLabel = word; });
    canvas.ariaLabel = [mark, told, legend].map((part) => part.textContent).join(" ");
  };
  const swatch = ({ fill, ink, hatch }) => { // of the legend, and what the class is filled with
    const line = document.createElement("li");
    line.innerHTML = `<canvas width="32" height="32"></canvas><span></span>`;
    const brush = line.firstChild.getContext("2d");
    brush.fillStyle = fill, brush.strokeStyle = ink, brush.lineWidth = 2;
    return brush.fillRect(0, 0, 32, 32), brush.stroke(new Path2D(hatch)), line;
  };
  const recolour = () => { // one path a class, kept until a state changes; out of focus it is pale
    paths = shown.classes.map(() => [new Path2D(), new Path2D()]);
    codes.forEach((code, i) => paths[state(i)][+inside(i)].addPath(outlines[i]));
    tell(), draw();
  };
  const stroke = (path, colour, width) =>
    (pen.strokeStyle = colour, pen.lineWidth = width / view.k, pen.stroke(path));
  const draw = () => {
    awaited = 0, pen.resetTransform(), pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(sharp * view.k, 0, 0, sharp * view.k, sharp * view.x, sharp * view.y);
    paths.forEach((pair, i) => pair.forEach((path, full) => {
      const { fill, hatch } = shown.classes[i], tile = legend.children[i].firstChild;
      pen.fillStyle = hatch ? pen.createPattern(tile, "repeat") : fill; // a pattern takes longer
      pen.fillStyle.setTransform?.(new DOMMatrix().scale(0.5 / view.k));
      pen.globalAlpha = full ? 1 : 0.3, pen.fill(path, "evenodd");
      if (view.k > fine) stroke(path, "#fff", 0.6);
    }));
    stroke(outlines.at(-1), "#fffc", 1.6), stroke(outlines.at(-1), "#39434b", 0.7);
    for (const [i, ink] of [[pointed, "#000"], [at, "#0b57d0"], [chosen, "#b3001b"]])
      if (i >= 0) stroke(outlines[i], "#fff", 6), stroke(outlines[i], ink, 3);
    pen.setTransform(sharp, 0, 0, sharp, sharp * wide / 2, sharp * high / 2), pen.rotate(-0.6);
    pen.font = `600 ${Math.min(wide, high) / 13}px ${getComputedStyle(root).fontFamily}`;
    pen.textAlign = "center", pen.fillStyle = "#b3001b73", pen.fillText(mark.textContent, 0, 0);
  };
  const zoom = (times, x = wide / 2, y = high / 2) => {
    const k = Math.min(Math.max(view.k * times, least), 80 * least), by = k / view.k;
    view = { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
    canvas.style.touchAction = k > least ? "none" : "pan-y"; // a page scrolls under a whole map
    awaited ||= requestAnimationFrame(draw);
  };
  const fit = () => { // all, or what the focus holds
    const room = ([a, b, c, d]) => 0.97 * Math.min(wide / (c - a), high / (d - b));
    const [a, b, c, d] = extents[focus] ?? extents[""], k = room([a, b, c, d]);
    view = { k, x: (wide - k * (a + c)) / 2, y: (high - k * (b + d)) / 2 };
    least = room(extents[""]), zoom(1);
  };
  const sized = new ResizeObserver(() => {
    [wide, high, sharp] = [frame.clientWidth || 1, frame.clientHeight || 1, devicePixelRatio];
    canvas.width = wide * sharp, canvas.height = high * sharp, fit(), draw();
  });
  const show = (i, x, y) => { // what lies under the pointer or the keys
    tip.textContent = said.textContent = sentence(i < 0 ? chosen : i), tip.hidden = i < 0;
    tip.style.cssText = `left: ${x}px; top: ${y}px; translate: ${-100 * x / wide}% ${
      y > 60 ? -130 : 60}%`, zoom(1); // never over the edge
  };
  const choose = (i) => (chosen = i, said.textContent = sentence(i), zoom(1));
  const picked = (i) => (choose(i === chosen ? -1 : i), on.select?.(codes[chosen] ?? ""));
  const go = (i) => { // the keys are at an area, which is brought into sight
    const seen = () => [0, 1].map((axis) => hearts[2 * i + axis] * view.k + [view.x, view.y][axis]);
    const [x, y] = seen(at = i), away = x < 0 || x > wide || y < 0 || y > high;
    if (away) view.x += wide / 2 - x, view.y += high / 2 - y;
    show(at, ...seen());
  };
  const under = (x, y) => { // the area at a point of the canvas, -1 for none
    const u = (x - view.x) / view.k, v = (y - view.y) / view.k, box = (i, s) => boxes[4 * i + s];
    return pen.resetTransform(), codes.findIndex((code, i) => u >= box(i, 0) && v >= box(i, 1)
      && u <= box(i, 2) && v <= box(i, 3) && pen.isPointInPath(outlines[i], u, v, "evenodd"));
  };

  canvas.onpointerdown = ({ pointerId, offsetX: x, offsetY: y }) =>
    (canvas.setPointerCapture(pointerId), fingers.set(pointerId, [x, y]), moved = 0);
  canvas.onpointermove = ({ pointerId, offsetX: x, offsetY: y }) => {
    if (!fingers.has(pointerId)) return show(pointed = under(x, y), x, y);
    const [u, v] = fingers.get(pointerId), other = [...fingers].find(([i]) => i !== pointerId);
    const apart = (x, y) => Math.hypot(x - other[1][0], y - other[1][1]);
    fingers.set(pointerId, [x, y]), moved += Math.hypot(x - u, y - v);
    if (other) zoom(apart(x, y) / apart(u, v), ...other[1]); // a pinch
    else view.x += x - u, view.y += y - v, zoom(1);
  };
  canvas.onpointerup = canvas.onpointercancel = ({ pointerId }) => fingers.delete(pointerId);
  canvas.onclick = ({ offsetX, offsetY }) => moved < 5 && picked(under(offsetX, offsetY));
  canvas.onpointerleave = () => show(pointed = -1, 0, 0);
  canvas.onwheel = (event) => { // a page scrolls over a map nobody has turned to
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault(), zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  };
  canvas.onkeydown = (event) => {
    const near = beside.subarray(4 * Math.max(at, 0)), to = { ArrowLeft: near[0], ArrowUp: near[1],
      ArrowRight: near[2], ArrowDown: near[3], PageUp: at - 1, PageDown: at + 1 }[event.key];
    const sign = "+-0".indexOf(event.key.replace("=", "+"));
    if (sign >= 0) buttons[sign].click(); else if (codes[to]) go(to);
    else if (event.key === "Enter" || event.key === " ") picked(at);
    if (sign >= 0 || codes[to] || event.key === " ") event.preventDefault();
  };
  [() => zoom(1.5), () => zoom(2 / 3), fit].forEach((act, i) => { buttons[i].onclick = act; });
  const map = {
    setStates: (given) => (shown = given, values = numbers(Uint8Array, given.states),
      legend.replaceChildren(...given.classes.map(swatch)), recolour()),
    setYear: (given) => (year = given, recolour()),
    setLanguage: (given) => (language = given, tell(), draw()),
    select: (code) => choose(codes.indexOf(code)),
    focus: (code) => (focus = code, fit(), recolour()),
    destroy: () => (sized.disconnect(), cancelAnimationFrame(awaited), root.remove()),
  };
  return map.setStates(data), sized.observe(frame), document.fonts.ready.then(draw), map;
}
