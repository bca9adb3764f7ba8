import { useAskFirst } from "#crowd/use-ask-first.tsx";
import { Button } from "#kit/button.tsx";
import { type Playground, usePlayground } from "#script/playground.ts";
import { type Combination, scriptOf } from "#trial/combination.ts";

/** Plays this cell on the stage of this room, slowly. That clears the room, so it first asks about what others have there. */
export function OpenInLab({ combination, room, go }: { combination: Combination; room: string; go: (href: string) => void }) {
	const playground = usePlayground();
	const { askFirst, dialog } = useAskFirst();
	const play = () => {
		go(`/r/${room}`);
		void playInLab(playground, combination);
	};
	return (
		<>
			<Button icon="lab" onClick={() => askFirst("load", play)}>
				Open in the Lab
			</Button>
			{dialog}
		</>
	);
}

async function playInLab({ script, room }: Playground, combination: Combination): Promise<void> {
	const laid = await script.load(scriptOf(combination));
	const outcome = laid.ok ? await script.play() : laid;
	if (!outcome.ok) room.notice(outcome.says);
}
