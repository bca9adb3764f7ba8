import { lazy, Suspense } from "react";
import { Landing } from "#landing/landing.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FullPage } from "./full-page.tsx";
import { lastRoom } from "./last-room.ts";
import { go, useRoute } from "./router.ts";
import "./opening.css";

/** Loaded separately from the first page, which needs no MQTT. */
const RoomScreen = lazy(async () => ({ default: (await import("./room-screen.tsx")).RoomScreen }));
const ArrivalScreen = lazy(async () => ({ default: (await import("./arrival-screen.tsx")).ArrivalScreen }));
const RecordingScreen = lazy(async () => ({ default: (await import("./recording-screen.tsx")).RecordingScreen }));
const HandoutScreen = lazy(async () => ({ default: (await import("./handout-screen.tsx")).HandoutScreen }));

export function App() {
	return (
		<ErrorBoundary>
			<Suspense fallback={<Opening />}>
				<Screen />
			</Suspense>
		</ErrorBoundary>
	);
}

function Screen() {
	const route = useRoute();
	if (route.at === "landing") return <Landing go={go} lastRoom={lastRoom()} />;
	if (route.at === "nowhere") return <FullPage title="Nothing here" says={route.says} />;
	if (route.at === "handout") return <HandoutScreen lesson={route.lesson} />;
	if (route.at === "recording") return <RecordingScreen />;
	if (route.at === "room") return <RoomScreen route={route} />;
	return <ArrivalScreen at={route.at} />;
}

function Opening() {
	return (
		<p className="opening" role="status">
			Opening the room
		</p>
	);
}
