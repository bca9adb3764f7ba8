import { useContext, useState } from "react";
import { Button } from "#kit/button.tsx";
import { type Playground, usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { Trials } from "#trial/open-trials.ts";
import { TrialsContext } from "#trial/use-trials.ts";
import { Marked } from "#words/marked.tsx";
import type { Asking } from "./asking.ts";
import { occasionOf } from "./occasion.ts";
import "./would-have-arrived.css";

type Late = typeof import("./what-would.tsx");
type Asked = {
	readonly asking: Asking;
	readonly Answer: Late["WhatWouldAnswer"];
	readonly playground: Playground;
	readonly occasion: string;
};

/** What would have delivered a dropped message: judged by the drop reason until somebody asks, then by what running everything again has shown. */
export function WouldHaveArrived({ message, subscriber, cure }: { message: string; subscriber: string; cure: string | null }) {
	const trials = useContext(TrialsContext);
	const playground = usePlayground();
	const [asked, setAsked] = useState<Asked | null>(null);
	// A row outlives a clearing of the room and a change of rooms, after which m1 is a different message; so nothing is looked up until somebody has asked.
	const occasion = useCalmly((state) => (asked === null ? null : occasionOf(state, message)));
	const begin = async (rooms: Trials) => {
		const late = await import("./what-would.tsx").catch(() => null);
		if (late === null) return playground.room.notice("That part of the page could not be loaded. Is the host still there?");
		const now = occasionOf(playground.room.getState(), message);
		const asking = late.ask(playground, rooms, message, subscriber);
		setAsked({ asking, Answer: late.WhatWouldAnswer, playground, occasion: now });
	};
	// Neither is there anything to say nor anything to ask.
	if (cure === null && trials === null) return null;
	const stands = asked !== null && asked.playground === playground && asked.occasion === occasion;
	return (
		<div className="would-have-arrived">
			<dt>What to change</dt>
			<dd>
				{stands && trials !== null ? (
					<asked.Answer
						asking={asked.asking}
						message={message}
						subscriber={subscriber}
						cure={cure}
						onGivenUp={() => setAsked(null)}
						onAgain={() => void begin(trials)}
					/>
				) : (
					<>
						{cure !== null && (
							<p>
								<Marked>{`${cure}.`}</Marked>
							</p>
						)}
						{trials !== null && (
							<Button size="small" onClick={() => void begin(trials)}>
								What single change would have delivered it?
							</Button>
						)}
					</>
				)}
			</dd>
		</div>
	);
}
