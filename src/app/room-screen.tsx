import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { MotionRoot } from "#kit/motion.tsx";
import { PlaygroundContext, usePlayground } from "#script/playground.ts";
import { TrialsContext } from "#trial/use-trials.ts";
import { FullPage } from "./full-page.tsx";
import { LabScreen } from "./lab-screen.tsx";
import type { Route } from "./router.ts";
import { TopBar } from "./top-bar.tsx";
import { useVisit } from "./visits.ts";
import "./room-screen.css";

type InRoom = Extract<Route, { at: "room" }>;
const CourseScreen = lazy(async () => ({ default: (await import("./course-screen.tsx")).CourseScreen }));

/** The room that the address names, as one of its screens. */
export function RoomScreen({ route }: { route: InRoom }) {
	const open = useVisit((visit) => visit.open);
	if (open === null) return null;
	return (
		<PlaygroundContext value={open.playground}>
			<TrialsContext value={open.trials}>
				<MotionRoot>
					<Room key={open.room} route={route} />
				</MotionRoot>
			</TrialsContext>
		</PlaygroundContext>
	);
}

function Room({ route }: { route: InRoom }) {
	const link = useStore(usePlayground().room, (state) => state.link);
	const { room, screen } = route;
	if (link.state === "refused") return <FullPage title={`Room ${room.toUpperCase()} cannot be opened`} says={link.says} />;
	const lost = link.state === "lost";
	if (screen === "lab") return <LabScreen room={room} lost={lost} />;
	return (
		<div className="room-screen">
			<a className="skip" href="#screen">
				Skip to the content
			</a>
			<TopBar room={room} screen={screen} />
			{lost && (
				<p className="lab-lost" role="alert">
					The line to the room is down; trying again. What runs in it waits until then.
				</p>
			)}
			<div className="room-screen-body" id="screen" tabIndex={-1}>
				<Suspense fallback={<p className="opening">Opening</p>}>
					<CourseScreen route={route} />
				</Suspense>
			</div>
		</div>
	);
}
