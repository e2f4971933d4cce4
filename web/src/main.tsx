import { render } from "preact";
import { Shell } from "./shell";

const root = document.getElementById("page")!;
root.replaceChildren();
render(<Shell />, root);
