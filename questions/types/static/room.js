import { written } from "../../questions/controls.js";

export const { read, show } = written("text");
