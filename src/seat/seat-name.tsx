import { type FormEvent, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { usePlayground } from "#script/playground.ts";
import type { OwnSeat } from "./use-seat.ts";
import "./seat-name.css";

/** A name for the trainer. The number stays. onDone: the host has taken it. */
export function SeatName({ own, onDone }: { own: OwnSeat; onDone?: (() => void) | undefined }) {
	const { room } = usePlayground();
	const known = own.mine?.name ?? "";
	const [draft, setDraft] = useState<string | null>(null);
	const name = draft ?? known;
	const save = async (event: FormEvent) => {
		event.preventDefault();
		if (own.lost !== null) return;
		const done = await room.sendClass({ type: "class.name", name });
		if (!done.ok) return room.notice(done.says);
		setDraft(null);
		onDone?.();
	};
	return (
		<form className="seat-name" aria-label="Your name" onSubmit={save}>
			<input
				aria-label="Your name"
				aria-describedby="seat-name-says"
				autoComplete="given-name"
				maxLength={LIMITS.seatNameCharacters}
				value={name}
				onChange={(event) => setDraft(event.currentTarget.value)}
			/>
			<Button type="submit" disabled={own.lost ?? undefined}>
				Save
			</Button>
			<p id="seat-name-says">The trainer sees it. Everybody else sees “seat {own.seat}”.</p>
		</form>
	);
}
