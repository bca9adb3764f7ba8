import { useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { Button } from "#kit/button.tsx";
import { shortWords } from "#kit/legible.ts";
import { PHONE, useMedia } from "#kit/media.ts";
import { usePlayground } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { Marked } from "#words/marked.tsx";
import { useAnnouncements } from "./announcer.ts";
import { Clock } from "./clock.tsx";
import { DelayChoice, DelaySelect } from "./delay-choice.tsx";
import { openNarrator, splitLead } from "./narration.ts";
import { Notice } from "./notice.tsx";
import "./transport.css";

/** Pause, step, the narrator, the wire's delay and the room clock. */
export function Transport() {
	const { room, drawn, perform } = usePlayground();
	const phone = useMedia(PHONE);
	const { paused, delayMs, live } = useStore(
		drawn,
		useShallow((state) => ({ paused: state.live.clock.paused, delayMs: state.live.delayMs, live: state.link.state === "live" })),
	);
	const act = (step: Step) => void perform(step);
	const off = live ? undefined : "The room is not here";
	const change = (ms: number) => act({ do: "delay", delayMs: ms });
	return (
		<section className="transport" aria-label="Transport">
			<Narrator />
			<div className="transport-keys">
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
			</div>
			{phone ? <DelaySelect delayMs={delayMs} onChange={change} /> : <DelayChoice delayMs={delayMs} onChange={change} />}
			{!phone && <Clock room={room} />}
		</section>
	);
}

function Narrator() {
	const { room, drawn } = usePlayground();
	const [narrator] = useState(openNarrator);
	const said = useStore(
		drawn,
		useShallow((state) => narrator(state, room.now())),
	);
	const spoken = useAnnouncements(room);
	const [lead, rest] = splitLead(said);
	return (
		<div className="transport-narrator" data-tone={said.tone}>
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
