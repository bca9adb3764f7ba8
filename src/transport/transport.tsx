import { type ReactNode, Suspense, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { Button } from "#kit/button.tsx";
import { late } from "#kit/late.tsx";
import { shortWords } from "#kit/legible.ts";
import { PHONE, useMedia } from "#kit/media.ts";
import { nowAtCursor } from "#room/cursor.ts";
import { usePlayground } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { Marked } from "#words/marked.tsx";
import { useAnnouncements } from "./announcer.ts";
import { Clock } from "./clock.tsx";
import { DelayChoice, DelaySelect } from "./delay-choice.tsx";
import { openNarrator, splitLead } from "./narration.ts";
import { Notice } from "./notice.tsx";
import "./transport.css";

/** Only a recording has it. */
const PlayRecording = late(async () => (await import("./play-recording.tsx")).PlayRecording, Nothing);

/** Only once there is something to look back at. A page that cannot load this goes on without. */
const Rail = late(async () => (await import("./reviewing.tsx")).Rail, Nothing);
const LookKeys = late(async () => (await import("./reviewing.tsx")).LookKeys, Nothing);
const ReviewingTitle = late(async () => (await import("./reviewing.tsx")).ReviewingTitle, Nothing);
const ReviewingActs = late(async () => (await import("./reviewing.tsx")).ReviewingActs, Nothing);

function Nothing() {
	return null;
}

/** The rail of the past; below it pause, step, the narrator, the wire's delay and the room clock. While the past is looked at: which moment that is, and the ways out of it. */
export function Transport() {
	const { room, drawn } = usePlayground();
	const phone = useMedia(PHONE);
	const { began, reviewing, recorded } = useStore(
		drawn,
		useShallow(({ live, cursor, link }) => ({
			// A room that has been cleared has a past too.
			began: live.clearedSeq > 0 || Object.keys(live.clients).length > 0,
			reviewing: cursor.at === "moment",
			recorded: link.state === "recorded",
		})),
	);
	return (
		<section className="transport" aria-label="Transport" data-reviewing={reviewing}>
			<div className="transport-rail">
				<Suspense fallback={null}>
					{began && phone && <LookKeys />}
					{(began || reviewing) && <Rail />}
				</Suspense>
			</div>
			<div className="transport-bar">
				<Narrator>
					{reviewing && (
						<Suspense fallback={null}>
							<ReviewingTitle />
						</Suspense>
					)}
				</Narrator>
				<div className="transport-keys">
					{began && !phone && (
						<Suspense fallback={null}>
							<LookKeys />
						</Suspense>
					)}
					{!reviewing && !recorded && <PlayKeys />}
					{/* A recording is played, and neither paused nor stepped: nothing happens in it. */}
					{recorded && (
						<Suspense fallback={null}>
							<PlayRecording />
						</Suspense>
					)}
				</div>
				{!reviewing && !recorded && <Delay phone={phone} />}
				{!phone && <Clock room={room} />}
				{reviewing && (
					<Suspense fallback={null}>
						<ReviewingActs />
					</Suspense>
				)}
			</div>
		</section>
	);
}

/** Null: these can be pressed. */
function useOff(): string | undefined {
	return useStore(usePlayground().drawn, ({ link }) => (link.state === "live" ? undefined : "The room is not here"));
}

function PlayKeys() {
	const { drawn, perform } = usePlayground();
	const paused = useStore(drawn, ({ live }) => live.clock.paused);
	const off = useOff();
	const act = (step: Step) => void perform(step);
	return (
		<>
			{/* The button does what it says, which may be a moment old: pausing a paused room does no harm, the opposite of the word would. */}
			<Button
				look="primary"
				size="big"
				icon={paused ? "play" : "pause"}
				disabled={off}
				title="The whole room stands still, for everybody, and a script with it"
				onClick={() => act({ do: paused ? "resume" : "pause" })}
			>
				{paused ? "Resume" : "Pause"}
			</Button>
			<Button
				size="big"
				icon="step"
				disabled={off}
				title="Lets the next packet arrive; the room stands still before and after"
				onClick={() => act({ do: "step" })}
			>
				Step
			</Button>
		</>
	);
}

function Delay({ phone }: { phone: boolean }) {
	const { drawn, perform } = usePlayground();
	const delayMs = useStore(drawn, ({ live }) => live.delayMs);
	const change = (ms: number) => void perform({ do: "delay", delayMs: ms });
	return phone ? <DelaySelect delayMs={delayMs} onChange={change} /> : <DelayChoice delayMs={delayMs} onChange={change} />;
}

function Narrator({ children }: { children: ReactNode }) {
	const { room, drawn } = usePlayground();
	const [narrator] = useState(openNarrator);
	const said = useStore(
		drawn,
		useShallow((state) => narrator(state, nowAtCursor(room))),
	);
	const spoken = useAnnouncements(room);
	const [lead, rest] = splitLead(said);
	return (
		<div className="transport-narrator" data-tone={said.tone}>
			{children}
			<p key={said.text}>
				<Marked>
					{lead !== "" && <b>{shortWords(lead)}</b>}
					{shortWords(rest)}
				</Marked>
			</p>
			<Notice screen="lab" />
			<div className="sr" role="status" aria-live="polite">
				{spoken.polite}
			</div>
			<div className="sr" role="alert" aria-live="assertive">
				{spoken.urgent}
			</div>
		</div>
	);
}
