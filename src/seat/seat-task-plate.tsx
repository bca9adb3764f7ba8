import type { SeatTask } from "./seat-face.ts";
import "./seat-task-plate.css";

/** The task of now. What has changed in it is drawn anew, and the plate stands still. */
export function SeatTaskPlate({ task: { title, says, strong }, heading: Heading }: { task: SeatTask; heading: "h1" | "h2" }) {
	return (
		<section className="seat-task-plate" data-strong={strong}>
			<Heading key={title}>{title}</Heading>
			{says !== "" && <p key={says}>{says}</p>}
		</section>
	);
}
