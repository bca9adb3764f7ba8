import { createContext, useContext } from "react";
import { IconButton } from "#kit/icon-button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { CardBody } from "./card-body.tsx";
import { CardHead } from "./card-head.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./open-card.css";

/** Opens all of the client whose card this stands on. */
export const OpenCard = createContext<() => void>(() => {});

export function OpenCardButton({ clientId }: { clientId: string }) {
	const open = useContext(OpenCard);
	return <IconButton label={`Open ${clientId}`} icon="dots" size="small" aria-haspopup="dialog" onClick={open} />;
}

/** Everything about one client, opened from a card that is too small to show it. It stays open while the card takes another form. */
export function CardSheet({ own, open, onClose }: { own: OwnClient; open: boolean; onClose: () => void }) {
	return (
		<Sheet open={open} onClose={onClose} title={own.clientId} className="open-card-sheet">
			<div className="client open-card">
				<CardHead own={own} />
				<CardBody own={own} />
			</div>
		</Sheet>
	);
}
