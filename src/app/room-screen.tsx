import { lazy, type ReactNode, Suspense } from "react";
import { useStore } from "zustand";
import { unreachable } from "#contract/unreachable.ts";
import { MotionRoot } from "#kit/motion.tsx";
import { PlaygroundContext, usePlayground } from "#script/playground.ts";
import { useRush } from "#script/use-rush.ts";
import { TrialsContext } from "#trial/use-trials.ts";
import { ToWords } from "#words/to-words.tsx";
import { FullPage } from "./full-page.tsx";
import { LabScreen } from "./lab-screen.tsx";
import { go, type Route } from "./router.ts";
import { TopBar } from "./top-bar.tsx";
import { useVisit } from "./visits.ts";
import "./skip.css";
import "./line-lost.css";
import "./opening.css";
import "./room-screen.css";

type InRoom = Extract<Route, { at: "room" }>;
const LessonsPart = lazy(async () => ({ default: (await import("./lessons-part.tsx")).LessonsPart }));
const MatrixScreen = lazy(async () => ({ default: (await import("#matrix/matrix-screen.tsx")).MatrixScreen }));
const RulesScreen = lazy(async () => ({ default: (await import("#lessons/rules-screen.tsx")).RulesScreen }));

/** The room that the address names, as one of its screens. */
export function RoomScreen({ route }: { route: InRoom }) {
	const open = useVisit((visit) => visit.open);
	if (open === null) return null;
	return (
		<PlaygroundContext value={open.playground}>
			<TrialsContext value={open.trials}>
				<Moving>
					<Room key={open.room} route={route} />
				</Moving>
			</TrialsContext>
		</PlaygroundContext>
	);
}

function Moving({ children }: { children: ReactNode }) {
	return <MotionRoot still={useRush()}>{children}</MotionRoot>;
}

function Room({ route }: { route: InRoom }) {
	const link = useStore(usePlayground().drawn, (state) => state.link);
	const { room, screen } = route;
	if (link.state === "refused") return <FullPage title={`Room ${room.toUpperCase()} cannot be opened`} says={link.says} />;
	const lost = link.state === "lost";
	if (screen === "lab") return <LabScreen room={room} lost={lost} />;
	return (
		<div className="room-screen">
			<a className="skip" href="#screen">
				Skip to the content
			</a>
			<ToWords />
			<TopBar room={room} screen={screen} lesson={route.lesson} />
			{lost && (
				<p className="line-lost" role="alert">
					The line to the room is down; trying again. What runs in it waits until then.
				</p>
			)}
			<main className="room-screen-body" id="screen" tabIndex={-1}>
				<Suspense fallback={<p className="opening">Opening</p>}>
					<Part route={route} />
				</Suspense>
			</main>
		</div>
	);
}

function Part({ route: { room, screen, lesson } }: { route: InRoom }) {
	switch (screen) {
		case "lab":
			return null;
		case "lessons":
			return <LessonsPart room={room} lesson={lesson} />;
		case "matrix":
			return <MatrixScreen room={room} go={go} />;
		case "rules":
			return <RulesScreen room={room} />;
		default:
			return unreachable(screen);
	}
}
