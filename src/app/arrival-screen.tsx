import { MotionRoot } from "#kit/motion.tsx";
import { PlaygroundContext } from "#script/playground.ts";
import { drawPlayerCard } from "#share/player-card.tsx";
import { PlayerFrame } from "#share/player-frame.tsx";
import { Stage } from "#stage/stage.tsx";
import { useArriving } from "./arrivals.ts";
import { FullPage } from "./full-page.tsx";
import { useVisit } from "./visits.ts";
import "./opening.css";

/** A link with a script in its fragment leads to a room of its own, or in a frame to a player. If something is wrong with the link, this screen says so. */
export function ArrivalScreen({ at }: { at: "play" | "embed" }) {
	const arriving = useArriving();
	const open = useVisit((visit) => visit.open);
	if (arriving.state === "fault") return <FullPage title="This link cannot be opened" says={arriving.says} />;
	if (at === "embed" && arriving.state === "here" && open !== null) {
		return (
			<PlaygroundContext value={open.playground}>
				<MotionRoot>
					<PlayerFrame title={arriving.title} openHref={arriving.openHref}>
						<Stage card={drawPlayerCard} addClient={null} tools={null} />
					</PlayerFrame>
				</MotionRoot>
			</PlaygroundContext>
		);
	}
	return (
		<p className="opening" role="status">
			Reading the link
		</p>
	);
}
