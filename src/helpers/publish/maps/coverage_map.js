// A map on a canvas: areas coloured by one byte an area and year, as map_data.py packs them.
// It knows nothing of where it is shown: a notebook takes it as a module, a page opened from a
// disk as a classic script. `on.select(code)` hears what is chosen. Data is text, never HTML.
function coverageMap(element, data, on = {}) {
  const numbers = (Kind, { buffer, byteOffset: from, byteLength: length }) =>
    new Kind(buffer.slice(from, from + length));
  const [points, boxes, hearts, beside, rings, firsts] = ["points", "boxes", "hearts", "beside",
    "rings", "firsts"].map((key, i) => numbers(i < 4 ? Uint16Array : Uint32Array, data.shapes[key]));
  const { codes, regions } = data, { extents, fine } = data.shapes, fingers = new Map();
  let { year, language, focus } = data, shown, values, tiles, paths, awaited = 0, moved = 0;
  let chosen = codes.indexOf(data.selected), pointed = -1, at = -1;
  let view = { k: 1, x: 0, y: 0 }, least = 1, wide = 1, high = 1, sharp = 1;

  const root = element.appendChild(document.createElement("div"));
  root.className = "coverage-map", root.innerHTML = `<p class="mark"></p><p class="told"></p>
    <div class="frame"><canvas role="application" tabindex="0"></canvas><div class="bar">
    <button>+</button><button>−</button><button>⤢</button></div><div class="tip" aria-hidden="true"
    hidden></div></div><p class="said" role="status"></p><ul></ul><p class="help"></p>`;
  const [mark, told, frame, canvas, tip, bar, said, legend, help] =
    [".mark", ".told", ".frame", "canvas", ".tip", ".bar", ".said", "ul", ".help"]
      .map((name) => root.querySelector(name)), pen = canvas.getContext("2d");

  const outline = (i, path = new Path2D()) => { // after the areas: the borders between provinces
    for (let ring = firsts[i]; ring < firsts[i + 1]; ring++) {
      path.moveTo(points[2 * rings[ring]], points[2 * rings[ring] + 1]);
      for (let p = rings[ring] + 1; p < rings[ring + 1]; p++)
        path.lineTo(points[2 * p], points[2 * p + 1]);
    }
    return path;
  };
  const borders = outline(codes.length);
  const seen = (i) => [hearts[2 * i] * view.k + view.x, hearts[2 * i + 1] * view.k + view.y];
  const inside = (i) => !focus || regions[i] === focus || codes[i].startsWith(focus);
  const place = (i) => shown.years.indexOf(year) * codes.length + i;
  const state = (i) => values[place(i)] ?? shown.classes.length - 1; // the last one is no data
  const sentence = (i) => i < 0 ? "" : `${data.names[language][i]}: ${
    shown.said[language]?.[place(i)] || shown.classes[state(i)].label[language]}`;

  const tell = () => { // all of it in words, and the legend
    const words = data.words[language], counts = shown.classes.map(() => 0);
    codes.forEach((code, i) => { counts[state(i)] += inside(i); });
    const entries = counts.map((count, i) => words[count === 1 ? "one" : "many"]
      .replace("{label}", () => shown.classes[i].label[language])
      .replace("{count}", count.toLocaleString(words.locale)));
    const lack = !codes.length ? words.empty : counts.slice(0, -1).some(Boolean) ? "" : words.lack;
    const title = shown.title[language].replace("{year}", words.years[year] ?? year);
    root.lang = language, mark.textContent = shown.mark[language] ?? "";
    told.textContent = [title, lack].filter(Boolean).join(" · "), frame.hidden = !codes.length;
    said.textContent = sentence(chosen) || words.none, help.textContent = words.help;
    canvas.ariaLabel = [mark.textContent, told.textContent, ...entries].join(" · ");
    [...bar.children].forEach((button, i) => { button.ariaLabel = words.buttons[i]; });
    legend.replaceChildren(...entries.map((entry, i) => {
      const [line, swatch] = ["li", "span"].map((tag) => document.createElement(tag));
      swatch.style.backgroundImage = `url(${tiles[i].toDataURL()})`, line.append(swatch, entry);
      return line;
    }));
  };
  const tile = ({ fill, ink, hatch }) => { // a class without a hatch is plain
    const made = Object.assign(document.createElement("canvas"), { width: 16, height: 16 });
    const brush = made.getContext("2d");
    brush.fillStyle = fill, brush.fillRect(0, 0, 16, 16);
    brush.strokeStyle = ink, brush.lineWidth = 2, brush.stroke(new Path2D(hatch));
    return made;
  };
  const recolour = () => { // one path a class, kept until a state changes
    paths = shown.classes.map(() => [new Path2D(), new Path2D()]);
    codes.forEach((code, i) => outline(i, paths[state(i)][+inside(i)]));
    tell(), draw();
  };
  const stroke = (path, colour, width, dash = []) => {
    pen.strokeStyle = colour, pen.lineWidth = width / view.k;
    pen.setLineDash(dash.map((length) => length / view.k)), pen.stroke(path);
  };
  const draw = () => {
    awaited = 0, pen.resetTransform(), pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(sharp * view.k, 0, 0, sharp * view.k, sharp * view.x, sharp * view.y);
    paths.forEach((pair, i) => pair.forEach((path, full) => { // out of focus it is pale
      pen.globalAlpha = full ? 1 : 0.3, pen.fillStyle = pen.createPattern(tiles[i], "repeat");
      pen.fillStyle.setTransform(new DOMMatrix().scale(0.5 / view.k)), pen.fill(path, "evenodd");
      if (view.k > fine) stroke(path, "#fff", 0.6);
    }));
    stroke(borders, "#39434b", 0.7);
    for (const [i, colour, dash] of [[pointed, "#000"], [at, "#000", [4, 3]], [chosen, "#b3001b"]])
      if (i >= 0) stroke(outline(i), "#fff", 5), stroke(outline(i), colour, 2.5, dash);
    pen.setTransform(sharp, 0, 0, sharp, sharp * wide / 2, sharp * high / 2), pen.rotate(-0.6);
    pen.font = `600 ${Math.min(wide, high) / 13}px ${getComputedStyle(root).fontFamily}`;
    pen.textAlign = "center", pen.fillStyle = "#b3001b59", pen.fillText(mark.textContent, 0, 0);
  };
  const zoom = (times, x = wide / 2, y = high / 2) => {
    const k = Math.min(Math.max(view.k * times, least), 80 * least), by = k / view.k;
    view = { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
    canvas.style.touchAction = k > least ? "none" : "pan-y";
    awaited ||= requestAnimationFrame(draw);
  };
  const fit = () => { // all, or what the focus holds
    const room = ([a, b, c, d]) => 0.97 * Math.min(wide / (c - a), high / (d - b));
    const box = extents[focus] ?? extents[""], [a, b, c, d] = box, k = room(box);
    view = { k, x: (wide - k * (a + c)) / 2, y: (high - k * (b + d)) / 2 };
    least = room(extents[""]), zoom(1);
  };
  const sized = new ResizeObserver(() => {
    [wide, high, sharp] = [frame.clientWidth || 1, frame.clientHeight || 1, devicePixelRatio];
    canvas.width = wide * sharp, canvas.height = high * sharp, fit(), draw();
  });
  const show = (i, x, y) => { // what lies under the pointer or the keys
    tip.textContent = sentence(i), tip.hidden = i < 0, zoom(1);
    tip.style.cssText = `left: ${x}px; top: ${y}px; transform: translate(${
      x > wide / 2 ? -100 : 0}%, ${y > high / 2 ? -130 : 30}%)`;
  };
  const choose = (i, ours = true) => {
    chosen = i, said.textContent = sentence(i) || data.words[language].none, zoom(1);
    if (ours) on.select?.(codes[i] ?? "");
  };
  const under = (x, y) => { // the area at a point of the canvas, -1 for none
    const u = (x - view.x) / view.k, v = (y - view.y) / view.k;
    return pen.resetTransform(), codes.findIndex((code, i) => u >= boxes[4 * i] && v >=
      boxes[4 * i + 1] && u <= boxes[4 * i + 2] && v <= boxes[4 * i + 3]
      && pen.isPointInPath(outline(i), u, v, "evenodd"));
  };
  const go = (i) => { // the keys are at an area, which is brought into sight
    const [x, y] = seen(at = i);
    if (x < 0 || x > wide) view.x += wide / 2 - x;
    if (y < 0 || y > high) view.y += high / 2 - y;
    said.textContent = sentence(at), show(at, ...seen(at));
  };

  canvas.onpointerdown = ({ pointerId, offsetX: x, offsetY: y }) => {
    canvas.setPointerCapture(pointerId), fingers.set(pointerId, [x, y]), moved = 0;
  };
  canvas.onpointermove = ({ pointerId, offsetX: x, offsetY: y }) => {
    const [u, v] = fingers.get(pointerId) ?? [], stays = [...fingers].find(([i]) => i !== pointerId);
    const apart = (x, y) => Math.hypot(x - stays[1][0], y - stays[1][1]);
    if (u === undefined) return show(pointed = under(x, y), x, y);
    fingers.set(pointerId, [x, y]), moved += Math.hypot(x - u, y - v);
    if (stays) return zoom(apart(x, y) / apart(u, v), ...stays[1]); // a pinch
    view.x += x - u, view.y += y - v, zoom(1);
  };
  canvas.onpointerup = canvas.onpointercancel = ({ type, pointerId, offsetX: x, offsetY: y }) => {
    const i = under(x, y), lifted = fingers.delete(pointerId) && type === "pointerup";
    if (lifted && moved < 5) choose(i === chosen ? -1 : i);
  };
  canvas.onpointerleave = () => show(pointed = -1, 0, 0);
  canvas.onwheel = (event) => { // a page scrolls over a map nobody has turned to
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault(), zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  };
  canvas.onkeydown = (event) => {
    const way = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"].indexOf(event.key);
    const to = { PageUp: at - 1, PageDown: at + 1, Home: 0, End: codes.length - 1 }[event.key];
    const button = bar.children[{ "+": 0, "=": 0, "-": 1, 0: 2 }[event.key]];
    if (button) button.click();
    else if (way >= 0 && at >= 0) go(beside[4 * at + way]);
    else if (way >= 0 || to < codes.length) go(Math.max(to ?? 0, 0));
    else if (["Enter", " ", "Escape"].includes(event.key)) choose(event.key === "Escape" ? -1 : at);
    else return;
    event.preventDefault();
  };
  [...bar.children].forEach((button, i) => {
    button.onclick = () => i < 2 ? zoom([1.5, 1 / 1.5][i]) : fit();
  });
  const setStates = (given) => {
    shown = given, values = numbers(Uint8Array, given.states), tiles = given.classes.map(tile);
    recolour();
  };
  setStates(data), sized.observe(frame);
  return {
    setStates,
    setYear: (given) => { year = given, recolour(); },
    setLanguage: (given) => { language = given, tell(), draw(); },
    select: (code) => choose(codes.indexOf(code), false),
    focus: (code) => { focus = code, fit(), recolour(); },
    destroy: () => { sized.disconnect(), cancelAnimationFrame(awaited), root.remove(); },
  };
}
