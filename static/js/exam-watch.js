// The teacher's table of attempts: dialogs for extra time and pause, and a fresh table when a socket says so.

const attempts = document.getElementById("attempts");

function openDialog(dialog, form, who, { action, name }) {
  document.getElementById(form).action = action;
  document.getElementById(who).textContent = name;
  document.getElementById(dialog).showModal();
}

attempts.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-extend], [data-pause]");
  if (!button) return;
  const { extend, pause, who } = button.dataset;
  if (extend) openDialog("extend-dialog", "extend-form", "extend-who", { action: extend, name: who });
  else openDialog("pause-form-dialog", "pause-form", "pause-who", { action: pause, name: who });
});

const address = new URL(attempts.dataset.socket, location.href);
address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
const socket = new WebSocket(address);
let isDue = false;
socket.addEventListener("message", ({ data }) => {
  if (!["tick", "clock"].includes(JSON.parse(data).type) || isDue) return;
  isDue = true; // many ticks of the socket, one request
  setTimeout(() => {
    isDue = false;
    window.htmx.trigger("#attempts-shown", "changed");
  }, 2000);
});
