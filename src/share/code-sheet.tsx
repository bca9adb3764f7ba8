import { useState } from "react";
import { asCode, asPlainCode, type Language, prefaced } from "#code/code.ts";
import { whyNotPlain } from "#code/why-not-plain.ts";
import { CodeText } from "#kit/code-text.tsx";
import { Field } from "#kit/field.tsx";
import { Segmented } from "#kit/segmented.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { ScriptLine } from "#script/runner.ts";
import { Missing, useMissing } from "./missing.tsx";
import "./code-sheet.css";

type CodeSheetProps = {
	open: boolean;
	onClose: () => void;
	title: string;
	steps: readonly ScriptLine[];
	room: string;
	/** The port of this host's MQTT over TCP; null: there is none. */
	mqttPort: number | null;
	/** Of the room's wires. */
	delayMs: number;
};

const LANGUAGES: readonly { readonly value: Language; readonly label: string; readonly name: string }[] = [
	{ value: "python", label: "Python", name: "Python with paho-mqtt" },
	{ value: "javascript", label: "JavaScript", name: "JavaScript with mqtt.js" },
	{ value: "shell", label: "Shell", name: "Shell with mosquitto_pub and mosquitto_sub" },
];
const STANDARD_PORT = 1883;
const SAYS_SHORT = "Short, and read from top to bottom. It waits a fixed time where the full program waits for the answers.";
const SAYS_WHOLE = "It waits for every answer, and does on any broker what was done here.";

/** Steps as a program that does the same in this room or at any other broker. Loaded when the sheet is first opened. */
export function CodeSheet({ open, onClose, ...rest }: CodeSheetProps) {
	return (
		<Sheet open={open} onClose={onClose} title={`${rest.title} as code`} wide className="code-sheet">
			<FromHere {...rest} />
		</Sheet>
	);
}

/** A script that is not the whole of what was done says so before its first line, in the sheet and in the program itself. */
function FromHere(what: Omit<CodeSheetProps, "open" | "onClose">) {
	const missing = useMissing();
	return (
		<>
			<Missing says={missing} />
			{what.steps.length > 0 ? (
				<Code {...what} missing={missing} />
			) : missing.length > 0 ? (
				<p>This page itself has done nothing here since, so there is no code.</p>
			) : (
				<p>Nothing has been done here yet. Connect a client, publish, then come back.</p>
			)}
		</>
	);
}

function Code({
	missing,
	title,
	steps,
	room,
	mqttPort,
	delayMs,
}: Omit<CodeSheetProps, "open" | "onClose"> & { missing: readonly string[] }) {
	const [language, setLanguage] = useState<Language>("python");
	const [broker, setBroker] = useState<"room" | "other">(mqttPort === null ? "other" : "room");
	const [host, setHost] = useState(() => window.location.hostname);
	const [port, setPort] = useState(String(mqttPort ?? STANDARD_PORT));
	const wrongHost = host.trim() === "" ? "Name the host of the broker." : null;
	const wrongPort = portOf(port) === null ? "A port is a number from 1 to 65535." : null;
	const [form, setForm] = useState<"short" | "whole">("short");
	const target = {
		host: host.trim() || "localhost",
		port: portOf(port) ?? STANDARD_PORT,
		userName: broker === "room" ? room : null,
		waitSeconds: broker === "room" ? 1 + Math.ceil((2 * delayMs) / 1_000) : 1,
	};
	const short = asPlainCode(steps, target, language, title);
	const whole = asCode(steps, target, language, title);
	const noShort = short === null ? whyNotPlain(steps, language) : "";
	const isShort = form === "short" && short !== null;
	const { fileName, ...written } = isShort ? short : whole;
	const text = prefaced(written.text, missing, language);
	const remarks = isShort ? [] : whole.remarks;
	return (
		<>
			<div className="code-sheet-choices">
				<Segmented label="Language" choices={LANGUAGES} value={language} onChange={setLanguage} />
				<Segmented
					label="Broker"
					choices={[
						{
							value: "room",
							label: "This room",
							...(mqttPort === null ? { disabled: "This host offers no MQTT over TCP: it was started without that port." } : {}),
						},
						{ value: "other", label: "Another broker" },
					]}
					value={broker}
					onChange={setBroker}
				/>
				<Field label="Host" value={host} onChange={setHost} wrong={wrongHost} className="code-sheet-host" />
				<Field label="Port" value={port} onChange={setPort} wrong={wrongPort} inputMode="numeric" className="code-sheet-port" />
			</div>
			<p className="code-sheet-lead">
				{broker === "room"
					? `Over TCP the user name of CONNECT names the room: ${room.toUpperCase()}. Run here, the code takes over this page’s clients of the same names, and its messages count in the ledger.`
					: "The code connects without a user name."}
				{mqttPort === null && " This host offers no MQTT over TCP."}
			</p>
			<div className="code-sheet-form">
				<Segmented
					label="Form"
					choices={[
						{ value: "short", label: "Short", ...(short === null ? { disabled: noShort } : {}) },
						{ value: "whole", label: "Whole" },
					]}
					value={isShort ? "short" : "whole"}
					onChange={setForm}
				/>
				<p>{short === null ? noShort : isShort ? SAYS_SHORT : SAYS_WHOLE}</p>
			</div>
			<CodeText key={`${language} ${text.length}`} text={text} fileName={fileName} />
			{remarks.length > 0 && (
				<section className="code-sheet-remarks" aria-label="What this code does differently">
					<h3>What this code does differently</h3>
					<ul>
						{remarks.map((remark) => (
							<li key={remark}>{remark}</li>
						))}
					</ul>
				</section>
			)}
		</>
	);
}

function portOf(text: string): number | null {
	const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
	return port >= 1 && port <= 65_535 ? port : null;
}
