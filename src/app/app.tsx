import { lazy, Suspense } from "react";
import { Landing } from "#landing/landing.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FullPage } from "./full-page.tsx";
import { go, useRoute } from "./router.ts";

/** Apart from the first page, which needs no MQTT. */
const LabScreen = lazy(async () => ({ default: (await import("./lab-screen.tsx")).LabScreen }));

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
	if (route.at === "landing") return <Landing go={go} />;
	if (route.at === "nowhere") return <FullPage title="Nothing here" says={route.says} />;
	return <LabScreen />;
}

function Opening() {
	return (
		<p className="opening" role="status">
			Opening the room
		</p>
	);
}
