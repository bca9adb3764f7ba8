import { useMemo } from "react";
import { LIMITS } from "#contract/limits.ts";
import type { SettingChanges } from "#contract/settings.ts";
import type { Lesson } from "#course/lesson.ts";
import { runnable } from "#course/made/recorded-lines.ts";
import { Qr } from "#kit/qr.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { changedSettings, firstSettings } from "#script/first-settings.ts";
import type { LinkedLesson, LinkedScript, PackedLink } from "#script/link.ts";
import type { ScriptLine } from "#script/runner.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { CopyText } from "./copy-text.tsx";
import { embedCode, isOnlyHere } from "./embed-code.ts";
import { Missing, useMissing } from "./missing.tsx";
import { usePacked } from "./use-packed.ts";
import "./warning.css";
import "./share-sheet.css";

type ShareSheetProps = {
	open: boolean;
	onClose: () => void;
	title: string;
	/** What this page has done since the room was cleared. */
	steps: readonly ScriptLine[];
	/** Shared instead of the steps. */
	lesson?: Lesson | undefined;
	room: string;
};

/** The address of the room, and what was done there, to be given to others. */
export function ShareSheet({ open, onClose, title, steps, lesson, room }: ShareSheetProps) {
	return (
		<Sheet open={open} onClose={onClose} title="Share" wide className="share-sheet">
			<ThisRoom room={room} />
			<ThisScript title={title} steps={steps} lesson={lesson} />
		</Sheet>
	);
}

function ThisRoom({ room }: { room: string }) {
	const { origin, hostname } = window.location;
	const address = `${origin}/r/${room}`;
	return (
		<section className="share-sheet-room" aria-label="This room">
			<Qr className="share-sheet-qr" text={address} label={`QR code of ${address}`} />
			<div className="share-sheet-room-says">
				<h3>This room</h3>
				<p>
					Anybody who opens it is at the same broker, and sees the same packets. The room closes {LIMITS.roomIdleMinutes} minutes after the
					last person has left.
				</p>
				<p className="share-sheet-code wire">{room.toUpperCase()}</p>
				<CopyText label="Link to this room" value={address} first />
				{isOnlyHere(hostname) && (
					<p className="warning">
						Only this machine is called {hostname}. For others, open the page under the name or number that this machine has in your
						network.
					</p>
				)}
			</div>
		</section>
	);
}

function ThisScript({ title, steps, lesson }: Pick<ShareSheetProps, "title" | "steps" | "lesson">) {
	const missing = useMissing();
	const broker = useCalmly((state) => JSON.stringify(changedSettings(firstSettings(state)) ?? null));
	// Compared as text: steps and settings come as new objects with every event, but mean the same.
	const told = JSON.stringify(lesson === undefined ? { title, steps: runnable(steps) } : { lesson });
	const what = useMemo((): LinkedScript | LinkedLesson => {
		const kind = lesson === undefined ? "script" : "lesson";
		const settings = JSON.parse(broker) as SettingChanges | null;
		return { kind, ...JSON.parse(told), ...(kind === "script" && settings !== null ? { broker: settings } : {}) };
	}, [lesson, told, broker]);
	const packed = usePacked(what);
	return (
		<section className="share-sheet-script" aria-label={lesson === undefined ? "The steps so far" : "This lesson"}>
			<h3>{lesson === undefined ? "The steps so far" : "This lesson"}</h3>
			{lesson === undefined && <Missing says={missing} />}
			<Packed packed={packed} title={lesson?.title ?? title} steps={lesson === undefined ? steps.length : null} />
		</section>
	);
}

function Packed({ packed, title, steps }: { packed: PackedLink | null; title: string; steps: number | null }) {
	if (packed === null) return <p role="status">Packing</p>;
	if (!packed.ok) return <p className="warning">{packed.says}</p>;
	const { origin } = window.location;
	const address = `${origin}/play#${packed.fragment}`;
	return (
		<>
			<p>
				{steps === null ? "The lesson stands" : steps === 1 ? "The one step stands" : `The ${steps} steps stand`} in the link itself,
				packed, in its {packed.fragment.length.toLocaleString("en")} characters after the #. A browser does not send that part: nothing of
				it is stored on a server. Anybody who opens the link gets a room of their own.
			</p>
			<CopyText label="Link to play it" value={address} />
			<CopyText label="For a tutorial: a player in your page" value={embedCode(origin, packed.fragment, title)} rows={3} />
		</>
	);
}
