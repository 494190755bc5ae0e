// Single letters and digits as shortcuts: on, until this browser is asked to leave them alone.

const KEY = "shortcuts";

function read() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true; // storage may be forbidden
  }
}

let isOn = read();

/** Whether this key may act: arrows, Escape and the like always, what writes a character only where that is wished. */
export const mayAct = (event) => isOn || event.key.length > 1;

for (const box of document.querySelectorAll("[data-shortcuts]")) {
  box.checked = isOn;
  box.addEventListener("change", () => {
    isOn = box.checked;
    try {
      localStorage.setItem(KEY, isOn ? "on" : "off");
    } catch {
      // it holds for this page
    }
  });
}
