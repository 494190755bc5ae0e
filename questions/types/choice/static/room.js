import { oneOf } from "../../questions/controls.js";

export const { read, show } = oneOf("option");
