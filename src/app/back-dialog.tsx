import { useEffect, useId, useState } from "react";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { World } from "#model/world.ts";
import { nowAtCursor } from "#room/cursor.ts";
import { askedBack } from "#script/acting-back.ts";
import { type Fork, forkOf } from "#script/fork.ts";
import { type Playground, usePlayground } from "#script/playground.ts";
import { joined, timeText } from "#story/phrases.ts";
import { Marked } from "#words/marked.tsx";
import { bringFork } from "./forks.ts";
import "./back-dialog.css";

/** Asked of somebody who wants to act while the past is shown, or to fork from there. about: null while nothing is asked. */
export function BackDialog({ about }: { about: "act" | "fork" | null }) {
	const playground = usePlayground();
	const { room } = playground;
	const says = useId();
	const time = timeText(nowAtCursor(room));
	const close = () => askedBack.setState({ asks: null });
	const goLive = () => {
		close();
		room.seek("live");
	};
	const title = about === "fork" ? `Fork from ${time}` : `This is ${time}. Go live, or fork from here?`;
	return (
		<Sheet open={about !== null} onClose={close} title={title} className="back-dialog">
			{about === "fork" ? (
				<ForkAsk playground={playground} close={close} />
			) : (
				<>
					<p>
						<strong id={says}>Nothing has been done.</strong> What is shown here is past, and nothing can be done to it. The room itself has
						gone on.
					</p>
					<div className="back-dialog-acts">
						<Button data-first look="primary" aria-describedby={says} onClick={goLive}>
							Go live
						</Button>
						<Button onClick={() => askedBack.setState({ asks: { room, about: "fork" } })}>Fork from here</Button>
						<Button onClick={close}>Stay here</Button>
					</div>
				</>
			)}
		</Sheet>
	);
}

function ForkAsk({ playground, close }: { playground: Playground; close: () => void }) {
	const { room, recorder, lab } = playground;
	// As it was when it was asked for: the room goes on meanwhile.
	const [fork] = useState(() => forkOf(recorder.getState(), room.getState(), lab.getState()));
	const [leaving] = useState(() => connectedHere(room.getState().live, lab.getState().page));
	useEffect(() => document.querySelector<HTMLElement>(".back-dialog [data-first]")?.focus(), []);
	return (
		<>
			<p>{whatItDoes(fork)}</p>
			{leaving.length > 0 && (
				<p>
					{joined(leaving)} {leaving.length === 1 ? "leaves" : "leave"} this room with this page.
				</p>
			)}
			{fork.inexact.length > 0 && (
				<>
					<h3 className="back-dialog-head">Not exact</h3>
					<ul className="back-dialog-list">
						{fork.inexact.map((says) => (
							<li key={says}>
								<Marked>{says}</Marked>
							</li>
						))}
					</ul>
				</>
			)}
			<div className="back-dialog-acts">
				<Button
					data-first
					look="primary"
					disabled={fork.steps === 0 && (fork.cleared ? "Its steps went when the room was cleared" : "This page had done nothing by then")}
					onClick={() => {
						close();
						bringFork(fork);
					}}
				>
					Fork
				</Button>
				<Button onClick={close}>Stay here</Button>
			</div>
		</>
	);
}

function whatItDoes({ steps, at, cleared }: Fork): string {
	if (cleared) return `The room was cleared after ${timeText(at)}, and with it the steps that would bring a new room there.`;
	if (steps === 0) return `This page had done nothing by ${timeText(at)}: there is nothing that would bring a new room there.`;
	return `A new room is opened and brought to ${timeText(at)} by the ${many(steps, "step")} that this page had made by then.`;
}

/** This page's own clients that are connected. */
function connectedHere({ clients }: World, page: string): readonly string[] {
	return Object.values(clients)
		.filter(({ origin, phase }) => origin.kind === "lab" && origin.page === page && phase.phase !== "offline")
		.map(({ clientId }) => clientId);
}
