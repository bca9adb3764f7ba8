import { useState } from "react";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { startRoom } from "./start-room.ts";
import "./room-form.css";

type FormProps = { open: boolean; onClose: () => void; go: (href: string) => void };

/** Asks for the password of the host, which opens rooms only for those who know it. */
export function RoomForm({ open, onClose, go }: FormProps) {
	return (
		<Sheet open={open} onClose={onClose} title="Start a room">
			<PasswordForm go={go} />
		</Sheet>
	);
}

function PasswordForm({ go }: Pick<FormProps, "go">) {
	const [password, setPassword] = useState("");
	const [wrong, setWrong] = useState<string | null>(null);
	const start = async (form: HTMLFormElement) => {
		const says = await startRoom(password, go);
		if (form.isConnected) setWrong(says);
	};
	return (
		<form
			className="room-form"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void start(event.currentTarget);
			}}
		>
			<Field
				label="Password of this host"
				type="password"
				value={password}
				wrong={wrong}
				data-first
				maxLength={200}
				enterKeyHint="go"
				onChange={(next) => {
					setPassword(next);
					setWrong(null);
				}}
			/>
			<Button look="primary" type="submit">
				Start
			</Button>
			<p>Whoever started this host has chosen it, with --password.</p>
		</form>
	);
}
