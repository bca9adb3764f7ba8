import "#kit/style.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { showReasons } from "#kit/reason.tsx";
import { startTheme } from "#kit/theme.ts";
import { freshRoomCode } from "#landing/room-code.ts";
import { startAsking } from "#words/asking.ts";
import { App } from "./app.tsx";
import { readKeysOn } from "./keys-kept.ts";
import { currentRoute, go, startRouter } from "./router.ts";

startTheme();
showReasons();
// before the router: a press on a term is a question, not a way to another page
startAsking({ go, room: roomHere, singleKeys: readKeysOn });
startRouter();

function roomHere(): string {
	const route = currentRoute();
	return route.at === "room" ? route.room : freshRoomCode();
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
