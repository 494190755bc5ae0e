// Annotations as SVG, in pixels of the upright page. The marking page and the result page draw with the same pen.
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/** A smooth line through the points: curves between the middles of neighbouring points. */
export function smooth(points) {
  const [first, ...rest] = points;
  let path = `M${first[0].toFixed(1)} ${first[1].toFixed(1)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? point;
    const middle = [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2];
    path += `Q${point[0].toFixed(1)} ${point[1].toFixed(1)} ${middle[0].toFixed(1)} ${middle[1].toFixed(1)}`;
  });
  return path;
}

function lines(text, longest = 28) {
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const row = rows.at(-1);
    if (row && row.length + word.length >= longest) rows.push(word);
    else rows[rows.length - 1] = row ? `${row} ${word}` : word;
  }
  return rows.slice(0, 8);
}

function comment({ x, y, text }, width, height) {
  const group = shape("g", { class: "ink ink--comment" });
  const size = width * 0.022;
  const rows = lines(text);
  const wide = Math.max(...rows.map((row) => row.length)) * size * 0.56 + size;
  const left = Math.min(x * width, width - wide);
  const top = Math.min(y * height, height - rows.length * size * 1.3 - size);
  group.append(shape("rect", { x: left, y: top, width: wide, height: rows.length * size * 1.3 + size * 0.6, rx: size * 0.3 }));
  rows.forEach((row, index) => {
    const line = shape("text", { x: left + size * 0.5, y: top + size * 1.2 + index * size * 1.3, "font-size": size });
    line.textContent = row;
    group.append(line);
  });
  const words = shape("title", {});
  words.textContent = text;
  group.append(words);
  return group;
}

/** The SVG node of one annotation on a page of `width` × `height` pixels. */
export function inkNode({ kind, shape: data }, width, height) {
  if (kind === "pen") {
    const points = data.points.map(([x, y]) => [x * width, y * height]);
    return shape("path", { class: `ink ink--pen ink--${data.colour ?? "red"}`, d: smooth(points), "stroke-width": (data.width ?? 0.004) * width });
  }
  if (kind === "comment") return comment(data, width, height);
  const size = (data.size ?? 0.04) * width;
  const [x, y] = [data.x * width, data.y * height];
  const d =
    kind === "tick"
      ? `M${x - size / 2} ${y}L${x - size / 8} ${y + size / 2}L${x + size / 1.4} ${y - size / 1.6}`
      : `M${x - size / 2} ${y - size / 2}L${x + size / 2} ${y + size / 2}M${x + size / 2} ${y - size / 2}L${x - size / 2} ${y + size / 2}`;
  return shape("path", { class: `ink ink--${kind}`, d, "stroke-width": size / 7 });
}

/** An award, written beside the work. */
export function awardNode({ award, x, y }, width, height) {
  const size = width * 0.026;
  const node = shape("text", { class: "ink ink--award", x: x * width + size, y: y * height, "font-size": size * 1.2 });
  node.textContent = award;
  return node;
}
