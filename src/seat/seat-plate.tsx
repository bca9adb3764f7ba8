import { useRef, useState } from "react";
import { seatClient } from "#contract/seat-client.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { legible } from "#kit/legible.ts";
import { SeatName } from "./seat-name.tsx";
import type { OwnSeat } from "./use-seat.ts";
import "./seat-plate.css";

/** Seat, name and code. In the lobby the name's form stands on the page; later a press brings it. */
export function SeatPlate({ own }: { own: OwnSeat }) {
	const { seat, told, room, mine } = own;
	const [naming, setNaming] = useState(false);
	const pencil = useRef<HTMLButtonElement>(null);
	const named = () => {
		setNaming(false);
		// The form that had the focus is gone.
		pencil.current?.focus();
	};
	const name = mine?.name ?? null;
	const lobby = told.stage === "lobby";
	return (
		<header className="seat-plate">
			<p className="seat-plate-number">
				<span className="sr">Seat </span>
				{seat}
			</p>
			<div className="seat-plate-who">
				<p>{name === null ? `Seat ${seat}` : legible(name)}</p>
				<p className="seat-plate-under">{underName(own)}</p>
			</div>
			{!lobby && (
				<IconButton
					ref={pencil}
					icon="pencil"
					label={name === null ? "Give a name" : "Change your name"}
					aria-expanded={naming}
					onClick={() => setNaming(!naming)}
				/>
			)}
			<p className="seat-plate-code" title={room.toUpperCase()}>
				<span className="sr">Room </span>
				{room.toUpperCase()}
			</p>
			{!lobby && naming && <SeatName own={own} onDone={named} />}
		</header>
	);
}

/** What this is about: the question, or the client that the phone is. */
function underName({ seat, told, mine }: OwnSeat): string {
	if (told.stage === "lobby") return mine?.name == null ? "no name yet" : `you have seat ${seat}`;
	if (told.benches !== null) return "not at your bench";
	const asking = told.stage === "ask" || told.stage === "closed" || told.stage === "reveal";
	if (asking && told.question !== null && told.question.about !== "") return told.question.about;
	return seatClient(seat, told.task?.client ?? "sub");
}
