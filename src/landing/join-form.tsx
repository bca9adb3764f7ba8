import { useState } from "react";
import { parseRoomName, ROOM_NAME_RULE } from "#contract/room-name.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Sheet } from "#kit/sheet.tsx";
import "./join-form.css";

/** Asks for the code of a room that somebody else has opened. */
export function JoinForm({ open, onClose, go }: { open: boolean; onClose: () => void; go: (href: string) => void }) {
	return (
		<Sheet open={open} onClose={onClose} title="Join with a code">
			<CodeForm go={go} />
		</Sheet>
	);
}

function CodeForm({ go }: { go: (href: string) => void }) {
	const [code, setCode] = useState("");
	const [wrong, setWrong] = useState<string | null>(null);
	const join = () => {
		const room = parseRoomName(code.trim());
		if (room === null) setWrong(code.trim() === "" ? "Type the code first." : `That cannot be a code: ${ROOM_NAME_RULE}.`);
		else go(`/r/${code.trim()}`);
	};
	return (
		<form
			className="join-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				join();
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
				}}
			/>
			<Button look="primary" type="submit">
				Join
			</Button>
			<p>The code is in the top bar of the room, on the screen of the person who opened it. Capitals do not matter.</p>
		</form>
	);
}
