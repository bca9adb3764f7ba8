import { useState } from "react";
import { IconButton } from "#kit/icon-button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { CardBody } from "./card-body.tsx";
import { CardHead } from "./card-head.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./open-card.css";

/** Everything about one client, opened from a card that is too small to show it. */
export function OpenCard({ own }: { own: OwnClient }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<IconButton label={`Open ${own.clientId}`} icon="dots" size="small" aria-haspopup="dialog" onClick={() => setOpen(true)} />
			<Sheet open={open} onClose={() => setOpen(false)} title={own.clientId} className="open-card-sheet">
				<div className="client open-card">
					<CardHead own={own} />
					<CardBody own={own} />
				</div>
			</Sheet>
		</>
	);
}
