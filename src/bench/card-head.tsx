import { useState } from "react";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Icon } from "#kit/icon.tsx";
import { Lamp } from "#kit/lamp.tsx";
import { LongText } from "#kit/long-text.tsx";
import { Menu } from "#kit/menu.tsx";
import { Word } from "#words/word.tsx";
import type { OwnClient } from "./use-client.ts";
import "#kit/icon-button.css";
import "./client.css";
import "./card-head.css";

/** Name, role, state; rename until the first CONNECT, remove, change sides. */
export function CardHead({ own }: { own: OwnClient }) {
	const [renaming, setRenaming] = useState(false);
	const { clientId, setup, phase } = own;
	if (renaming) return <RenameForm own={own} onDone={() => setRenaming(false)} />;
	const other = setup.side === "publisher" ? "subscriber" : "publisher";
	return (
		<header className="client-head">
			<div>
				<h2>
					<LongText text={clientId} />
				</h2>
				<p className="client-role">
					{own.thrownOut ? "The room was cleared" : <Word of={setup.side}>{setup.side === "publisher" ? "Publisher" : "Subscriber"}</Word>}
				</p>
			</div>
			<Lamp look={phase.lamp} word={phase.word} />
			<Menu
				label={`More for ${clientId}`}
				align="end"
				buttonClass="icon-button small"
				entries={[
					{
						key: "rename",
						label: "Rename",
						icon: "pencil",
						onSelect: () => setRenaming(true),
						disabled: own.everConnected ? "The broker knows the client by this id" : undefined,
					},
					{ key: "side", label: `Stand with the ${other}s`, icon: "diff", onSelect: () => own.set({ side: other }) },
					{
						key: "remove",
						label: "Remove",
						icon: "trash",
						apart: true,
						onSelect: () => own.act({ do: "remove", client: clientId }),
						disabled: phase.plugged ? "Disconnect it first" : undefined,
					},
				]}
			>
				<Icon n="dots" s={16} />
			</Menu>
		</header>
	);
}

/** A new client id for a card that has never connected. */
export function RenameForm({ own, onDone }: { own: OwnClient; onDone: () => void }) {
	const [name, setName] = useState(own.clientId);
	const to = name.trim();
	const save = () => {
		if (to === "") return;
		if (to !== own.clientId) own.act({ do: "rename", client: own.clientId, to });
		onDone();
	};
	return (
		<header className="client-head card-head-renaming">
			<Field
				label="Client id"
				hideLabel
				value={name}
				onChange={setName}
				onEnter={save}
				onKeyDown={(event) => {
					if (event.key === "Escape") onDone();
				}}
				autoFocus
			/>
			<Button size="small" look="primary" onClick={save} disabled={to === "" ? "A client id has at least one letter" : undefined}>
				Rename
			</Button>
			<Button size="small" onClick={onDone}>
				Cancel
			</Button>
		</header>
	);
}
