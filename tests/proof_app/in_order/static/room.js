const inputOf = (box) => box.querySelector("input");

export function read(box) {
  const order = inputOf(box).value.trim().split(/\s+/).filter(Boolean);
  return order.length ? { order } : null;
}

export function show(box, answer) {
  inputOf(box).value = answer?.order?.join(" ") ?? "";
}
