import { manyOf } from "../../questions/controls.js";

export const { read, show } = manyOf("options");
