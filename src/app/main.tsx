import "#kit/style.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { showReasons } from "#kit/reason.tsx";
import { startTheme } from "#kit/theme.ts";
import { App } from "./app.tsx";
import { startRouter } from "./router.ts";

startTheme();
showReasons();
startRouter();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
