import { Icon } from "#kit/icon.tsx";
import type { SeatTask } from "./seat-face.ts";
import "./seat-task-plate.css";

type PlateProps = {
	task: SeatTask;
	heading: "h1" | "h2";
	/** That it is done; null: nobody can say so. */
	done?: string | null;
};

/** The task of now. What has changed in it is drawn anew, and the plate stands still. */
export function SeatTaskPlate({ task: { title, says, strong }, heading: Heading, done = null }: PlateProps) {
	return (
		<section className="seat-task-plate" data-strong={strong}>
			<Heading key={title}>{title}</Heading>
			{says !== "" && <p key={says}>{says}</p>}
			{done !== null && (
				<p key={done} className="seat-task-plate-done">
					<Icon n="check" s={20} />
					{done}
				</p>
			)}
		</section>
	);
}
