import { useState } from "react";
import { Button } from "#kit/button.tsx";
import type { CardForm } from "#kit/card-form.ts";
import { IconButton } from "#kit/icon-button.tsx";
import type { LabClient } from "#lab/setup.ts";
import { wasTakenFrom } from "#script/holder.ts";
import { usePlayground } from "#script/playground.ts";
import { RenameForm } from "./card-head.tsx";
import { GuestCard } from "./guest-card.tsx";
import { takenHint, takenPhase } from "./phase-text.ts";
import { type OwnClient, useOwnClient } from "./use-client.ts";

/** A card of this page while another page or a guest is connected under its name: to watch, to rename, to take over. */
export function TakenCard({ lab, form }: { lab: LabClient; form: CardForm }) {
	const own = useOwnClient(lab);
	const page = usePlayground().lab.getState();
	const [renaming, setRenaming] = useState(false);
	const takenOver = wasTakenFrom(own.client, page);
	const says = takenHint({ plugged: lab.plugged, takenOver, everConnected: lab.everConnected });
	const acts = { own, plugged: lab.plugged, rename: () => setRenaming(true) };
	const taken = {
		phase: takenPhase(own.phase, takenOver),
		head: renaming ? <RenameForm own={own} onDone={() => setRenaming(false)} /> : null,
		acts: <TakenActs {...acts} />,
		icons: <TakenIcons {...acts} />,
		says,
	};
	return <GuestCard clientId={own.clientId} form={form} taken={taken} />;
}

type ActsProps = { readonly own: OwnClient; readonly plugged: boolean; readonly rename: () => void };

/** Why the card cannot take its name over now. */
const STANDS = "The connection of this page still stands";

function TakenActs({ own, plugged, rename }: ActsProps) {
	const { clientId, everConnected, act } = own;
	return (
		<>
			{!everConnected && (
				<Button size="small" icon="pencil" onClick={rename}>
					Rename
				</Button>
			)}
			<Button
				size="small"
				icon="plug"
				title="Connects with the same client id: the broker ends the older connection [MQTT-3.1.4-2]"
				disabled={plugged ? STANDS : undefined}
				onClick={() => act({ do: "connect", client: clientId })}
			>
				Take over
			</Button>
		</>
	);
}

function TakenIcons({ own, plugged, rename }: ActsProps) {
	const { clientId, everConnected, act } = own;
	return (
		<>
			{!everConnected && <IconButton size="small" icon="pencil" label={`Rename ${clientId}`} onClick={rename} />}
			<IconButton
				size="small"
				icon="plug"
				label={`Take over ${clientId}`}
				disabled={plugged ? STANDS : undefined}
				onClick={() => act({ do: "connect", client: clientId })}
			/>
		</>
	);
}
