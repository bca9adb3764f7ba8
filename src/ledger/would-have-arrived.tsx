import { useContext, useState } from "react";
import { Button } from "#kit/button.tsx";
import { usePlayground } from "#script/playground.ts";
import type { Trials } from "#trial/open-trials.ts";
import { TrialsContext } from "#trial/use-trials.ts";
import type { Asking } from "./asking.ts";

type Late = typeof import("./what-would.tsx");
type Asked = { readonly asking: Asking; readonly Answer: Late["WhatWouldAnswer"]; readonly first: unknown };

/** What would have delivered a dropped message: by its reason, until somebody asks; then what running it again has shown. */
export function WouldHaveArrived({ message, subscriber, cure }: { message: string; subscriber: string; cure: string }) {
	const trials = useContext(TrialsContext);
	const playground = usePlayground();
	const [asked, setAsked] = useState<Asked | null>(null);
	const first = () => playground.recorder.getState().steps[0];
	const begin = async (rooms: Trials) => {
		const late = await import("./what-would.tsx").catch(() => null);
		if (late === null) return playground.room.notice("That part of the page could not be loaded. Is the host still there?");
		setAsked({ asking: late.ask(playground, rooms, message, subscriber), Answer: late.WhatWouldAnswer, first: first() });
	};
	// After a clearing m1 is another message.
	const stands = asked !== null && asked.first === first();
	return (
		<div className="led-would">
			<dt>Would have arrived</dt>
			<dd>
				{stands ? (
					<asked.Answer asking={asked.asking} message={message} subscriber={subscriber} cure={cure} onGivenUp={() => setAsked(null)} />
				) : (
					<>
						<p>{cure}.</p>
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
