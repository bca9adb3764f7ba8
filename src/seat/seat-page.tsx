import { seatClient } from "#contract/seat-client.ts";
import { unreachable } from "#contract/unreachable.ts";
import { Button } from "#kit/button.tsx";
import { usePhase } from "#script/phase-text.ts";
import { SeatBench } from "./seat-bench.tsx";
import { SeatClient } from "./seat-client.tsx";
import { faceOf, handsOff, sayTask, taskOf } from "./seat-face.ts";
import { SeatNotice } from "./seat-notice.tsx";
import { SeatOutcome } from "./seat-outcome.tsx";
import { SeatPlate } from "./seat-plate.tsx";
import { SeatQuestion } from "./seat-question.tsx";
import { SeatTaskPlate } from "./seat-task-plate.tsx";
import { type OwnSeat, useOwnSeat } from "./use-seat.ts";
import { useSettled } from "./use-settled.ts";
import { useTaskDone } from "./use-task-done.ts";
import "./seat-page.css";

/** A phone in a class: one column, the task of now, and one client. Drawn where the page's class says that the page has a seat. */
export function SeatPage() {
	const own = useOwnSeat();
	if (own === null) return null;
	return own.refused === null ? <Seated own={own} /> : <SeatOut room={own.room} seat={own.seat} says={own.refused} />;
}

function Seated({ own }: { own: OwnSeat }) {
	const { told, answer } = own;
	const face = faceOf(told);
	const task = taskOf({ told, answer });
	const { plugged } = usePhase(seatClient(own.seat, told.task?.client ?? "sub"));
	const still = handsOff(plugged);
	const isTask = face === "client" && told.stage === "watch";
	// Seen also while a question is asked: the task is the same one afterwards.
	const taskDone = useTaskDone(own.seat, told.task);
	const done = isTask ? taskDone : null;
	const said = useSettled(told.frozen ? sayTask(still, told.stage) : [sayTask(task, told.stage), done ?? ""].join(" ").trim());
	return (
		<main className="seat-page" data-face={face}>
			<title>{`Seat ${own.seat} · ${own.room.toUpperCase()} · Slow Wire`}</title>
			<SeatPlate own={own} />
			{own.lost !== null && (
				<p className="seat-page-lost" role="alert">
					{own.lost}
				</p>
			)}
			{told.frozen && <SeatTaskPlate task={still} heading="h1" />}
			{(!told.frozen || face !== "client") && <SeatTaskPlate task={task} heading={told.frozen ? "h2" : "h1"} done={done} />}
			<p className="sr" role="status">
				{said}
			</p>
			{/* Where the line is down, what stood here may be true no longer. */}
			{own.lost !== null && face === "client" ? <p className="seat-page-kept">{KEPT}</p> : <Face face={face} own={own} />}
			<SeatNotice />
		</main>
	);
}

const KEPT = "Your seat is kept. Until the laptop answers, this page cannot tell whether your client is still connected.";

function Face({ face, own }: { face: ReturnType<typeof faceOf>; own: OwnSeat }) {
	switch (face) {
		case "bench":
			return <SeatBench own={own} />;
		case "question":
			return <SeatQuestion key={own.told.question?.id} own={own} />;
		case "outcome":
			return <SeatOutcome told={own.told} />;
		case "client":
			return <SeatClient own={own} />;
		default:
			return unreachable(face);
	}
}

/** A phone that the host does not have in, whether it had a seat before (its number) or not. */
function SeatOut({ room, seat = null, says }: { room: string; seat?: number | null; says: string }) {
	// The first sentence says what has happened, the others what to do.
	const [, title = says, rest = ""] = /^(.+?\.)\s+(.+)$/.exec(says) ?? [];
	return (
		<main className="seat-page" data-face="out">
			<title>{`${room.toUpperCase()} · Slow Wire`}</title>
			<header className="seat-page-out">
				{seat !== null && <p>Seat {seat}</p>}
				<p className="wire">{room.toUpperCase()}</p>
			</header>
			<SeatTaskPlate task={{ title: title.replace(/\.$/, ""), says: rest, strong: true }} heading="h1" />
			<p className="seat-page-again">
				<Button wide icon="refresh" onClick={() => window.location.reload()}>
					Try again
				</Button>
			</p>
		</main>
	);
}
