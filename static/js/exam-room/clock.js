// The time left, counted from the server's answer. performance.now() does not jump when the device's clock is set.

export class Clock {
  constructor({ remaining, serverNow }, { onTick, onEnd }) {
    this.onTick = onTick;
    this.onEnd = onEnd;
    this.isStopped = false;
    this.hasEnded = false;
    this.set(remaining, serverNow);
    this.timer = setInterval(() => this.tick(), 250);
  }

  /** Take from the server how many seconds are left and what time it is (milliseconds). */
  set(remaining, serverNow) {
    const before = this.endsAt;
    this.endsAt = performance.now() + remaining * 1000;
    this.offset = serverNow - performance.now();
    this.hasEnded = this.hasEnded && remaining <= 0;
    this.tick();
    return before === undefined ? 0 : (this.endsAt - before) / 1000;
  }

  /** The server's current time in milliseconds: the same on every device of a student. */
  serverNow() {
    return Math.floor(performance.now() + this.offset);
  }

  get left() {
    return Math.max((this.endsAt - performance.now()) / 1000, 0);
  }

  tick() {
    if (this.isStopped) return;
    this.onTick(this.left);
    if (this.left <= 0 && !this.hasEnded) {
      this.hasEnded = true;
      this.onEnd();
    }
  }
}

export function written(seconds) {
  const left = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
