// After submitting, nothing of the attempt stays on the device.

import { forget } from "./store.js";

const attempt = document.querySelector("[data-attempt][data-status='submitted']");
if (attempt) forget(attempt.dataset.attempt);
