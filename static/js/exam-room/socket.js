// Hints from the server: extra time, a pause. A lost hint costs nothing: the room also asks every half minute.

const PAUSES = [1000, 3000, 10_000, 30_000];

/** Call `changed` when the clock of `attempt` was touched, for as long as the page lives. */
export function follow(path, attempt, changed) {
  let failures = 0;
  const open = () => {
    const address = new URL(path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      failures = 0;
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "clock" && message.data.attempt === attempt) changed();
    });
    socket.addEventListener("close", ({ code }) => {
      if (code >= 4400 && code < 4429) return; // refused: do not come back
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
      failures += 1;
      setTimeout(open, pause * (1 + Math.random()));
    });
  };
  open();
}
