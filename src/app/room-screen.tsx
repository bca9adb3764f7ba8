import { type ComponentProps, type ReactNode, Suspense } from "react";
import { useStore } from "zustand";
import { isBench } from "#contract/bench.ts";
import { unreachable } from "#contract/unreachable.ts";
import { late } from "#kit/late.tsx";
import { MotionRoot } from "#kit/motion.tsx";
import type { RoomState } from "#room/room-state.ts";
import { type Playground, PlaygroundContext, usePlayground } from "#script/playground.ts";
import { useRush } from "#script/use-rush.ts";
import { Notice } from "#transport/notice.tsx";
import { TrialsContext } from "#trial/use-trials.ts";
import { ToWords } from "#words/to-words.tsx";
import { FullPage } from "./full-page.tsx";
import { LabScreen } from "./lab-screen.tsx";
import { go, type Route, screenOf } from "./router.ts";
import { TopBar } from "./top-bar.tsx";
import { useKeysHere } from "./use-keys-here.tsx";
import { useVisit } from "./visits.ts";
import "./skip.css";
import "./line-lost.css";
import "./opening.css";
import "./room-screen.css";

type InRoom = Extract<Route, { at: "room" }>;
const LessonsPart = late(async () => (await import("./lessons-part.tsx")).LessonsPart);
const MatrixScreen = late(async () => (await import("#matrix/matrix-screen.tsx")).MatrixScreen);
const QuestionsPart = late(async () => (await import("./questions-part.tsx")).QuestionsPart);
/** Only in a class. */
const ClassScreen = late(async () => (await import("./class-screens.tsx")).ClassScreen);
const BenchBar = late(async () => (await import("./bench-bar.tsx")).BenchBar);
const RulesScreen = late(async () => (await import("#lessons/rules-screen.tsx")).RulesScreen);

/** The room that the address names, as one of its screens. */
export function RoomScreen({ route }: { route: InRoom }) {
	const open = useVisit((visit) => visit.open);
	if (open === null) return null;
	return (
		<PlaygroundContext value={open.playground}>
			<TrialsContext value={open.trials}>
				<Moving>
					<OneLife key={open.room} route={route} />
				</Moving>
			</TrialsContext>
		</PlaygroundContext>
	);
}

type RecordedProps = { playground: Playground; room: string; recorded: ComponentProps<typeof LabScreen>["recorded"] };

/** A recording, drawn as the Lab of a room; nothing is run again beside it: there may be no host for that. Here, so that what both need is in one piece, and a room loads no more for it. */
export function RecordedRoom({ playground, room, recorded }: RecordedProps) {
	return (
		<PlaygroundContext value={playground}>
			<TrialsContext value={null}>
				<Moving>
					<LabScreen room={room} lost={null} recorded={recorded} />
				</Moving>
			</TrialsContext>
		</PlaygroundContext>
	);
}

function Moving({ children }: { children: ReactNode }) {
	return <MotionRoot still={useRush()}>{children}</MotionRoot>;
}

/** What a view remembers of a room, an opened row or a chosen packet, is about names that mean something else in another life of that room. */
function OneLife({ route }: { route: InRoom }) {
	const before = useStore(usePlayground().drawn, ({ life }) => life?.before ?? 0);
	return <Room key={before} route={route} />;
}

function Room({ route }: { route: InRoom }) {
	const playground = usePlayground();
	const { drawn } = playground;
	const lesson = useStore(drawn, (state) => state.class);
	const link = useStore(drawn, (state) => state.link);
	const never = useStore(drawn, (state) => state.live.seq === 0);
	const { room, screen } = route;
	if (link.state === "refused") return <FullPage title={`Room ${room.toUpperCase()} cannot be opened`} says={link.says} />;
	const lost = lostText(link);
	// A phone that the host does not have in is told so as a phone, on a bench too.
	const isOut = link.state === "lost" && link.says !== null;
	const isPhone = lesson?.you.role === "seat" && (!isBench(room) || isOut);
	if (isPhone || ((screen === "screen" || screen === "cards") && !never))
		return <Late part={<ClassScreen room={playground.room} drawn={drawn} screen={screen} lesson={lesson} />} />;
	if (link.state === "lost" && link.says !== null && never) {
		return (
			<FullPage
				title={`Room ${room.toUpperCase()} cannot be opened now`}
				says={`${link.says} This page opens by itself as soon as it can.`}
			/>
		);
	}
	if (screen === "lab") return <LabScreen room={room} lost={lost} />;
	return <OtherScreen route={route} lost={lost} />;
}

function Late({ part }: { part: ReactNode }) {
	return <Suspense fallback={<p className="opening">Opening</p>}>{part}</Suspense>;
}

function OtherScreen({ route, lost }: { route: InRoom; lost: string | null }) {
	const { room, screen, lesson } = route;
	const keys = useKeysHere("other");
	const onBench = useStore(usePlayground().room, (state) => state.class !== null && isBench(state.room));
	return (
		<div className="room-screen">
			<a className="skip" href="#screen">
				Skip to the content
			</a>
			<ToWords />
			<TopBar room={room} screen={screen} lesson={lesson} />
			<div className="room-screen-lines">
				{onBench && <Late part={<BenchBar />} />}
				{lost !== null && (
					<p className="line-lost" role="alert">
						{lost} What runs in it waits until then.
					</p>
				)}
				<Notice screen={screenOf(route)} />
			</div>
			<main className="room-screen-body" id="screen" tabIndex={-1}>
				<Suspense fallback={<p className="opening">Opening</p>}>
					<Part route={route} />
				</Suspense>
			</main>
			{keys.dialog}
		</div>
	);
}

/** Null: the page is in, or on its way in. */
function lostText(link: RoomState["link"]): string | null {
	if (link.state !== "lost") return null;
	return link.says === null ? "The line to the room is down; trying again." : `${link.says} Trying again.`;
}

function Part({ route: { room, screen, lesson, question, within, asked } }: { route: InRoom }) {
	switch (screen) {
		case "lab":
		case "screen":
		case "cards":
			return null;
		case "lessons":
			return <LessonsPart room={room} lesson={lesson} />;
		case "matrix":
			return <MatrixScreen room={room} go={go} />;
		case "rules":
			return <RulesScreen room={room} />;
		case "questions":
		case "words":
			return <QuestionsPart room={room} screen={screen} question={question} within={within} asked={asked} />;
		default:
			return unreachable(screen);
	}
}
