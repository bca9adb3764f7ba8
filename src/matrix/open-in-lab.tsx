import { useState } from "react";
import { Button } from "#kit/button.tsx";
import { othersAtWork } from "#script/others.ts";
import { type Playground, usePlayground } from "#script/playground.ts";
import { type Combination, scriptOf } from "#trial/combination.ts";
import "./open-in-lab.css";

/** Plays this cell on the stage of this room, slowly. That clears the room, so it first asks about somebody else’s work there. */
export function OpenInLab({ combination, room, go }: { combination: Combination; room: string; go: (href: string) => void }) {
	const playground = usePlayground();
	const [asking, setAsking] = useState(false);
	const play = () => {
		setAsking(false);
		go(`/r/${room}`);
		void playInLab(playground, combination);
	};
	const press = () => {
		if (othersAtWork(playground.room.getState().live, playground.lab.getState().page)) setAsking(true);
		else play();
	};
	if (asking)
		return (
			<section className="open-in-lab" aria-label="Clear the room?">
				<p role="status">Somebody else is connected to this room. Playing this cell clears it, for everybody.</p>
				<Button look="primary" onClick={play}>
					Clear the room and play
				</Button>
				<Button onClick={() => setAsking(false)}>Leave it</Button>
			</section>
		);
	return (
		<Button icon="lab" onClick={press}>
			Open in the Lab
		</Button>
	);
}

async function playInLab({ script, room }: Playground, combination: Combination): Promise<void> {
	const laid = await script.load(scriptOf(combination));
	const outcome = laid.ok ? await script.play() : laid;
	if (!outcome.ok) room.notice(outcome.says);
}
