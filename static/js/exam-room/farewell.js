// After handing in, nothing of the sitting stays on the device.

import { forget } from "./store.js";

const sitting = document.querySelector("[data-attempt][data-status='submitted']");
if (sitting) forget(sitting.dataset.attempt);
