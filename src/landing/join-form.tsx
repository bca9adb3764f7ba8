import { useState } from "react";
import { parseRoomName, ROOM_NAME_RULE } from "#contract/room-name.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { askHost } from "./ask-host.ts";
import "./join-form.css";

/** opens: whether a visit to a room that is not open opens it. */
type JoinProps = { open: boolean; onClose: () => void; go: (href: string) => void; opens: boolean };

/** Where the code stands. Where no visit opens a room, somebody leads a class. */
const IN_TOP_BAR = "The code is in the top bar of the room, on the screen of the person who opened it.";
const AT_FRONT = "The code is at the front, on the projector.";

/** Asks for the code of a room that somebody else has opened. */
export function JoinForm({ open, onClose, go, opens }: JoinProps) {
	return (
		<Sheet open={open} onClose={onClose} title="Join with a code">
			<CodeForm go={go} opens={opens} />
		</Sheet>
	);
}

function CodeForm({ go, opens }: Pick<JoinProps, "go" | "opens">) {
	const [code, setCode] = useState("");
	const [wrong, setWrong] = useState<string | null>(null);
	const [unknown, setUnknown] = useState<string | null>(null);
	const join = async (form: HTMLFormElement) => {
		const room = parseRoomName(code.trim());
		if (room === null) return setWrong(code.trim() === "" ? "Type the code first." : `That cannot be a code: ${ROOM_NAME_RULE}.`);
		const told = await askHost(room);
		// By now the form may be closed, or ask for another code.
		if (!form.isConnected || form.querySelector("input")?.value !== code) return;
		if (told?.open === false) setUnknown(room);
		else go(`/r/${room}`);
	};
	return (
		<form
			className="join-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void join(event.currentTarget);
			}}
		>
			<Field
				label="Code of the room"
				value={code}
				wrong={wrong}
				data-first
				placeholder="K7Q4"
				maxLength={40}
				enterKeyHint="go"
				onChange={(next) => {
					setCode(next);
					setWrong(null);
					setUnknown(null);
				}}
			/>
			<Button look="primary" type="submit">
				Join
			</Button>
			{unknown !== null && (
				<div className="join-form-unknown" role="alert">
					<p>There is no room {unknown.toUpperCase()} on this host. It may have closed, or there is a typo in the code. Please check it.</p>
					{opens && <Button onClick={() => go(`/r/${unknown}`)}>Open {unknown.toUpperCase()} as a new room</Button>}
				</div>
			)}
			<p>{opens ? IN_TOP_BAR : AT_FRONT} Capitals do not matter.</p>
		</form>
	);
}
